import { headerValue } from '#sigv4/headers.ts';
import type { KmsEncryption } from '../../encryption/kms-encryption.ts';
import { requireKey, requireKmsTransport } from '../../encryption/kms-permission.ts';
import type { Handler, OperationContext } from '../context.ts';
import { objectAnswer } from './object-answer.ts';
import { requireObject } from './object-record.ts';
import { requireReadConditions } from './read-conditions.ts';
import { requireReadParameters } from './read-parameters.ts';
import { overridesOf } from './response-overrides.ts';
import { selectionOf } from './selection.ts';

/** What GetObject would answer, without the bytes. */
export const headObject: Handler = async (context) => {
  const overrides = overridesOf(context);
  requireReadParameters(context);
  const { object } = await requireObject(context);
  requireKeyToHead(context, object.description.encryption);
  requireReadConditions(context, object);
  return objectAnswer(context, object, selectionOf(context, object), overrides);
};

/** The key is needed only where the checksum is asked for, which is encrypted as the bytes are. */
function requireKeyToHead(context: OperationContext, encryption: KmsEncryption | undefined): void {
  if (!encryption) return;
  const wantsChecksum = headerValue(context.headers, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  if (wantsChecksum) requireKey(context, 'kms:Decrypt', encryption);
  else requireKmsTransport(context);
}
