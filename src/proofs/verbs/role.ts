import { listOf, optional } from '../kind.ts';
import { duration, text } from '../kinds.ts';
import { done, verb } from '../verb.ts';
import { allowed } from './user.ts';

export const role = verb({
  name: 'role',
  short: 'name',
  fields: {
    name: text,
    allow: optional(listOf(text)),
    trusts: optional(listOf(text)),
    'max-session': optional(duration),
  },
  isSetup: true,
  declares: ({ name }) => (typeof name === 'string' ? [{ thing: 'role', name }] : []),
  sentence: ({ name, allow }) => `Role \`${name}\`, ${allowed(allow)}`,
  async run({ name, allow = [], trusts, 'max-session': maxSession }, { world }) {
    const maxSessionSeconds = maxSession === undefined ? undefined : maxSession / 1000;
    await world.control({ command: 'put-role', role: name, allow, trusts, maxSessionSeconds });
    world.things.roles.add(name);
    return done;
  },
});
