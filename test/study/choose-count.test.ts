import { expect, test } from 'vitest';
import { chooseCount } from '#study/choose-count.ts';

test('the count is written as in the exam, and left out where one option is right', () => {
  expect([1, 2, 3, 9].map(chooseCount)).toEqual([undefined, '(Choose TWO.)', '(Choose THREE.)', '(Choose 9.)']);
});
