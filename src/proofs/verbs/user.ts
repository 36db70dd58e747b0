import { listOf, optional } from '../kind.ts';
import { text } from '../kinds.ts';
import { done, verb } from '../verb.ts';

export const user = verb({
  name: 'user',
  short: 'name',
  fields: { name: text, allow: optional(listOf(text)) },
  isSetup: true,
  declares: ({ name }) => (typeof name === 'string' ? [{ thing: 'user', name }] : []),
  sentence: ({ name, allow }) => `User \`${name}\`, ${allowed(allow)}`,
  async run({ name, allow = [] }, { world }) {
    await world.control({ command: 'put-user', user: name, allow });
    world.things.users.add(name);
    return done;
  },
});

/** What an identity may do, for a sentence. */
export function allowed(actions: readonly string[] | undefined): string {
  if (!actions || actions.length === 0) return 'allowed nothing';
  return `allowed ${actions.map((action) => `\`${action}\``).join(', ')}`;
}
