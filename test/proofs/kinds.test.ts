import * as v from 'valibot';
import { describe, expect, test } from 'vitest';

import { Fill } from '#base/fill.ts';
import type { Kind } from '#proofs/kind.ts';
import { body, duration, moment, nameOf, oneOf, ownName, size, text } from '#proofs/kinds.ts';
import { sender } from '#proofs/sender.ts';
import { StepFault } from '#proofs/step-fault.ts';

const cases: readonly (readonly [
  kind: Kind<unknown>,
  name: string,
  good: readonly unknown[],
  bad: readonly unknown[],
])[] = [
  [
    duration,
    'a duration',
    ['90s', '15m', '24h', '7d', '1h30m', '0s', '-20m'],
    ['15', 900, '15 min', '', '-', '1w', null],
  ],
  [size, 'a size', ['5 MiB', '5 GB', '0 B', '1.5 KiB'], ['5', 5, 'MiB', '5 mb', '-1 B']],
  [moment, 'a moment', ['61m', '2026-03-01T10:00:00Z'], ['2026-03-01', 'soon', 61]],
  [text, 'a text', ['', 'a b'], [1, true, null, {}]],
  [
    sender,
    'a sender',
    ['203.0.113.7', '2001:db8::1', 'vpce-1a2b3c4d', { vpce: 'vpce-1', vpc: 'vpc-1', address: '10.0.0.7' }],
    ['example.com', 7, 'vpc-1', { vpc: 'vpc-1' }, { vpce: 'vpc-1' }, { vpce: 'vpce-1', network: 'x' }],
  ],
  [oneOf(['a', 'b'], 'a or b'), 'one of two', ['a'], ['c', 1]],
  [body, 'a body', ['hello', { size: '5 MiB', fill: 'a' }], [5, { size: '5 MiB' }, { size: '5 MiB', fill: 'ab' }]],
];

describe.each(cases)('%#', (kind, name, good, bad) => {
  test.each(good.map((value) => [JSON.stringify(value), value]))(`${name} may be %s`, (_, value) => {
    expect(v.is(kind.schema, value)).toBe(true);
    expect(() => kind.read(value)).not.toThrow();
  });

  test.each(bad.map((value) => [JSON.stringify(value), value]))(`${name} can't be %s`, (_, value) => {
    expect(v.is(kind.schema, value)).toBe(false);
    expect(() => kind.read(value)).toThrow(StepFault);
  });

  test(`${name} may be a name as written, and not once it is read`, () => {
    expect(v.is(kind.schema, '$name.path')).toBe(true);
    if (name !== 'a text' && name !== 'a body') expect(() => kind.read('$name.path')).toThrow(StepFault);
  });
});

test('a body is bytes or a fill', () => {
  expect(body.read('é')).toEqual(new Uint8Array([0xc3, 0xa9]));
  expect(body.read({ size: '5 GiB', fill: 'z' })).toEqual(new Fill(5 * 1024 ** 3, 'z'));
});

test('what save binds is a name without its dollar', () => {
  expect(v.is(ownName.schema, 'p1')).toBe(true);
  expect(v.is(ownName.schema, '$p1')).toBe(false);
});

test('the name of a thing remembers what sort of thing', () => {
  expect(nameOf('bucket').refers).toBe('bucket');
});
