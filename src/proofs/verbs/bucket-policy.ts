import { oneOrMore, optional } from '../kind.ts';
import { document, flag, nameOf } from '../kinds.ts';
import { oneOfFields, policyDocument, statementWords, statementsOf } from '../policy-steps.ts';
import { done, verb } from '../verb.ts';

export const bucketPolicy = verb({
  name: 'bucket-policy',
  fields: {
    bucket: optional(nameOf('bucket')),
    add: optional(oneOrMore(document)),
    put: optional(document),
    remove: optional(flag),
  },
  defaults: () => ['bucket'],
  complaints: oneOfFields('add', 'put', 'remove'),
  sentence({ add, put }) {
    if (add) return `Add to the bucket policy: ${statementWords(add)}`;
    return put ? `Put a bucket policy: ${statementWords(statementsOf(put))}` : 'Remove the bucket policy';
  },
  async run({ bucket, add, put }, { world }) {
    const name = world.things.bucket(bucket);
    if (!add && !put) {
      await world.asAccount('DeleteBucketPolicy', name);
      return done;
    }
    const statements = add ? [...(await current()), ...add] : statementsOf(put);
    const policy = policyDocument(put ?? {}, statements, { bucket: name, hasPrincipal: true });
    await world.asAccount('PutBucketPolicy', name, { Policy: JSON.stringify(policy) });
    return done;

    async function current(): Promise<readonly Readonly<Record<string, unknown>>[]> {
      const answer = await world.lookAsAccount('GetBucketPolicy', name, {});
      const text = answer.kind === 'answered' && answer.status === 200 ? answer.output['Policy'] : undefined;
      return typeof text === 'string' ? statementsOf(JSON.parse(text) as Readonly<Record<string, unknown>>) : [];
    }
  },
});
