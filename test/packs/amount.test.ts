import { expect, test } from 'vitest';
import { amountOf, amountsOf, isRising } from '#packs/amount.ts';

const amounts: readonly (readonly [text: string, size: number | undefined])[] = [
  ['7 days', 604_800],
  ['1 hour', 3600],
  ['15 minutes', 900],
  ['5 MiB', 5_242_880],
  ['5 MB', 5_000_000],
  ['10 000', 10_000],
  ['10,000', 10_000],
  ['`604800`', 604_800],
  ['5 GB.', 5e9],
  ['0', 0],
  ['403 AccessDenied', undefined],
  ['5 parts of 1 MiB', undefined],
  ['one', undefined],
  ['', undefined],
];

for (const [text, size] of amounts) {
  test(`the amount of ${JSON.stringify(text)} is ${String(size)}`, () => {
    expect(amountOf(text)).toBe(size);
  });
}

test('amounts are compared only where every text is one', () => {
  expect(amountsOf(['1 hour', '1 day'])).toEqual([3600, 86_400]);
  expect(amountsOf(['1 hour', 'never'])).toBeUndefined();
  expect(isRising([1, 2, 3])).toBe(true);
  expect(isRising([1, 1])).toBe(false);
  expect(isRising([2, 1])).toBe(false);
});
