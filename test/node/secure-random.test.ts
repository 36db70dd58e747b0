import { expect, test } from 'vitest';
import { secureRandom } from '#node/secure-random.ts';

test('numbers lie from 0 up to, not including, 1, spread over the whole range, and none comes again', () => {
  const random = secureRandom();
  const numbers = Array.from({ length: 10_000 }, random);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(numbers).size).toBe(numbers.length);
  const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(n * 10) === tenth).length);
  expect(Math.min(...tenths)).toBeGreaterThan(800);
});

test('two sources go their own ways', () => {
  const [one, other] = [secureRandom(), secureRandom()];
  expect(Array.from({ length: 20 }, one)).not.toEqual(Array.from({ length: 20 }, other));
});
