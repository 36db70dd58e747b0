import { optional } from '../kind.ts';
import { nameOf, text } from '../kinds.ts';
import { done, verb } from '../verb.ts';

/** Done by the account itself. `delete` is a word of the language it is written in, hence the longer name. */
export const deleteObject = verb({
  name: 'delete',
  short: 'key',
  fields: { key: text, bucket: optional(nameOf('bucket')) },
  defaults: () => ['bucket'],
  sentence: ({ key }) => `The account deletes \`${key}\``,
  async run({ key, bucket }, { world }) {
    await world.asAccount('DeleteObject', world.things.bucket(bucket), { Key: key });
    return done;
  },
});
