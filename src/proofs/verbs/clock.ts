import { formatDuration } from '#base/quantity.ts';

import { moment } from '../kinds.ts';
import { StepFault } from '../step-fault.ts';
import { verb } from '../verb.ts';

/** Moves the emulated clock forward; expiry, sessions and lifecycle rules follow it. */
export const clock = verb({
  name: 'clock',
  short: 'forward',
  fields: { forward: moment },
  sentence: ({ forward }) =>
    typeof forward === 'number'
      ? `Move the clock forward ${formatDuration(forward)}`
      : `Move the clock to ${minutes(forward)} on ${forward.toISOString().slice(0, 10)}`,
  async run({ forward }, { world }) {
    const before = world.instant;
    const after = typeof forward === 'number' ? new Date(before.getTime() + forward) : forward;
    if (after < before) throw new StepFault(`the clock only goes forward; it is ${before.toISOString()}`);
    await world.moveClock(after);
    return { status: { text: passage(before, after), tone: 'plain' } };
  },
});

function passage(before: Date, after: Date): string {
  const isSameDay = before.toISOString().slice(0, 10) === after.toISOString().slice(0, 10);
  return isSameDay ? `${minutes(before)} → ${minutes(after)}` : `${day(before)} → ${day(after)}`;
}

/** With seconds only where there are some. */
function minutes(instant: Date): string {
  const time = instant.toISOString().slice(11, 19);
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}

function day(instant: Date): string {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  return `${instant.getUTCDate()} ${months[instant.getUTCMonth()] ?? ''} ${minutes(instant)}`;
}
