import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grade, keyOf } from '#study/grade.ts';
import type { ItemKey, ItemResponse } from '#study/response.ts';

const choice = (...chosen: string[]): ItemResponse => ({ type: 'choice', chosen });
const points = (...had: string[]): ItemResponse => ({ type: 'points', had });

const cases: readonly (readonly [behaviour: string, ItemResponse, ItemKey, 0 | 1])[] = [
  ['the right option is right', choice('b'), { type: 'choice', correct: ['b'] }, 1],
  ['another option is wrong', choice('a'), { type: 'choice', correct: ['b'] }, 0],
  ['nothing chosen is wrong', choice(), { type: 'choice', correct: ['b'] }, 0],
  ['two of two is right in any order', choice('c', 'a'), { type: 'choice', correct: ['a', 'c'] }, 1],
  ['one of two is wrong: no partial credit', choice('a'), { type: 'choice', correct: ['a', 'c'] }, 0],
  ['both right ones and one more is wrong', choice('a', 'b', 'c'), { type: 'choice', correct: ['a', 'c'] }, 0],
  ['the same option twice is not two options', choice('a', 'a'), { type: 'choice', correct: ['a', 'c'] }, 0],
  ['every essential point makes a card right', points('p', 'q'), { type: 'points', essential: ['p', 'q'] }, 1],
  ['a point beyond the essential ones does no harm', points('p', 'extra'), { type: 'points', essential: ['p'] }, 1],
  ['a missing essential point makes a card wrong', points('q'), { type: 'points', essential: ['p', 'q'] }, 0],
  ['a card without points is what the learner says: had', { type: 'self-mark', had: true }, { type: 'self-mark' }, 1],
  ['a card without points is what the learner says: not', { type: 'self-mark', had: false }, { type: 'self-mark' }, 0],
];

for (const [behaviour, response, key, score] of cases) {
  test(behaviour, () => expect(grade(response, key)).toBe(score));
}

test('a key of another kind is refused, not guessed at', () => {
  expect(() => grade(choice('a'), { type: 'self-mark' })).toThrow(TypeError);
  expect(() => grade(points('a'), { type: 'choice', correct: ['a'] })).toThrow(TypeError);
});

test('a choice is right exactly when the chosen set is the set of keys', () => {
  const ids = fc.subarray(['a', 'b', 'c', 'd', 'e']);
  fc.assert(
    fc.property(ids, ids, (chosen, correct) => {
      const isSame = [...chosen].sort().join() === [...correct].sort().join();
      expect(grade({ type: 'choice', chosen }, { type: 'choice', correct })).toBe(isSame ? 1 : 0);
    }),
  );
});

test('the key of a choice is its correct options', () => {
  const options = [{ id: 'a' }, { id: 'b', correct: true }, { id: 'c', correct: false }];
  expect(keyOf({ type: 'choice', options })).toEqual({ type: 'choice', correct: ['b'] });
});

test('the key of a card is its points but those that are not essential', () => {
  const card = { type: 'reveal', points: [{ id: 'p' }, { id: 'q', essential: false }] } as const;
  expect(keyOf(card)).toEqual({ type: 'points', essential: ['p'] });
  expect(keyOf({ type: 'reveal', points: [] })).toEqual({ type: 'self-mark' });
  expect(keyOf({ type: 'reveal' })).toEqual({ type: 'self-mark' });
});
