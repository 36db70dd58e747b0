import { formatDuration } from '#base/quantity.ts';

import { optional } from '../kind.ts';
import { duration, nameOf } from '../kinds.ts';
import { Session } from '../session.ts';
import { signer } from '../signer.ts';
import { StepFault } from '../step-fault.ts';
import { save, verb } from '../verb.ts';

/** AssumeRole. Where no user is named and none could be meant, a service of AWS assumes the role. */
export const assume = verb({
  name: 'assume',
  fields: { role: nameOf('role'), as: optional(signer), for: optional(duration), save },
  sentence: ({ role, for: life }) => `Assume \`${role}\`${life === undefined ? '' : ` for ${formatDuration(life)}`}`,
  async run({ role, as, for: life }, { world }) {
    const isByService = as === undefined && world.things.users.size !== 1;
    const by = isByService ? undefined : (await world.signer(as)).accessKeyId;
    const durationSeconds = life === undefined ? undefined : life / 1000;
    const account = world.things.identityAccounts.get(role);
    const result = await world.control({ command: 'assume-role', role, account, by, durationSeconds });
    if (result.kind !== 'credentials') throw new StepFault(`no session of \`${role}\``);
    return { status: { text: 'assumed', tone: 'plain' }, saved: new Session(result.credentials) };
  },
});
