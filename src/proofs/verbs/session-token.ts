import { formatDuration } from '#base/quantity.ts';

import { expectation } from '../expectation.ts';
import { optional } from '../kind.ts';
import { duration } from '../kinds.ts';
import { signer } from '../signer.ts';
import { issued } from '../sts-outcome.ts';
import { save, verb } from '../verb.ts';

/** GetSessionToken of a user. */
export const sessionToken = verb({
  name: 'session-token',
  fields: { as: optional(signer), for: optional(duration), save, expect: expectation },
  defaults: () => ['as'],
  sentence: ({ for: life }) => `Get a session token${life === undefined ? '' : ` for ${formatDuration(life)}`}`,
  async run({ as, for: life, expect }, { world }) {
    const { accessKeyId: by } = await world.signer(as);
    const durationSeconds = life === undefined ? undefined : life / 1000;
    const command = { command: 'get-session-token', by, durationSeconds } as const;
    return issued(expect, await world.tryControl(command), 'issued');
  },
});
