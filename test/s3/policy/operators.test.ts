import { expect, test } from 'vitest';

import type { ConditionKeys } from '#s3/policy/condition-keys.ts';
import { holds, isOperator } from '#s3/policy/operators.ts';

function keysOf(values: Readonly<Record<string, readonly string[]>>): ConditionKeys {
  return (name) => values[name];
}

const rows: readonly [
  operator: string,
  actual: readonly string[] | undefined,
  wanted: readonly string[],
  holds: boolean,
][] = [
  ['StringEquals', ['a'], ['b', 'a'], true],
  ['StringEquals', ['A'], ['a'], false],
  ['StringEquals', undefined, ['a'], false],
  ['StringEqualsIfExists', undefined, ['a'], true],
  ['StringNotEquals', ['a'], ['b', 'c'], true],
  ['StringNotEquals', ['a'], ['a', 'c'], false],
  ['StringNotEquals', undefined, ['a'], true],
  ['StringEqualsIgnoreCase', ['A'], ['a'], true],
  ['StringLike', ['home/alice/x'], ['home/*/?'], true],
  ['StringLike', ['home/alice/xy'], ['home/*/?'], false],
  ['StringNotLike', ['home/alice'], ['work/*'], true],
  ['NumericGreaterThan', ['600001'], ['600000'], true],
  ['NumericGreaterThan', ['600000'], ['600000'], false],
  ['NumericGreaterThan', undefined, ['600000'], false],
  ['NumericLessThanEquals', ['10'], ['10'], true],
  ['NumericNotEquals', ['1'], ['1.0'], false],
  ['NumericEquals', [''], ['0'], false],
  ['DateLessThan', ['2026-03-01T09:00:00Z'], ['2026-03-01T09:00:01Z'], true],
  ['DateGreaterThanEquals', ['2026-03-01T09:00:00.000Z'], ['2026-03-01T09:00:00Z'], true],
  ['DateEquals', ['2026-03-01T09:00:00Z'], [String(Date.parse('2026-03-01T09:00:00Z') / 1000)], true],
  ['DateLessThan', undefined, ['2026-03-01T09:00:00Z'], false],
  ['Bool', ['false'], ['False'], true],
  ['Bool', ['true'], ['false'], false],
  ['IpAddress', ['203.0.113.7'], ['203.0.113.0/24'], true],
  ['IpAddress', ['203.0.114.7'], ['203.0.113.0/24'], false],
  ['NotIpAddress', ['192.0.2.1'], ['203.0.113.0/24', '198.51.100.7'], true],
  ['NotIpAddress', ['198.51.100.7'], ['203.0.113.0/24', '198.51.100.7'], false],
  ['IpAddress', ['2001:db8::7'], ['2001:db8::/32'], true],
  ['IpAddress', ['2001:db9::7'], ['2001:db8::/32'], false],
  ['IpAddress', ['::ffff:203.0.113.7'], ['203.0.113.0/24'], true],
  ['ArnLike', ['arn:aws:iam::111122223333:role/app'], ['arn:aws:iam::*:role/*'], true],
  ['ArnLike', ['arn:aws:iam::111122223333:role/a/b'], ['arn:aws:iam::111122223333:role/*'], true],
  ['ArnLike', ['arn:aws:iam::111122223333:user/a'], ['arn:aws:*/a'], false],
  ['ArnEquals', ['arn:aws:s3:::b'], ['arn:aws:*:::b'], true],
  ['ArnLike', ['arn:aws:s3:::b:c'], ['arn:aws:s3:::b:*'], true],
  ['BinaryEquals', ['QmluYXJ5'], ['QmluYXJ5'], true],
  ['BinaryEquals', ['QmluYXJ5'], ['qmluyxj5'], false],
  ['BoolIfExists', undefined, ['true'], true],
  ['IpAddressIfExists', undefined, ['203.0.113.0/24'], true],
  ['NotIpAddress', undefined, ['203.0.113.0/24'], true],
  ['StringNotEqualsIgnoreCase', ['A'], ['a'], false],
  ['StringLike', ['a:b/c'], ['a*c'], true],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c'], true],
  ['ForAllValues:StringNotEquals', ['a', 'c'], ['c'], false],
  ['ForAnyValue:StringNotEquals', ['a', 'c'], ['c'], true],
  ['ForAnyValue:StringLike', ['x', 'team-red'], ['team-*'], true],
  ['ForAllValues:StringLikeIfExists', undefined, ['team-*'], true],
  ['ArnNotEquals', ['arn:aws:iam::111122223333:user/a'], ['arn:aws:iam::111122223333:user/b'], true],
  ['Null', undefined, ['true'], true],
  ['Null', ['a'], ['true'], false],
  ['Null', ['a'], ['false'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'c'], true],
  ['ForAllValues:StringEquals', ['a', 'd'], ['a', 'b', 'c'], false],
  ['ForAllValues:StringEquals', undefined, ['a'], true],
  ['ForAnyValue:StringEquals', ['d', 'a'], ['a'], true],
  ['ForAnyValue:StringEquals', undefined, ['a'], false],
  ['ForAnyValue:StringNotEquals', undefined, ['a'], false],
];

for (const [operator, actual, wanted, expected] of rows) {
  test(`${operator} of ${actual?.join('|') ?? 'nothing'} and ${wanted.join('|')} ${expected ? 'holds' : 'does not hold'}`, () => {
    const keys = keysOf(actual === undefined ? {} : { key: actual });
    expect(holds(operator, 'key', wanted, { keys, variables: undefined })).toBe(expected);
  });
}

test('a variable stands for its value, taken literally', () => {
  const keys = keysOf({ key: ['home/a*b'], 'aws:username': ['a*b'] });
  expect(holds('StringLike', 'key', ['home/${aws:username}'], { keys, variables: keys })).toBe(true);
  const other = keysOf({ key: ['home/axb'], 'aws:username': ['a*b'] });
  expect(holds('StringLike', 'key', ['home/${aws:username}'], { keys: other, variables: other })).toBe(false);
});

test('a variable without a value fits nothing, unless it has a default', () => {
  const keys = keysOf({ key: ['home/'] });
  expect(holds('StringEquals', 'key', ['home/${aws:username}'], { keys, variables: keys })).toBe(false);
  expect(holds('StringEquals', 'key', ["home/${aws:username, ''}"], { keys, variables: keys })).toBe(true);
});

test('only operators of IAM are operators', () => {
  expect(['StringEquals', 'NumericLessThanIfExists', 'ForAnyValue:StringLike', 'Null', 'Bool'].every(isOperator)).toBe(
    true,
  );
  expect(['Equals', 'NullIfExists', 'BoolNot', 'constructor'].some(isOperator)).toBe(false);
});
