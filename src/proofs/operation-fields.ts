import { operationAddress, presignOperations, type PresignOperation } from '#client/operations.ts';

import type { Complaint, WrittenFields } from './verb.ts';

/** Which of `bucket` and `as` may be left out because the world has one. */
export function operationDefaults(written: WrittenFields): readonly string[] {
  const { operation } = written;
  return isOperation(operation) && operationAddress(operation) === 'service' ? ['as'] : ['as', 'bucket'];
}

/** An operation on an object needs its key, unless the SDK's refusal is what is shown. */
export function missingKey({ operation, key, input, expect }: WrittenFields): readonly Complaint[] {
  if (!isOperation(operation) || operationAddress(operation) !== 'object') return [];
  const isNamed = key !== undefined || (typeof input === 'object' && input !== null && 'Key' in input);
  return isNamed || expect === 'unsent' ? [] : [{ field: '', message: `\`${operation}\` needs a \`key\`` }];
}

function isOperation(value: unknown): value is PresignOperation {
  return (presignOperations as readonly unknown[]).includes(value);
}
