import { nameOf } from '../kinds.ts';
import { StepFault } from '../step-fault.ts';
import { done, verb } from '../verb.ts';

/** The oldest of the user's active keys. */
export const deactivateKey = verb({
  name: 'deactivate-key',
  short: 'user',
  fields: { user: nameOf('user') },
  sentence: ({ user }) => `Deactivate the oldest active access key of \`${user}\``,
  async run({ user }, { world }) {
    await world.credentialsOf(user);
    const result = await world.control({ command: 'identities' });
    const keys = result.kind === 'identities' ? result.identities.find(({ name }) => name === user)?.accessKeys : [];
    const oldest = keys?.find(({ active }) => active);
    if (!oldest) throw new StepFault(`\`${user}\` has no active access key`);
    await world.control({ command: 'set-access-key-status', accessKeyId: oldest.accessKeyId, active: false });
    return done;
  },
});
