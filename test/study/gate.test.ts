import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neededToPass, passMark, percentOf, reaches } from '#study/gate.ts';

const cases = [
  [8, 12, true],
  [7, 12, false],
  [3, 5, true],
  [2, 5, false],
  [6, 10, true],
  [1, 1, true],
  [0, 1, false],
  [0, 0, false],
] as const;

for (const [correct, total, isPassed] of cases) {
  test(`${correct} of ${total} ${isPassed ? 'passes' : 'does not pass'} at 60 %`, () => {
    expect(reaches({ correct, total }, passMark)).toBe(isPassed);
  });
}

const tally = fc
  .integer({ min: 1, max: 65 })
  .chain((total) => fc.record({ correct: fc.integer({ min: 0, max: total }), total: fc.constant(total) }));

test('the gate is 5 × correct ≥ 3 × total for every tally', () => {
  fc.assert(
    fc.property(tally, ({ correct, total }) => {
      expect(reaches({ correct, total }, 60)).toBe(5 * correct >= 3 * total);
    }),
  );
});

test('a percentage shown never reaches a mark that the tally does not', () => {
  fc.assert(
    fc.property(tally, fc.integer({ min: 1, max: 100 }), (some, mark) => {
      expect(percentOf(some) >= mark).toBe(reaches(some, mark));
    }),
  );
});

test('the number needed to pass is the least that passes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65 }), (total) => {
      const needed = neededToPass(total, passMark);
      expect(reaches({ correct: needed, total }, passMark)).toBe(true);
      expect(reaches({ correct: needed - 1, total }, passMark)).toBe(false);
    }),
  );
});
