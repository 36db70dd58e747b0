import { listOf, optional } from '../kind.ts';
import { accountNumber, text } from '../kinds.ts';
import { done, verb } from '../verb.ts';

export const user = verb({
  name: 'user',
  short: 'name',
  fields: { name: text, allow: optional(listOf(text)), account: optional(accountNumber) },
  isSetup: true,
  declares: ({ name }) => (typeof name === 'string' ? [{ thing: 'user', name }] : []),
  sentence: ({ name, allow, account }) => `User \`${name}\`${ofAccount(account)}, ${allowed(allow)}`,
  async run({ name, allow = [], account }, { world }) {
    if (account !== undefined) world.things.identityAccounts.set(name, account);
    await world.control({ command: 'put-user', user: name, account, allow });
    world.things.users.add(name);
    return done;
  },
});

/** What an identity may do, for a sentence. */
export function allowed(actions: readonly string[] | undefined): string {
  if (!actions || actions.length === 0) return 'allowed nothing';
  return `allowed ${actions.map((action) => `\`${action}\``).join(', ')}`;
}

/** Where an identity belongs, for a sentence; nothing where it is the world's own account. */
export function ofAccount(account: string | undefined): string {
  return account === undefined ? '' : ` of account ${account}`;
}
