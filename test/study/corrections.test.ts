import { expect, test } from 'vitest';
import { correctedScore, correctionsOf, erratumFor } from '#study/corrections.ts';
import type { CorrectableItem, Erratum } from '#study/corrections.ts';
import { answered } from './events-for-tests.ts';

function item(rev: number, correct: 'yes' | 'no', errata?: readonly Erratum[]): CorrectableItem {
  const options = ['yes', 'no'].map((id) => ({ id, correct: id === correct }));
  return { id: 'x', rev, type: 'choice', options, errata };
}
const regrade = (rev: number, ...regrades: number[]): Erratum => ({ rev, regrades, note: `note ${rev}` });
const scored = (rev: number, isRight: boolean, now: CorrectableItem): 0 | 1 =>
  correctedScore(answered('a', 'x', isRight, { rev }), correctionsOf([now]));

test('an item without errata keeps the score of its time', () => {
  expect(scored(1, true, item(2, 'no'))).toBe(1);
});

test('a corrected key scores answers to the named revision anew, both ways', () => {
  const now = item(2, 'no', [regrade(2, 1)]);
  expect(scored(1, true, now)).toBe(0);
  expect(scored(1, false, now)).toBe(1);
});

test('an answer to a revision that the erratum does not name keeps its key', () => {
  expect(scored(1, true, item(3, 'no', [regrade(3, 2)]))).toBe(1);
});

test('corrections of corrections carry over', () => {
  expect(scored(1, true, item(3, 'no', [regrade(2, 1), regrade(3, 2)]))).toBe(0);
});

test('a later change of meaning that regrades nothing leaves older answers alone', () => {
  expect(scored(1, true, item(3, 'no', [regrade(2, 1)]))).toBe(1);
});

test('an answer to the present revision is not touched', () => {
  expect(scored(2, false, item(2, 'no', [regrade(2, 1)]))).toBe(0);
});

test('the note is that of the last correction', () => {
  const correction = correctionsOf([item(3, 'no', [regrade(2, 1), regrade(3, 2)])]).get('x');
  expect(erratumFor(answered('a', 'x', true), correction)?.note).toBe('note 3');
});

test('a response of another kind than the new key keeps its score', () => {
  const card: CorrectableItem = { id: 'x', rev: 2, type: 'reveal', points: [{ id: 'p' }], errata: [regrade(2, 1)] };
  expect(scored(1, true, card)).toBe(1);
});
