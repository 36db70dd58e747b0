import { expect, test } from 'vitest';
import { claimValues, filled, placeholders } from '#packs/template.ts';

const values = claimValues([{ id: 'longest-expiry', value: '604 800' }, { id: 'silent' }]);

const cases: readonly (readonly [text: string, result: string])[] = [
  ['At most {{claim.longest-expiry}} s.', 'At most 604 800 s.'],
  ['{{ claim.longest-expiry }} and {{claim.longest-expiry}}', '604 800 and 604 800'],
  ['{{claim.silent}} and {{claim.unknown}}', '{{claim.silent}} and {{claim.unknown}}'],
  ['{{file}} and ${filename} and {x}', '{{file}} and ${filename} and {x}'],
  ['{{claim.__proto__}} {{claim.constructor}}', '{{claim.__proto__}} {{claim.constructor}}'],
];

for (const [text, result] of cases) {
  test(`the template ${text} prints ${result}`, () => {
    expect(filled(text, values)).toBe(result);
  });
}

test('a value is printed as it is, also where it looks like a pattern', () => {
  expect(filled('{{claim.a}}', new Map([['a', '$& $1 {{claim.a}}']]))).toBe('$& $1 {{claim.a}}');
});

test('placeholders are found with their lines', () => {
  expect(placeholders('a {{claim.x}}\n{{ y }} {{claim.Z}}')).toEqual([
    { name: 'claim.x', claim: 'x', line: 0 },
    { name: 'y', line: 1 },
    { name: 'claim.Z', line: 1 },
  ]);
});
