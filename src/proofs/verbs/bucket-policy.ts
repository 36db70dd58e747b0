import { expectation, type Expectation } from '../expectation.ts';
import { oneOrMore, optional } from '../kind.ts';
import { document, flag, nameOf } from '../kinds.ts';
import { inWords } from '../attempt.ts';
import type { Outcome } from '../outcome.ts';
import { oneOfFields, policyDocument, statementWords, statementsOf } from '../policy-steps.ts';
import { done, judged, verb, type StepResult } from '../verb.ts';

/** Done by the account; what S3 makes of the policy can be expected. */
export const bucketPolicy = verb({
  name: 'bucket-policy',
  fields: {
    bucket: optional(nameOf('bucket')),
    add: optional(oneOrMore(document)),
    put: optional(document),
    remove: optional(flag),
    expect: expectation,
  },
  defaults: () => ['bucket'],
  complaints: oneOfFields('add', 'put', 'remove'),
  sentence({ add, put }) {
    if (add) return `Add to the bucket policy: ${statementWords(add)}`;
    return put ? `Put a bucket policy: ${statementWords(statementsOf(put))}` : 'Remove the bucket policy';
  },
  async run({ bucket, add, put, expect }, { world }) {
    const name = world.things.bucket(bucket);
    if (!add && !put) return settled(expect, await world.lookAsAccount('DeleteBucketPolicy', name, {}));
    const statements = add ? [...(await current()), ...add] : statementsOf(put);
    const policy = policyDocument(put ?? {}, statements, { bucket: name, hasPrincipal: true });
    return settled(expect, await world.lookAsAccount('PutBucketPolicy', name, { Policy: JSON.stringify(policy) }));

    async function current(): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const answer = await world.lookAsAccount('GetBucketPolicy', name, {});
      const text = answer.kind === 'answered' && answer.status === 200 ? answer.output['Policy'] : undefined;
      return typeof text === 'string' ? statementsOf(JSON.parse(text) as Readonly<Record<string, unknown>>) : [];
    }
  },
});

/** A policy that was put as it should be needs no status of its own; of one that was not, S3's words say why. */
function settled(expect: Expectation, outcome: Outcome): StepResult {
  const result = judged(expect, outcome);
  if (result.mismatch === undefined) return expect.outcome === 'ok' ? done : result;
  return { ...result, mismatch: { ...result.mismatch, actual: inWords(outcome) } };
}
