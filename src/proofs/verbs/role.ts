import { listOf, optional } from '../kind.ts';
import { accountNumber, duration, text } from '../kinds.ts';
import { done, verb } from '../verb.ts';
import { allowed, ofAccount } from './user.ts';

export const role = verb({
  name: 'role',
  short: 'name',
  fields: {
    name: text,
    allow: optional(listOf(text)),
    trusts: optional(listOf(text)),
    'max-session': optional(duration),
    account: optional(accountNumber),
  },
  isSetup: true,
  declares: ({ name }) => (typeof name === 'string' ? [{ thing: 'role', name }] : []),
  sentence: ({ name, allow, account }) => `Role \`${name}\`${ofAccount(account)}, ${allowed(allow)}`,
  async run({ name, allow = [], trusts, 'max-session': maxSession, account }, { world }) {
    const maxSessionSeconds = maxSession === undefined ? undefined : maxSession / 1000;
    if (account !== undefined) world.things.identityAccounts.set(name, account);
    await world.control({ command: 'put-role', role: name, account, allow, trusts, maxSessionSeconds });
    world.things.roles.add(name);
    return done;
  },
});
