import { operationAddress, presignOperations } from '#client/operations.ts';

import { expectation } from '../expectation.ts';
import { optional } from '../kind.ts';
import { bodyOf, document, nameOf, oneOf, text } from '../kinds.ts';
import { missingInput, operationDefaults } from '../operation-fields.ts';
import { savedAnswer } from '../outcome.ts';
import { sender, senderWords } from '../sender.ts';
import { signer, signerWords } from '../signer.ts';
import { StepFault } from '../step-fault.ts';
import { judged, save, verb } from '../verb.ts';

/** Calls an operation with the AWS SDK, signed in the header; `as: anonymous` signs nothing. */
export const call = verb({
  name: 'call',
  fields: {
    operation: oneOf(presignOperations, 'an operation of S3, such as `GetObject`'),
    key: optional(text),
    bucket: optional(nameOf('bucket')),
    input: optional(document),
    as: optional(signer),
    from: optional(sender),
    save,
    expect: expectation,
  },
  declares: ({ operation, bucket: name }) =>
    operation === 'CreateBucket' && typeof name === 'string' ? [{ thing: 'bucket', name }] : [],
  defaults: (written) => operationDefaults(written),
  complaints: (written) => missingInput(written),
  sentence: ({ operation, key, as, from }, written) => {
    const target = key === undefined ? '' : ` for \`${key}\``;
    const who = as === 'anonymous' ? ' without credentials' : signerWords(as, written['as']);
    return `Call \`${operation}\`${target}${who}${senderWords(from)}`;
  },
  async run({ operation, key, bucket, input = {}, as, from, expect }, { world }) {
    const needsBucket = operationAddress(operation) !== 'service';
    const name = needsBucket ? world.things.bucket(bucket) : undefined;
    const outcome = await world.call({
      credentials: as === 'anonymous' ? as : await world.signer(as),
      operation,
      bucket: name,
      key,
      input: withBody(input),
      from,
    });
    if (operation === 'CreateBucket' && name !== undefined && outcome.kind === 'answered' && outcome.status === 200) {
      world.things.buckets.set(name, world.regionOf(name));
    }
    const { PartNumber } = input;
    return judged(expect, outcome, { ...(PartNumber !== undefined && { PartNumber }), ...savedAnswer(outcome) });
  },
});

/** `Body` is written as everywhere in the language: a text, or a fill. */
function withBody(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (input['Body'] === undefined) return input;
  const Body = bodyOf(input['Body']);
  if (!Body) throw new StepFault('`Body`: expected a text, or `{ size: 5 MiB, fill: a }`');
  return { ...input, Body };
}
