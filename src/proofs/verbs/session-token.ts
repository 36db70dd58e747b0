import { formatDuration } from '#base/quantity.ts';

import { optional } from '../kind.ts';
import { duration } from '../kinds.ts';
import { Session } from '../session.ts';
import { signer } from '../signer.ts';
import { StepFault } from '../step-fault.ts';
import { save, verb } from '../verb.ts';

/** GetSessionToken of a user. */
export const sessionToken = verb({
  name: 'session-token',
  fields: { as: optional(signer), for: optional(duration), save },
  defaults: () => ['as'],
  sentence: ({ for: life }) => `Get a session token${life === undefined ? '' : ` for ${formatDuration(life)}`}`,
  async run({ as, for: life }, { world }) {
    const { accessKeyId: by } = await world.signer(as);
    const durationSeconds = life === undefined ? undefined : life / 1000;
    const result = await world.control({ command: 'get-session-token', by, durationSeconds });
    if (result.kind !== 'credentials') throw new StepFault('no session token');
    return { status: { text: 'issued', tone: 'plain' }, saved: new Session(result.credentials) };
  },
});
