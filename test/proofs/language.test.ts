import * as v from 'valibot';
import { describe, expect, test } from 'vitest';

import { isProven, proofJsonSchemas, proofSchema, stepsSchema, verbSchema } from '#proofs/language.ts';
import { verbNamed, verbs } from '#proofs/verbs/table.ts';

import { question, questionIds } from './questions.ts';

for (const id of questionIds) {
  test(`the schema takes the proof of ${id}`, () => {
    expect(v.is(proofSchema, question(id).proof)).toBe(true);
  });
}

describe('a step', () => {
  for (const step of [
    { bucket: 'b' },
    { bucket: { name: 'b' } },
    { clock: '$when' },
    { set: { a: 1, b: { c: '$d' } } },
  ]) {
    test(`may be ${JSON.stringify(step)}`, () => {
      expect(v.is(stepsSchema, [step])).toBe(true);
    });
  }

  for (const step of [
    { bukket: 'b' },
    { bucket: 5 },
    { bucket: 'b', clock: '1m' },
    {},
    'bucket',
    { presign: 'GetObject' },
  ]) {
    test(`can't be ${JSON.stringify(step)}`, () => {
      expect(v.is(stepsSchema, [step])).toBe(false);
    });
  }
});

test('every verb has its own name in the table, takes a note, and refuses a field it does not know', () => {
  expect(new Set(verbs.map(({ name }) => name)).size).toBe(verbs.length);
  for (const verb of verbs.filter(({ name }) => name !== 'set')) {
    expect(verbNamed(verb.name)).toBe(verb);
    expect(Object.keys(verb.entries)).toContain('note');
    expect(v.is(verbSchema(verb), { [verb.short ?? 'note']: 'x', 'no-such-field': 1 })).toBe(false);
  }
});

test('the JSON Schema names every verb and its fields', () => {
  const text = JSON.stringify(proofJsonSchemas().steps);
  for (const verb of verbs) {
    expect(text).toContain(`"${verb.name}"`);
    for (const field of Object.keys(verb.entries)) expect(text).toContain(`"${field}"`);
  }
  expect(JSON.stringify(proofJsonSchemas().proof)).toContain('"because"');
});

test('a proof is proven, or says why not', () => {
  expect(isProven({ given: [], then: [] })).toBe(true);
  expect(isProven({ none: 'kms', because: 'No key management.' })).toBe(false);
});
