import { formatDuration } from '#base/quantity.ts';

import { expectation } from '../expectation.ts';
import { optional } from '../kind.ts';
import { duration, nameOf } from '../kinds.ts';
import { signer } from '../signer.ts';
import { issued } from '../sts-outcome.ts';
import { save, verb } from '../verb.ts';

/** AssumeRole. Where no user is named and none could be meant, a service of AWS assumes the role. */
export const assume = verb({
  name: 'assume',
  fields: { role: nameOf('role'), as: optional(signer), for: optional(duration), save, expect: expectation },
  sentence: ({ role, for: life }) => `Assume \`${role}\`${life === undefined ? '' : ` for ${formatDuration(life)}`}`,
  async run({ role, as, for: life, expect }, { world }) {
    const isByService = as === undefined && world.things.users.size !== 1;
    const by = isByService ? undefined : (await world.signer(as)).accessKeyId;
    const durationSeconds = life === undefined ? undefined : life / 1000;
    const account = world.things.identityAccounts.get(role);
    const command = { command: 'assume-role', role, account, by, durationSeconds } as const;
    return issued(expect, await world.tryControl(command), 'assumed');
  },
});
