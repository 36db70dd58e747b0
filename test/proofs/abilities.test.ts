import { describe, expect, test } from 'vitest';

import { checkProof } from '#proofs/check.ts';
import { prove } from '#proofs/matrix.ts';
import type { ProofOption } from '#proofs/subject.ts';

import { abilityIds, question } from './questions.ts';

interface EndingOption extends ProofOption {
  /** How its row ends, `expected → actual`. */
  readonly ends?: string;
}

describe.each(abilityIds)('the question %s', (id) => {
  test('is sound, and each wrong option ends where S3 says otherwise', async () => {
    const subject = question(id, 'abilities');
    expect(checkProof(subject)).toEqual([]);
    const { rows, findings, sound } = await prove(subject);
    expect(findings).toEqual([]);
    const ended = rows
      .filter(({ id: row }) => row !== 'control')
      .map(({ id: row, ended: end, holds }) => `${row}: ${end ? `${end.expected} → ${end.actual}` : String(holds)}`);
    const options = (subject.options ?? []) as readonly EndingOption[];
    expect(ended).toEqual(options.map((option) => `${option.id}: ${option.ends ?? 'true'}`));
    expect(sound).toBe(true);
  });
});
