import { describe, expect, test } from 'vitest';

import { seededRandom } from '#base/random.ts';
import { uniqueIds } from '#s3/request-id.ts';
import { isWellFormedVersionId, sequenceOf, versionIdOf } from '#s3/versions/version-id.ts';

const uniqueId = uniqueIds(seededRandom('versions'));

describe('a version id', () => {
  for (const sequence of [1, 2, 61, 62, 3_843, 3_844, 1_000_000, 999_999_999_999]) {
    test(`tells the place ${sequence} that it was made for`, () => {
      const id = versionIdOf(sequence, uniqueId);
      expect(isWellFormedVersionId(id)).toBe(true);
      expect(sequenceOf(id)).toBe(sequence);
    });
  }

  test('does not show its place', () => {
    const ids = [1, 2, 3, 4].map((sequence) => versionIdOf(sequence, uniqueId));
    expect(new Set(ids.map((id) => id.slice(-7))).size).toBe(4);
    expect(ids.filter((id) => id.slice(0, 20).includes(id.slice(-8, -4)))).toEqual([]);
  });

  for (const text of ['', 'null', 'version', 'a'.repeat(31), 'a'.repeat(33), `${'a'.repeat(31)}!`]) {
    test(`is not ${JSON.stringify(text)}`, () => {
      expect(isWellFormedVersionId(text)).toBe(false);
      expect(sequenceOf(text)).toBeUndefined();
    });
  }

  test('is none when a character of it was altered, nor when it is of another making', () => {
    const id = versionIdOf(7, uniqueId);
    for (let at = 0; at < id.length; at += 1) {
      const altered = id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1);
      expect(isWellFormedVersionId(altered)).toBe(false);
    }
    expect(isWellFormedVersionId(`${id.slice(0, -4)}ABCD`)).toBe(false);
    for (const other of ['fApXcgmWCoKg39EVdMnmOoE9l_MdT.Af', '_'.repeat(32), `${'A'.repeat(24)}99999999`]) {
      expect(isWellFormedVersionId(other)).toBe(false);
      expect(sequenceOf(other)).toBeUndefined();
    }
  });
});
