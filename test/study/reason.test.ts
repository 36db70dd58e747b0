import { expect, test } from 'vitest';
import { reasonOf } from '#study/reason.ts';

for (const [name, words] of [
  ['QuotaExceededError', /no space/],
  ['VersionError', /newer version/],
  ['InvalidStateError', /was closed/],
] as const) {
  test(`${name} is told in words`, () => expect(reasonOf(new DOMException('raw', name))).toMatch(words));
}

test('another failure keeps its own words', () => {
  expect(reasonOf(new Error('odd'))).toBe('odd');
  expect(reasonOf(new TypeError())).toBe('TypeError');
  expect(reasonOf('text')).toBe('text');
});
