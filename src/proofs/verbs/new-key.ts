import { nameOf } from '../kinds.ts';
import { done, verb } from '../verb.ts';

export const newKey = verb({
  name: 'new-key',
  short: 'user',
  fields: { user: nameOf('user') },
  sentence: ({ user }) => `Create another access key for \`${user}\`, who signs with it from now on`,
  async run({ user }, { world }) {
    // The first key is made when it is first asked for; the new one comes after it.
    await world.credentialsOf(user);
    await world.control({ command: 'create-access-key', user, account: world.things.identityAccounts.get(user) });
    return done;
  },
});
