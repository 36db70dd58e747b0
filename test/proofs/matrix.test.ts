import { describe, expect, test } from 'vitest';

import { prove } from '#proofs/matrix.ts';

import { question, questionIds } from './questions.ts';

describe.each(questionIds)('the question %s', (id) => {
  test('is sound: exactly the right responses hold', async () => {
    const { rows, findings, sound } = await prove(question(id));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(sound).toBe(true);
    expect(rows.map(({ holds }) => holds)).toEqual(rows.map(({ mustHold }) => mustHold));
  });
});
