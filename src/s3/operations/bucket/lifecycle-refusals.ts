import type { XmlElement } from '#base/xml.ts';

import { S3Error } from '../../errors.ts';
import type { OperationContext } from '../context.ts';

/** Children of a rule, of its filter and of its actions that the emulator carries out. */
const known: Readonly<Record<string, readonly string[]>> = {
  Rule: [
    'ID',
    'Status',
    'Filter',
    'Prefix',
    'Expiration',
    'AbortIncompleteMultipartUpload',
    'NoncurrentVersionExpiration',
    'Transition',
  ],
  Filter: ['Prefix', 'Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan', 'And'],
  And: ['Prefix', 'Tag', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'],
  Tag: ['Key', 'Value'],
  Expiration: ['Days', 'Date', 'ExpiredObjectDeleteMarker'],
  AbortIncompleteMultipartUpload: ['DaysAfterInitiation'],
  NoncurrentVersionExpiration: ['NoncurrentDays', 'NewerNoncurrentVersions'],
  Transition: ['Days', 'StorageClass'],
};

/** Answers 501 for what the emulator does not carry out in a lifecycle rule, by its name. */
export function refuseUnknown(context: OperationContext, element: XmlElement): void {
  const unknown = element.children.find(({ name }) => !known[element.name]?.includes(name));
  if (!unknown) return;
  context.checks.fail(
    'request',
    new S3Error('NotImplemented', { additionalMessage: `lifecycle ${unknown.name}` }),
    { kind: 'note', text: `The emulator does not carry out ${unknown.name} in a lifecycle rule.` },
    { known: 'assumed' },
  );
}

/** The 400 for a rule that contradicts itself or goes beyond a limit. */
export function refuseLifecycle(
  { checks }: OperationContext,
  code: 'InvalidArgument' | 'InvalidRequest',
  message: string,
): never {
  return checks.fail('request', new S3Error(code, {}, message), { kind: 'none' }, { known: 'other server' });
}
