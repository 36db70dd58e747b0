import { expect, test } from 'vitest';

import { didYouMean, nearest } from '#proofs/nearest.ts';

const verbs = ['presign', 'send', 'parts', 'bucket-policy', 'state'];

for (const [word, meant] of [
  ['presing', 'presign'],
  ['Send', 'send'],
  ['part', 'parts'],
  ['bucketpolicy', 'bucket-policy'],
  ['stat', 'state'],
] as const) {
  test(`${word} was meant to be ${meant}`, () => {
    expect(nearest(word, verbs)).toBe(meant);
  });
}

test('a word far from all is not guessed at', () => {
  expect(nearest('submit-form', verbs)).toBeUndefined();
  expect(didYouMean('submit-form', verbs)).toBe('');
  expect(didYouMean('presing', verbs)).toBe('; did you mean `presign`?');
});
