import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { keyBehind, orderedKey, rangeOfPrefix, rangeUnder } from '#s3/store/order.ts';

const texts = fc.string({
  unit: fc.oneof(fc.constantFrom('\0', '\x01', '\x02', 'a', '/', 'é', '\uffff', '😀'), fc.string()),
});

describe('ordered keys', () => {
  test('keys are ordered like the UTF-8 bytes of their texts', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const byBytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        const [left, right] = [orderedKey('o', a), orderedKey('o', b)];
        expect(left < right ? -1 : left > right ? 1 : 0).toBe(byBytes);
      }),
    );
  });

  test('a character beyond the basic plane comes after U+FFFF, as in UTF-8 and unlike in UTF-16', () => {
    expect(orderedKey('\uffff') < orderedKey('😀')).toBe(true);
    expect('\uffff' < '😀').toBe(false);
  });

  test('no two tuples have the same key', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1 }), fc.array(texts, { minLength: 1 }), (a, b) => {
        const bytes = (tuple: string[]): string =>
          JSON.stringify(tuple.map((text) => Buffer.from(text).toString('hex')));
        expect(orderedKey(...a) === orderedKey(...b)).toBe(bytes(a) === bytes(b));
      }),
    );
  });

  test('the range under a tuple holds all that goes on from it and nothing else', () => {
    fc.assert(
      fc.property(texts, texts, texts, (a, b, other) => {
        const { from, to } = rangeUnder('o', a);
        const within = (key: string): boolean => from <= key && key < to;
        expect(within(orderedKey('o', a, b))).toBe(true);
        expect(within(orderedKey('o', a))).toBe(false);
        const isSame = Buffer.from(a).equals(Buffer.from(other));
        expect(within(orderedKey('o', other, b))).toBe(isSame);
        expect(within(orderedKey('p', a, b))).toBe(false);
      }),
    );
  });

  test('the range of a prefix holds exactly the texts that begin with it', () => {
    fc.assert(
      fc.property(texts, texts, texts, (prefix, rest, other) => {
        const { from, to } = rangeOfPrefix(['o'], prefix);
        const within = (key: string): boolean => from <= key && key < to;
        expect(within(orderedKey('o', prefix + rest))).toBe(true);
        const begins = Buffer.from(other).subarray(0, Buffer.from(prefix).length).equals(Buffer.from(prefix));
        expect(within(orderedKey('o', other))).toBe(begins);
      }),
    );
  });

  test('what comes behind a key is every greater text and none of its own', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        const isGreater = Buffer.compare(Buffer.from(b), Buffer.from(a)) > 0;
        expect(orderedKey('o', b) >= keyBehind(orderedKey('o', a))).toBe(isGreater);
        expect(orderedKey('o', a, b) < keyBehind(orderedKey('o', a))).toBe(true);
      }),
    );
  });
});
