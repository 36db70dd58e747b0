import { describe, expect, test } from 'vitest';

import { nameReference, namesIn, resolved } from '#proofs/names.ts';
import { shifted } from '#proofs/quantities.ts';
import { StepFault } from '#proofs/step-fault.ts';

const names = new Map<string, unknown>([
  ['limit', '7d'],
  ['file', '11 MiB'],
  ['at', '2026-03-01T09:00:00Z'],
  ['up', { UploadId: 'EXAMPLE', headers: { etag: null, 'content-type': 'text/plain' } }],
]);

describe('a name', () => {
  for (const text of [
    '${filename}',
    '${aws:username}',
    'a $limit',
    '$5',
    '$',
    '$limit$',
    '$limit + soon',
    '$limit+1s',
  ]) {
    test(`is not read in ${text}`, () => {
      expect(nameReference(text)).toBeUndefined();
      expect(resolved(text, names)).toBe(text);
    });
  }

  test('is a whole value, wherever it stands', () => {
    expect(resolved({ a: ['$limit', 1], b: { c: '$up.UploadId' } }, names)).toEqual({
      a: ['7d', 1],
      b: { c: 'EXAMPLE' },
    });
    expect(namesIn({ a: ['x', '$limit'], b: { c: '$up.UploadId' } })).toEqual([
      { name: 'limit', path: ['a', 1] },
      { name: 'up', path: ['b', 'c'] },
    ]);
  });

  test('without a value is a fault that says so', () => {
    expect(() => resolved('$lost', names)).toThrow(StepFault);
    expect(() => resolved('$up.Key', names)).toThrow(/has no `Key`; it has UploadId, headers/);
  });

  test('of a header knows no case, and is null where the header did not come', () => {
    expect(resolved('$up.headers.Content-Type', names)).toBe('text/plain');
    expect(resolved('$up.headers.etag', names)).toBeNull();
    expect(resolved('$up.headers.x-amz-meta-a', names)).toBeNull();
  });
});

for (const [text, value] of [
  ['$limit + 1s', '604801s'],
  ['$limit - 1h', '601200s'],
  ['$file - 1 MiB', '10485760 B'],
  ['$file + 1 B', '11534337 B'],
  ['$at + 61m', '2026-03-01T10:01:00.000Z'],
] as const) {
  test(`${text} is ${value}`, () => {
    expect(resolved(text, names)).toBe(value);
  });
}

for (const [value, by] of [
  ['7d', '1 MiB'],
  ['5 MiB', '1s'],
  ['hello', '1s'],
  ['1 B', '2 B'],
] as const) {
  test(`${value} - ${by} can't be computed`, () => {
    expect(shifted(value, -1, by)).toBeUndefined();
    expect(() => resolved(`$x - ${by}`, new Map([['x', value]]))).toThrow(/can't be computed/);
  });
}
