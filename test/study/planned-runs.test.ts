import { expect, test } from 'vitest';
import { proofRowId } from '#proofs/rows.ts';
import { onlyRowId, plannedRuns } from '#study/planned-runs.ts';

const options = [{ id: 'a' }, { id: 'b', correct: true }, { id: 'c', correct: true }, { id: 'd' }];
const rows = (chosen: readonly string[], together?: boolean): readonly string[] =>
  plannedRuns({ type: 'choice', options, together }, chosen).map(({ whose, rowId }) => `${whose} ${rowId}`);

test('each chosen option is carried out, then each right one that was missed', () => {
  expect(rows(['d', 'b'])).toEqual(['own b', 'own d', 'right c']);
});

test('right options that were chosen are not carried out twice', () => {
  expect(rows(['c', 'b'])).toEqual(['own b', 'own c']);
});

test('options that belong together are one row, named in the order of the file', () => {
  expect(rows(['d', 'b'], true)).toEqual(['own b+d', 'right b+c']);
  expect(rows(['c', 'b'], true)).toEqual(['own b+c']);
});

test('a card has one row', () => {
  expect(plannedRuns({ type: 'reveal' }, [])).toEqual([{ rowId: 'proof', whose: 'right', optionIds: [] }]);
});

test('that row is called as the runner calls it', () => {
  expect(onlyRowId).toBe(proofRowId);
});
