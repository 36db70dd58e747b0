import { operationAddress, presignOperations, type PresignOperation } from '#client/operations.ts';

import type { Complaint, WrittenFields } from './verb.ts';

/** Which of `bucket` and `as` may be left out because the world has one. */
export function operationDefaults(written: WrittenFields): readonly string[] {
  const { operation } = written;
  return isOperation(operation) && operationAddress(operation) === 'service' ? ['as'] : ['as', 'bucket'];
}

/** An operation on an object needs its key, and a copy its source, unless the SDK's refusal is what is shown. */
export function missingInput({ operation, key, input, expect }: WrittenFields): readonly Complaint[] {
  if (!isOperation(operation) || operationAddress(operation) !== 'object' || expect === 'unsent') return [];
  const isGiven = (name: string): boolean => typeof input === 'object' && input !== null && name in input;
  const isReference = typeof input === 'string';
  const complaints: Complaint[] = [];
  if (key === undefined && !isGiven('Key')) complaints.push({ field: '', message: `\`${operation}\` needs a \`key\`` });
  if (copies.has(operation) && !isReference && !isGiven('CopySource'))
    complaints.push({
      field: '',
      message: `\`${operation}\` needs a \`CopySource\` in its \`input\`, as \`bucket/key\``,
    });
  return complaints;
}

/** Without its source a copy is a request to put nothing. */
const copies: ReadonlySet<string> = new Set(['CopyObject', 'UploadPartCopy']);

function isOperation(value: unknown): value is PresignOperation {
  return (presignOperations as readonly unknown[]).includes(value);
}
