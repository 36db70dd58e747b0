import { optional } from '../kind.ts';
import { documents, nameOf } from '../kinds.ts';
import { plainWords } from '../plain-words.ts';
import { done, verb } from '../verb.ts';

/** Replaces the bucket's CORS configuration, as on S3; no rules remove it. */
export const cors = verb({
  name: 'cors',
  fields: { bucket: optional(nameOf('bucket')), rules: documents },
  defaults: () => ['bucket'],
  sentence: ({ rules }) =>
    rules.length === 0 ? 'Remove the CORS rules' : `Put the CORS rule ${rules.map(ruleWords).join('; ')}`,
  async run({ bucket, rules }, { world }) {
    const name = world.things.bucket(bucket);
    if (rules.length === 0) await world.asAccount('DeleteBucketCors', name);
    else await world.asAccount('PutBucketCors', name, { CORSConfiguration: { CORSRules: rules } });
    return done;
  },
});

function ruleWords(rule: Readonly<Record<string, unknown>>): string {
  return Object.entries(rule)
    .map(([name, value]) => `${name} \`${plainWords(value)}\``)
    .join(', ');
}
