import { expect, test } from 'vitest';
import { seededRandom, shuffled } from '#base/random.ts';
import { blindRobot } from '#packs/robot.ts';
import type { ChoiceItem } from '#packs/shape.ts';
import { wilsonLower } from '#packs/wilson.ts';

const vocabulary =
  'bucket policy signer header link upload part region clock session role owner request answer rule key body date'.split(
    ' ',
  );

/** Items of random words; `mark` may tell the key from the others. */
function bank(count: number, seed: string, mark: (text: string, isKey: boolean) => string): readonly ChoiceItem[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const key = Math.floor(random() * 4);
    const option = (at: number): ChoiceItem['options'][number] => {
      const text = shuffled(vocabulary, random)
        .slice(0, 6 + Math.floor(random() * 4))
        .join(' ');
      return { id: `o${at}`, text: mark(text, at === key), why: 'w', ...(at === key ? { correct: true } : {}) };
    };
    return {
      id: `i${index}`,
      rev: 1,
      type: 'choice',
      domain: 'd',
      claims: ['c'],
      level: 'apply',
      stem: shuffled(vocabulary, random).slice(0, 10).join(' '),
      ask: 'Which one?',
      options: [0, 1, 2, 3].map(option),
      sources: [],
    };
  });
}

test('the robot finds keys that are longer than the others', () => {
  const report = blindRobot(
    bank(60, 'long', (text, isKey) => (isKey ? `${text} and some more words to be exact` : text)),
  );
  expect(report.verdict).toBe('leaking');
  expect(report.accuracy).toBeGreaterThan(0.9);
  expect(report.cues.map(({ name }) => name).join()).toMatch(/longest|length/);
});

test('the robot finds keys by code, and keys that avoid absolutes', () => {
  expect(blindRobot(bank(60, 'code', (text, isKey) => (isKey ? `\`${text}\`` : text))).verdict).toBe('leaking');
  expect(blindRobot(bank(60, 'all', (text, isKey) => (isKey ? text : `always ${text}`))).verdict).toBe('leaking');
});

test('the robot finds nothing where keys are drawn by lot', () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e']) {
    expect(blindRobot(bank(80, seed, (text) => text)).verdict).toBe('clean');
  }
});

test('below 40 items the robot only reports', () => {
  const report = blindRobot(
    bank(39, 'few', (text, isKey) => (isKey ? `${text} and some more words to be exact` : text)),
  );
  expect(report.verdict).toBe('too few items');
  expect(report.accuracy).toBeGreaterThan(0.9);
});

test('the robot reports the same of the same bank, and stands an empty one', () => {
  const items = bank(50, 'again', (text) => text);
  expect(blindRobot(items)).toEqual(blindRobot(items));
  expect(blindRobot([])).toMatchObject({ items: 0, right: 0, accuracy: 0, verdict: 'too few items' });
});

test('chance counts the right options of each item', () => {
  const two = bank(50, 'two', (text) => text).map((item) => ({
    ...item,
    options: item.options.map((option, index) => ({ ...option, correct: index < 2 })),
  }));
  expect(blindRobot(two).chance).toBeCloseTo(0.5);
});

const bounds: readonly (readonly [right: number, total: number, lower: number])[] = [
  [0, 0, 0],
  [0, 10, 0],
  [10, 10, 0.7225],
  [18, 80, 0.1473],
  [50, 100, 0.4038],
];

for (const [right, total, lower] of bounds) {
  test(`of ${right} in ${total} the lower bound is ${lower}`, () => {
    expect(wilsonLower(right, total)).toBeCloseTo(lower, 4);
  });
}
