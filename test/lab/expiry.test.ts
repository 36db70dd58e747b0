import { expect, test } from 'vitest';

import { parseExpiry } from '#lab/expiry.ts';
import { earlier, later, remaining } from '#lab/remaining.ts';

for (const [text, seconds] of [
  ['900', 900],
  ['15 min', 900],
  ['15min', 900],
  ['15m', 900],
  ['7d', 604_800],
  ['7 days', 604_800],
  ['1 h 30 min', 5400],
  ['1h30m', 5400],
  ['12 Hours', 43_200],
  ['604 800', 604_800],
  ['604,800 s', 604_800],
  [' 60 ', 60],
] as const) {
  test(`“${text}” are ${seconds} seconds`, () => {
    expect(parseExpiry(text)).toEqual({ ok: true, seconds });
  });
}

for (const text of ['', 'soon', '15 parsecs', '1.5 h', '5 min later', 'min', '99999999999999', '--5']) {
  test(`“${text}” is no time`, () => expect(parseExpiry(text).ok).toBe(false));
}

for (const [text, words] of [
  ['0', 'documented minimum'],
  ['-5', 'negative'],
  ['604801', '7 days'],
] as const) {
  test(`${text} seconds are signed, with a warning`, () => {
    const expiry = parseExpiry(text);
    expect(expiry).toMatchObject({ ok: true, seconds: Number(text) });
    expect(expiry.ok && expiry.warning).toContain(words);
  });
}

const start = new Date('2026-11-21T12:00:00Z');
for (const [leftSeconds, text] of [
  [648, '10:48'],
  [1, '0:01'],
  [0, 'ended'],
  [-5, 'ended'],
  [3600, '1 h 00'],
  [7500, '2 h 05'],
  [604_799, '6 d 23 h'],
] as const) {
  test(`a URL with ${leftSeconds} seconds left says ${text}`, () => {
    const left = remaining(start, later(start, 604_800_000), later(start, (604_800 - leftSeconds) * 1000));
    expect(left).toMatchObject({ text, seconds: Math.max(leftSeconds, 0) });
    expect(left.percent).toBeCloseTo(Math.max((100 * leftSeconds) / 604_800, 0));
  });
}

test('a URL ends with its session, if that ends first', () => {
  const end = later(start, 1000);
  expect(earlier(end, undefined)).toBe(end);
  expect(earlier(end, start)).toBe(start);
  expect(earlier(start, end)).toBe(start);
});
