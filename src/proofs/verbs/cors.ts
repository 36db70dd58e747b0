import { optional } from '../kind.ts';
import { documents, nameOf } from '../kinds.ts';
import { isPlain, nameReference } from '../names.ts';
import { plainWords } from '../plain-words.ts';
import { done, verb, type Complaint } from '../verb.ts';

/** Replaces the bucket's CORS configuration, as on S3; no rules remove it. */
export const cors = verb({
  name: 'cors',
  fields: { bucket: optional(nameOf('bucket')), rules: documents },
  defaults: () => ['bucket'],
  complaints: ({ rules }) => (Array.isArray(rules) ? rules.flatMap(unlisted) : []),
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

/** Amazon's lists; the SDK would take a text for the list of its characters. */
const lists = ['AllowedOrigins', 'AllowedMethods', 'AllowedHeaders', 'ExposeHeaders'];

function unlisted(rule: unknown): readonly Complaint[] {
  if (!isPlain(rule)) return [];
  const texts = lists.filter((name) => name in rule && !Array.isArray(rule[name]) && !nameReference(rule[name]));
  return texts.map((name) => ({ field: 'rules', message: `\`${name}\` is a list: \`[${String(rule[name])}]\`` }));
}
