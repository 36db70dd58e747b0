import { array, assert, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';

import { uriEncode } from '#sigv4/encode.ts';
import { canonicalQuery, parseQuery, queryValue } from '#sigv4/query.ts';

test('parameters are decoded, in the order they arrived', () => {
  expect(parseQuery('b=1&a=%2F%20+%2B&uploads&=x&c=1=2&&a=')).toEqual([
    ['b', '1'],
    ['a', '/  +'],
    ['uploads', ''],
    ['', 'x'],
    ['c', '1=2'],
    ['a', ''],
  ]);
  expect(parseQuery('')).toEqual([]);
});

test('malformed escapes and stray bytes in a query never throw', () => {
  expect(canonicalQuery(parseQuery('a=%zz&b=%FF&%=%'))).toBe('%25=%25&a=%25zz&b=%FF');
});

test('the first value of a parameter counts, and its case', () => {
  const query = parseQuery('a=1&a=2&A=3');
  expect(queryValue(query, 'a')).toBe('1');
  expect(queryValue(query, 'A')).toBe('3');
  expect(queryValue(query, 'b')).toBeUndefined();
});

test('a canonical query is sorted by encoded name, then by encoded value', () => {
  const query = parseQuery('b=2&b=10&a-b=1&a=1&B=1&%C3%A9=1&a=&uploads');
  expect(canonicalQuery(query)).toBe('%C3%A9=1&B=1&a=&a=1&a-b=1&b=10&b=2&uploads=');
});

test('a query read back from its canonical form is the same query, sorted', () => {
  const pairs = array(tuple(string({ unit: 'binary', minLength: 1 }), string({ unit: 'binary' })));
  assert(
    property(pairs, (query) => {
      const canonical = canonicalQuery(query);
      expect(canonicalQuery(parseQuery(canonical))).toBe(canonical);
      const raw = query.map(([name, value]) => `${uriEncode(name)}=${uriEncode(value)}`).join('&');
      expect(parseQuery(raw)).toEqual(query);
    }),
  );
});
