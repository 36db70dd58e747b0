import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { canonicalRequest, type CanonicalRequestInputs } from '#sigv4/canonical-request.ts';
import { headerValue } from '#sigv4/headers.ts';
import { parseQuery } from '#sigv4/query.ts';

import { vectors } from './vectors.ts';

const inputs: CanonicalRequestInputs = {
  method: 'GET',
  rawPath: '/k',
  query: [],
  headers: [['Host', 'h']],
  signedHeaders: ['host'],
  payloadHash: 'UNSIGNED-PAYLOAD',
};

for (const vector of vectors) {
  test(`the canonical request of ${vector.name}`, () => {
    const canonical = canonicalRequest({
      method: vector.method,
      rawPath: vector.rawPath,
      query: parseQuery(vector.rawQuery),
      headers: [['Host', vector.host], ...vector.headers],
      signedHeaders: ['host', ...vector.headers.map(([name]) => name.toLowerCase())],
      payloadHash: 'UNSIGNED-PAYLOAD',
    });
    expect(canonical).toBe(vector.canonicalRequest);
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(vector.canonicalRequestHash);
  });
}

test('a header signed twice over is joined with a comma', () => {
  const headers = [
    ['Host', 'h'],
    ['X-A', '1'],
    ['x-a', ' 2  3 '],
  ] as const;
  expect(canonicalRequest({ ...inputs, headers, signedHeaders: ['host', 'x-a'] })).toContain('\nx-a:1, 2 3\n');
  expect(headerValue(headers, 'X-a')).toBe('1, 2  3 ');
});

test('a signed header that did not arrive is empty', () => {
  expect(canonicalRequest({ ...inputs, signedHeaders: ['host', 'content-type'] })).toBe(
    'GET\n/k\n\ncontent-type:\nhost:h\n\ncontent-type;host\nUNSIGNED-PAYLOAD',
  );
  expect(headerValue(inputs.headers, 'content-type')).toBeUndefined();
});

test('signed headers are sorted, the method is in upper case', () => {
  expect(
    canonicalRequest({
      ...inputs,
      method: 'get',
      headers: [
        ['HOST', 'h'],
        ['A', 'x'],
      ],
      signedHeaders: ['host', 'a'],
    }),
  ).toBe('GET\n/k\n\na:x\nhost:h\n\na;host\nUNSIGNED-PAYLOAD');
});

test('spaces and tabs in a header value fold to one space', () => {
  const headers = [
    ['host', 'h'],
    ['x', '\t a \t  b\tc '],
  ] as const;
  expect(canonicalRequest({ ...inputs, headers, signedHeaders: ['x'] })).toContain('\nx:a b c\n');
});

test('a header value of spaces is empty, and one of very many spaces is folded at once', () => {
  for (const value of ['', ' ', '  ', '\t']) {
    expect(canonicalRequest({ ...inputs, headers: [['x', value]], signedHeaders: ['x'] })).toContain('\nx:\n');
  }
  const start = performance.now();
  const headers = [['x', `a${' '.repeat(1_000_000)}b`]] as const;
  expect(canonicalRequest({ ...inputs, headers, signedHeaders: ['x'] })).toContain('\nx:a b\n');
  expect(performance.now() - start).toBeLessThan(1000);
});
