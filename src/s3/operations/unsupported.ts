import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../errors.ts';
import type { OperationContext } from './context.ts';

/** Answers 501 for a header whose meaning the emulator does not carry out. */
export function refuseHeader({ checks }: OperationContext, header: string): never {
  return checks.fail(
    'request',
    new S3Error('NotImplemented', { Header: header }),
    { kind: 'note', text: `The emulator does not implement ${header}.` },
    { known: 'assumed' },
  );
}

/** Headers of a PUT or of a new upload that ask for what this emulator does not have. */
const unsupportedHeaders = [
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-object-lock-legal-hold',
  'x-amz-write-offset-bytes',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-customer-key',
  'x-amz-server-side-encryption-context',
] as const;

/** Refuses, as not implemented, what the emulator leaves out. */
export function refuseUnsupportedObjectHeaders(context: OperationContext): void {
  const unsupported = unsupportedHeaders.find((name) => headerValue(context.headers, name) !== undefined);
  if (unsupported) refuseHeader(context, unsupported);
}
