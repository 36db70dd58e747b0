import { parseDuration } from '#base/quantity.ts';
import { presignMaximumSeconds } from '#s3/limits.ts';

export type Expiry =
  | {
      readonly ok: true;
      readonly seconds: number;
      /** What S3 will say to it, where that is not the usual. */
      readonly warning?: string;
    }
  | { readonly ok: false; readonly message: string };

const unitOfWord: readonly (readonly [RegExp, string])[] = [
  [/^(s|sec|secs|second|seconds)$/, 's'],
  [/^(m|min|mins|minute|minutes)$/, 'm'],
  [/^(h|hr|hrs|hour|hours)$/, 'h'],
  [/^(d|day|days)$/, 'd'],
];
/** No date lies further away. */
const longestSeconds = 100_000_000_000;

/** Reads how long a URL is to live: `900` are seconds, and `15 min`, `7d` or `1 h 30 min` are what they say. */
export function parseExpiry(text: string): Expiry {
  const plain = text
    .trim()
    .toLowerCase()
    .replaceAll(/[,_]|(?<=\d)\s(?=\d)/g, '');
  const seconds = /^-?\d+$/.test(plain) ? Number(plain) : secondsOfWords(plain);
  if (seconds === undefined || Math.abs(seconds) > longestSeconds)
    return { ok: false, message: 'Write seconds, or a time such as 15 min, 12 h or 7 days.' };
  const warning = warningAt(seconds);
  return { ok: true, seconds, ...(warning !== undefined && { warning }) };
}

function secondsOfWords(text: string): number | undefined {
  const amounts = [...text.matchAll(/(\d+)\s*([a-z]+)\.?\s*/g)];
  if (amounts.length === 0 || amounts.map(([whole]) => whole).join('') !== text) return undefined;
  let seconds = 0;
  for (const [, amount = '', word = ''] of amounts) {
    const unit = unitOfWord.find(([pattern]) => pattern.test(word))?.[1];
    const milliseconds = unit === undefined ? undefined : parseDuration(amount + unit);
    if (milliseconds === undefined) return undefined;
    seconds += milliseconds / 1000;
  }
  return seconds;
}

function warningAt(seconds: number): string | undefined {
  if (seconds > presignMaximumSeconds)
    return 'More than 7 days. The JavaScript SDK refuses this, boto3 signs it, and S3 answers 400.';
  if (seconds < 0) return 'A negative time is signed, and S3 answers 400.';
  return seconds === 0 ? 'Nothing is left of 0 seconds. The documented minimum is 1.' : undefined;
}
