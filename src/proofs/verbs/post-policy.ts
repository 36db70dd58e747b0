import { expectation } from '../expectation.ts';
import { listOf, optional, recordOf } from '../kind.ts';
import { duration, headerText, nameOf, text } from '../kinds.ts';
import { conditionWords, postCondition } from '../post-condition.ts';
import { lifeWords, signer, signerWords } from '../signer.ts';
import { judged, save, verb, type Complaint } from '../verb.ts';

/** Signs the policy of a form with the AWS SDK; nothing is sent. */
export const postPolicy = verb({
  name: 'post-policy',
  fields: {
    key: text,
    bucket: optional(nameOf('bucket')),
    fields: optional(recordOf(headerText)),
    conditions: optional(listOf(postCondition)),
    expires: duration,
    as: optional(signer),
    save,
    expect: expectation,
  },
  defaults: () => ['bucket', 'as'],
  complaints: ({ conditions }) => (Array.isArray(conditions) ? conditions.flatMap(amazonName) : []),
  sentence: ({ key, fields = {}, conditions = [], expires, as }, written) => {
    const fixed = Object.entries(fields).map(([name, value]) => `\`${name}\` is \`${value}\``);
    const all = [...fixed, ...conditions.map(conditionWords)];
    const where = all.length === 0 ? '' : ` where ${all.join(', ')}`;
    return `Sign a form for \`${key}\`${where}, good for ${lifeWords(expires)}${signerWords(as, written['as'])}`;
  },
  async run({ key, bucket, fields, conditions, expires, as, expect }, { world }) {
    const signed = await world.presignPost({
      key,
      fields,
      conditions,
      bucket: world.things.bucket(bucket),
      credentials: await world.signer(as),
      expiresSeconds: expires / 1000,
    });
    if ('kind' in signed) return judged(expect, signed, undefined);
    return judged(expect, { kind: 'signed' }, signed);
  },
});

/** `$key` is a name's value in this language, and Amazon's way to write a field of the form. */
function amazonName(condition: unknown): readonly Complaint[] {
  const field: unknown = Array.isArray(condition) ? condition[1] : undefined;
  if (typeof field !== 'string' || !formFields.test(field)) return [];
  return [{ field: 'conditions', message: `write \`${field.slice(1)}\` for Amazon's \`${field}\`` }];
}

const formFields = /^\$(key|acl|bucket|content-|cache-control|expires|success_action_|x-amz-)/i;
