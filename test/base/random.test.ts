import { array, assert, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';

import { seededRandom, shuffled } from '#base/random.ts';

const draws = (seed: string, count: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('the same seed gives the same numbers, and another seed others', () => {
  assert(
    property(string(), (seed) => {
      expect(draws(seed, 5)).toEqual(draws(seed, 5));
      expect(draws(`${seed}1`, 5)).not.toEqual(draws(`${seed}2`, 5));
    }),
  );
});

test('the numbers of a seed stay the same from release to release', () => {
  expect(draws('valet-key', 3).map((number) => number.toFixed(6))).toEqual(['0.772733', '0.919944', '0.456605']);
});

test('numbers fill the range from 0 to 1 evenly', () => {
  const counts = new Array<number>(10).fill(0);
  for (const number of draws('even', 100_000)) {
    expect(number).toBeGreaterThanOrEqual(0);
    expect(number).toBeLessThan(1);
    counts[Math.floor(number * 10)] = (counts[Math.floor(number * 10)] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('the first numbers of similar seeds are spread as well', () => {
  const low = Array.from({ length: 10_000 }, (_, at) => seededRandom(`attempt-${at}`)()).filter(
    (number) => number < 0.5,
  );
  expect(Math.abs(low.length - 5000)).toBeLessThan(250);
});

test('a shuffle keeps its items and leaves the given list alone', () => {
  assert(
    property(array(integer()), string(), (items, seed) => {
      const before = [...items];
      expect(shuffled(items, seededRandom(seed)).sort()).toEqual([...items].sort());
      expect(items).toEqual(before);
    }),
  );
});

test('a shuffle brings each item to each place equally often', () => {
  const random = seededRandom('places');
  const places = [0, 0, 0, 0];
  for (let round = 0; round < 40_000; round += 1) {
    const place = shuffled(['a', 'b', 'c', 'd'], random).indexOf('a');
    places[place] = (places[place] ?? 0) + 1;
  }
  for (const count of places) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});
