import { nameOf } from '../kinds.ts';
import { done, verb } from '../verb.ts';

export const revokeSessions = verb({
  name: 'revoke-sessions',
  short: 'role',
  fields: { role: nameOf('role') },
  sentence: ({ role }) => `Revoke the sessions of \`${role}\` issued until now`,
  async run({ role }, { world }) {
    await world.control({ command: 'revoke-sessions', role, account: world.things.identityAccounts.get(role) });
    return done;
  },
});
