import { assert, property, string, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';

import { base64, concat, fromBase64, fromHex, hex, utf8, utf8Text } from '#base/bytes.ts';

test('bytes read back from hexadecimal are the bytes written', () => {
  assert(property(uint8Array(), (bytes) => void expect(fromHex(hex(bytes))).toEqual(bytes)));
});

test('bytes read back from base64 are the bytes written', () => {
  assert(property(uint8Array({ maxLength: 200 }), (bytes) => void expect(fromBase64(base64(bytes))).toEqual(bytes)));
});

test('hexadecimal and base64 are those of Node', () => {
  assert(
    property(uint8Array({ maxLength: 200 }), (bytes) => {
      expect(hex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    }),
  );
});

test('base64 takes a body of megabytes', () => {
  const bytes = new Uint8Array(3_000_001).fill(0xa5);
  expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});

test('hexadecimal is read in either case', () => {
  expect(fromHex('fF00')).toEqual(Uint8Array.of(255, 0));
});

for (const text of ['f', 'fg', '0x00', ' 00']) {
  test(`${JSON.stringify(text)} is no hexadecimal`, () => {
    expect(fromHex(text)).toBeUndefined();
  });
}

for (const text of ['A', 'AA', 'AA=', 'A===', '====', 'AA==\n', 'AA-_', 'AA=A', ' AAA']) {
  test(`${JSON.stringify(text)} is no base64`, () => {
    expect(fromBase64(text)).toBeUndefined();
  });
}

test('a text read back from UTF-8 is the text written, with its byte order mark', () => {
  assert(property(string({ unit: 'binary' }), (text) => void expect(utf8Text(utf8(text))).toBe(text)));
  expect(utf8Text(utf8('\uFEFFa'))).toBe('\uFEFFa');
});

test('invalid UTF-8 becomes the replacement character', () => {
  expect(utf8Text(Uint8Array.of(0x61, 0xff))).toBe('a\uFFFD');
});

test('joined chunks stand in their order', () => {
  expect(concat([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)])).toEqual(Uint8Array.of(1, 2, 3));
});
