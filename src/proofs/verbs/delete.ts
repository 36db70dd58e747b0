import { optional } from '../kind.ts';
import { nameOf, text } from '../kinds.ts';
import { done, verb } from '../verb.ts';

/** Done by the account itself. `delete` is a word of the language it is written in, hence the longer name. */
export const deleteObject = verb({
  name: 'delete',
  short: 'key',
  fields: { key: text, bucket: optional(nameOf('bucket')), version: optional(text) },
  defaults: () => ['bucket'],
  sentence: ({ key, version }) =>
    `The account deletes \`${key}\`${version === undefined ? '' : `, version \`${version}\``}`,
  async run({ key, bucket, version }, { world }) {
    await world.asAccount('DeleteObject', world.things.bucket(bucket), { Key: key, VersionId: version });
    return done;
  },
});
