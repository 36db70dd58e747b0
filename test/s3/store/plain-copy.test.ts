import { expect, test } from 'vitest';
import { plainCopy } from '#s3/store/plain-copy.ts';

const data = {
  text: 'ü',
  none: null,
  missing: undefined,
  number: -0,
  big: 1n,
  when: new Date(0),
  bytes: new Uint8Array([1, 2]),
  list: [1, [{ deep: true }], undefined],
  map: new Map([['a', { b: 1 }]]),
};

test('a copy is equal and shares nothing', () => {
  const copy = plainCopy(data) as typeof data;
  expect(copy).toEqual(data);
  expect(copy).toStrictEqual(structuredClone(data));
  for (const field of ['when', 'bytes', 'list', 'map'] as const) expect(copy[field]).not.toBe(data[field]);
  expect(copy.list[1]).not.toBe(data.list[1]);
});

test('a field named __proto__ is a field', () => {
  const copy = plainCopy(JSON.parse('{"__proto__":{"a":1}}')) as object;
  expect(Object.keys(copy)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
});

for (const [what, value] of [
  ['a function', () => 1],
  ['a symbol', Symbol('a')],
] as const) {
  test(`${what} is refused, also deep inside`, () => {
    expect(() => plainCopy({ list: [{ value }] })).toThrow(DOMException);
  });
}
