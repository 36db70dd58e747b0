import { S3Error } from '../../errors.ts';
import type { ObjectRecord } from '../../records.ts';
import type { OperationContext } from '../context.ts';

const archiveClasses = ['GLACIER', 'DEEP_ARCHIVE'];

/** The bytes of an archived object cannot be read; `message` stands in for what a GET is told. */
export function requireReadableClass(
  { checks }: OperationContext,
  { description }: ObjectRecord,
  message?: string,
): void {
  const { storageClass } = description;
  if (!archiveClasses.includes(storageClass)) return;
  const text = `its bytes are archived as ${storageClass}`;
  checks.fail('object', new S3Error('InvalidObjectState', { StorageClass: storageClass }, message), {
    kind: 'note',
    text,
  });
}
