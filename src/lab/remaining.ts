/** What is left of a URL's life, for a countdown. */
export interface Remaining {
  readonly seconds: number;
  /** `10:48`, `2 h 05 min`, `6 d 23 h`, or `ended`. */
  readonly text: string;
  /** Of its whole life, 0 to 100. */
  readonly percent: number;
}

/** What is left between now and an end, of a life that began at `start`. */
export function remaining(start: Date, end: Date, now: Date): Remaining {
  const left = end.getTime() - now.getTime();
  const whole = Math.max(end.getTime() - start.getTime(), 1);
  const seconds = Math.max(Math.ceil(left / 1000), 0);
  return { seconds, text: shortText(seconds), percent: Math.min(Math.max((100 * left) / whole, 0), 100) };
}

/** The instant so much later. */
export function later(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

/** The earlier of two ends, where the second may be missing. */
export function earlier(one: Date, other: Date | undefined): Date {
  return other !== undefined && other < one ? other : one;
}

function shortText(seconds: number): string {
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  const two = (number: number): string => String(number).padStart(2, '0');
  if (seconds === 0) return 'ended';
  if (days > 0) return `${days} d ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${two(minutes % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
