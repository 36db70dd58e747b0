import { assert, property, string, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';

import { canonicalUri, uriDecode, uriEncode, uriEncodePath } from '#sigv4/encode.ts';

import { sdkEncode } from './smithy.ts';

const text = () => string({ unit: 'binary' });
const escaped = (bytes: Uint8Array) =>
  [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

test('the key of the facts is encoded as S3 expects it', () => {
  expect(uriEncodePath("/a b/c+d'(1)!*~.txt")).toBe('/a%20b/c%2Bd%27%281%29%21%2A~.txt');
});

test('only unreserved characters stay', () => {
  expect(uriEncode('AZaz09-_.~ /?#[]@!$&\'()*+,;=%"<>\\^`{|}é€😀')).toBe(
    'AZaz09-_.~%20%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%22%3C%3E%5C%5E%60%7B%7C%7D%C3%A9%E2%82%AC%F0%9F%98%80',
  );
});

test('every text is encoded as by encodeURIComponent with its five gaps closed', () => {
  assert(property(text(), (written) => void expect(uriEncode(written)).toBe(sdkEncode(written))));
});

test('a text decoded is the text encoded', () => {
  assert(
    property(text(), (written) => {
      expect(uriDecode(uriEncode(written))).toBe(written);
      expect(uriDecode(uriEncodePath(written), true)).toBe(written);
    }),
  );
});

test('bytes that are no UTF-8 survive decoding and encoding', () => {
  assert(
    property(uint8Array(), (bytes) => {
      const encoded = uriEncode(uriDecode(escaped(bytes)));
      expect(
        Buffer.from(
          encoded.replace(/%(..)|[^%]/g, (all, digits: string | undefined) => digits ?? all.charCodeAt(0).toString(16)),
          'hex',
        ),
      ).toEqual(Buffer.from(bytes));
    }),
    { numRuns: 500 },
  );
});

test('a stray byte is told from the replacement character', () => {
  expect(uriEncode(uriDecode('%FF'))).toBe('%FF');
  expect(uriEncode(uriDecode('%EF%BF%BD'))).toBe('%EF%BF%BD');
  expect(uriEncode(uriDecode('%ED%B2%80'))).toBe('%ED%B2%80');
});

test('a malformed escape is taken as the characters it consists of', () => {
  for (const raw of ['%', '%2', '%zz', 'a%', '100%/x', '%%41']) {
    expect(() => uriDecode(raw)).not.toThrow();
    expect(canonicalUri(`/${raw}`)).toContain('%25');
  }
  expect(uriDecode('%zz%41')).toBe('%zzA');
  expect(canonicalUri('/%zz%41')).toBe('/%25zzA');
});

test('a plus is a space only where that is asked for', () => {
  expect(uriDecode('a+b%2B')).toBe('a+b+');
  expect(uriDecode('a+b%2B', true)).toBe('a b+');
  expect(uriDecode('a+b', true)).toBe('a b');
});

const uris: Record<string, string> = {
  '': '/',
  '/': '/',
  '/a/b.txt': '/a/b.txt',
  '/a//b/./c/../d': '/a//b/./c/../d',
  '/a b': '/a%20b',
  '/a+b': '/a%2Bb',
  '/a%2bb': '/a%2Bb',
  '/a%2Bb': '/a%2Bb',
  '/%41': '/A',
  '/%7E~': '/~~',
  '/a%2Fb': '/a/b',
  '/a%2520b': '/a%2520b',
  '/caf%c3%a9': '/caf%C3%A9',
  '/café': '/caf%C3%A9',
  "/it's(1)!*": '/it%27s%281%29%21%2A',
  '/%FF': '/%FF',
};
for (const [raw, canonical] of Object.entries(uris)) {
  test(`the canonical URI of ${JSON.stringify(raw)} is ${canonical}`, () => {
    expect(canonicalUri(raw)).toBe(canonical);
  });
}

test('a canonical URI is its own canonical URI, whatever the path', () => {
  assert(
    property(text(), (path) => {
      const once = canonicalUri(`/${path}`);
      expect(canonicalUri(once)).toBe(once);
      expect(once).toMatch(/^(?:[A-Za-z0-9\-_.~/]|%[0-9A-F]{2})*$/);
    }),
  );
});
