import { array, assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';

import { firstDifference, lineDifferences } from '#sigv4/difference.ts';

test('equal texts do not differ', () => {
  assert(property(string(), (text) => void expect(firstDifference(text, text)).toBeUndefined()));
});

test('the first difference is found by character, line and column', () => {
  expect(firstDifference('GET\n/a', 'GET\n/b')).toEqual({ index: 5, line: 2, column: 2 });
  expect(firstDifference('GET\n/a', 'PUT\n/a')).toEqual({ index: 0, line: 1, column: 1 });
  expect(firstDifference('ab', 'abc')).toEqual({ index: 2, line: 1, column: 3 });
  expect(firstDifference('ab\n', 'ab')).toEqual({ index: 2, line: 1, column: 3 });
});

const text = () =>
  array(constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));

test('up to the first difference texts agree, at it they do not', () => {
  assert(
    property(text(), text(), (a, b) => {
      const difference = firstDifference(a, b);
      if (!difference) return;
      expect(a.slice(0, difference.index)).toBe(b.slice(0, difference.index));
      expect(a[difference.index]).not.toBe(b[difference.index]);
      expect(
        a
          .split('\n')
          .slice(0, difference.line - 1)
          .join('\n').length +
          (difference.line > 1 ? 1 : 0) +
          difference.column -
          1,
      ).toBe(difference.index);
    }),
  );
});

test('a changed method is one line for another', () => {
  expect(lineDifferences('GET\n/k\n\nhost:h', 'PUT\n/k\n\nhost:h')).toEqual([
    { kind: 'signed', text: 'GET' },
    { kind: 'arrived', text: 'PUT' },
    { kind: 'same', text: '/k' },
    { kind: 'same', text: '' },
    { kind: 'same', text: 'host:h' },
  ]);
});

test('line differences hold both texts in their order, and as many common lines as there are', () => {
  const common = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return 0;
    if (a[0] === b[0]) return 1 + common(a.slice(1), b.slice(1));
    return Math.max(common(a.slice(1), b), common(a, b.slice(1)));
  };
  const short = () =>
    array(constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
  assert(
    property(short(), short(), (signed, arrived) => {
      const differences = lineDifferences(signed, arrived);
      const side = (kind: 'signed' | 'arrived') =>
        differences
          .filter((line) => line.kind === 'same' || line.kind === kind)
          .map((line) => line.text)
          .join('\n');
      expect(side('signed')).toBe(signed);
      expect(side('arrived')).toBe(arrived);
      expect(differences.filter(({ kind }) => kind === 'same')).toHaveLength(
        common(signed.split('\n'), arrived.split('\n')),
      );
    }),
    { numRuns: 300 },
  );
});

test('texts of very many different lines are shown as replaced', () => {
  const lines = (letter: string) => Array.from({ length: 2000 }, (_, at) => `${letter}${at}`).join('\n');
  const differences = lineDifferences(`same\n${lines('a')}`, `same\n${lines('b')}`);
  expect(differences).toHaveLength(4001);
  expect(differences[0]).toEqual({ kind: 'same', text: 'same' });
});
