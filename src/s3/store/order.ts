import { utf8 } from '#base/bytes.ts';

const separator = '\0';
/** Above every character of an ordered text, since UTF-8 has no byte over 0xF4. */
const highest = '\xff';
const charactersAtOnce = 0x2000;

/**
 * A store key of several texts, ordered like their UTF-8 bytes, text by text.
 *
 * Each byte becomes one character. The separator is below them all and never inside a text, so no two tuples meet
 * and `('a', 'b')` comes before `('a!')`.
 */
export function orderedKey(...texts: readonly string[]): string {
  return texts.map(orderedText).join(separator);
}

/** The keys of all tuples that begin with these texts and go on: `from <= key < to`. */
export function rangeUnder(...texts: readonly string[]): KeyRange {
  const from = orderedKey(...texts) + separator;
  return { from, to: from.slice(0, -1) + '\x01' };
}

/** The keys of all tuples `(...texts, x)` and longer where `x` begins with `prefix`. */
export function rangeOfPrefix(texts: readonly string[], prefix: string): KeyRange {
  const from = orderedKey(...texts, prefix);
  return { from, to: from + highest };
}

/** The first key behind this one and every tuple that goes on from it. */
export function keyBehind(key: string): string {
  return key + '\x01';
}

export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** The bytes 0 and 1 are written as pairs, which keeps their order and leaves the separator alone. */
function orderedText(text: string): string {
  // Most texts are printable ASCII and stand as they are; every request makes half a dozen keys.
  if (/^[ -~]*$/.test(text)) return text;
  const bytes = utf8(text);
  let ordered = '';
  for (let at = 0; at < bytes.length; at += charactersAtOnce) {
    ordered += String.fromCharCode(...bytes.subarray(at, at + charactersAtOnce));
  }
  return ordered.replaceAll('\x01', '\x01\x02').replaceAll('\0', '\x01\x01');
}
