import { optional } from '../kind.ts';
import { documents, nameOf } from '../kinds.ts';
import { plainWords } from '../plain-words.ts';
import { done, verb } from '../verb.ts';

/** Replaces the bucket's lifecycle rules, as on S3; no rules remove them. */
export const lifecycle = verb({
  name: 'lifecycle',
  fields: { bucket: optional(nameOf('bucket')), rules: documents },
  defaults: () => ['bucket'],
  sentence: ({ rules }) =>
    rules.length === 0 ? 'Remove the lifecycle rules' : `Put the lifecycle rule ${rules.map(ruleWords).join('; ')}`,
  async run({ bucket, rules }, { world }) {
    const name = world.things.bucket(bucket);
    if (rules.length === 0) {
      await world.asAccount('DeleteBucketLifecycle', name);
      return done;
    }
    const Rules = rules.map((rule, index) => ({ ID: String(index + 1), Status: 'Enabled', ...rule, ...scope(rule) }));
    await world.asAccount('PutBucketLifecycleConfiguration', name, { LifecycleConfiguration: { Rules } });
    return done;
  },
});

/** The whole bucket, unless the rule says otherwise. */
function scope(rule: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return 'Filter' in rule || 'Prefix' in rule ? {} : { Filter: { Prefix: '' } };
}

function ruleWords(rule: Readonly<Record<string, unknown>>): string {
  const { AbortIncompleteMultipartUpload: abort, Expiration: expiration } = rule;
  const days = (of: unknown, name: string): unknown => (of as Readonly<Record<string, unknown>> | undefined)?.[name];
  if (abort)
    return `that aborts multipart uploads ${plainWords(days(abort, 'DaysAfterInitiation'))} days after initiation`;
  if (expiration) return `that expires objects after ${plainWords(days(expiration, 'Days'))} days`;
  return `\`${Object.keys(rule).join(', ')}\``;
}
