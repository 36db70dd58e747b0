import fc from 'fast-check';
import { expect, test } from 'vitest';

import { checkProof } from '#proofs/check.ts';
import type { Step } from '#proofs/language.ts';
import { prove } from '#proofs/matrix.ts';
import type { ProofSubject } from '#proofs/subject.ts';
import { verbs } from '#proofs/verbs/table.ts';

import { question, questionIds } from './questions.ts';

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(
      '$up',
      '$up.UploadId',
      '$x + 1s',
      '5 MiB',
      '15m',
      '200',
      '403 AccessDenied',
      'a',
      '',
      null,
      true,
      -1,
      200,
    ),
    fc.string(),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('key', 'upload', 'sizes', 'expect', 'save', 'url', 'a', '__proto__'), tie('any'), {
      maxKeys: 4,
    }),
  ),
})).any;

const anyStep = fc.oneof(
  value,
  fc.constantFrom(...verbs).chain((verb) => {
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(verb.entries), 'x'), value, { maxKeys: 5 });
    return fc.oneof(fields, value).map((given) => ({ [verb.name]: given }));
  }),
) as fc.Arbitrary<Step>;

test('whatever stands in a pack, checking it ends in findings and not in an exception', () => {
  const steps = fc.array(anyStep, { maxLength: 4 });
  fc.assert(
    fc.property(steps, steps, steps, (given, then, response) => {
      const options = [
        { id: 'a', correct: true, do: response },
        { id: 'b', do: [] },
      ];
      const subject: ProofSubject = { id: 'any', type: 'choice', options, proof: { given, then }, worlds: {} };
      for (const { message, path } of checkProof(subject)) {
        expect(message).not.toBe('');
        expect(path.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 400 },
  );
});

/** Every place of a value in an item's steps. */
function places(data: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof data !== 'object' || data === null) return [path];
  return Object.entries(data).flatMap(([key, inner]) =>
    places(inner, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}

function replaced(data: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(data)) return data.map((item: unknown, index) => (index === key ? replaced(item, rest, by) : item));
  const record = data as Readonly<Record<string, unknown>>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}

test('an item with any one value exchanged is proved, or found wrong, and never breaks the runner', async () => {
  const subjects = questionIds.map((id) => {
    const { proof, options } = question(id);
    return { id, proof, options };
  });
  const mutation = fc
    .constantFrom(...subjects)
    .chain((subject) => fc.tuple(fc.constant(subject), fc.constantFrom(...places({ proof: subject.proof })), value));
  await fc.assert(
    fc.asyncProperty(mutation, async ([subject, place, by]) => {
      const original = question(subject.id);
      const { proof } = replaced({ proof: original.proof }, place, by) as Pick<ProofSubject, 'proof'>;
      const { sound, findings } = await prove({ ...original, proof });
      expect(sound).toBe(findings.every(({ severity }) => severity === 'warning'));
    }),
    { numRuns: 60 },
  );
}, 60_000);
