import { isInRange } from './address-range.ts';
import type { ConditionKeys } from './condition-keys.ts';
import { resolved, resolvedText, type Variables } from './variables.ts';
import { matches } from './wildcard.ts';

/** Whether one value of a request fits one value of a policy. */
type Comparison = (actual: string, wanted: string, variables: Variables) => boolean;

interface Operator {
  readonly compare: Comparison;
  /** True when nothing the policy lists may fit. */
  readonly isNegated: boolean;
}

const equals: Comparison = (actual, wanted, variables) => actual === resolvedText(wanted, variables);
const equalsIgnoringCase: Comparison = (actual, wanted, variables) =>
  actual.toLowerCase() === resolvedText(wanted, variables)?.toLowerCase();
const like: Comparison = (actual, wanted, variables) => {
  const wildcards = resolved(wanted, variables);
  return wildcards !== undefined && matches(wildcards, actual);
};
/** The six fields of an ARN are compared one by one, so that a wildcard never reaches over a colon into the next. */
const arn: Comparison = (actual, wanted, variables) => {
  const [fields, patterns] = [arnFields(actual), arnFields(wanted)];
  return fields.length === patterns.length && fields.every((field, at) => like(field, patterns[at] ?? '', variables));
};
const bool: Comparison = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase();
/** Base64 of the same bytes is the same text. */
const binary: Comparison = (actual, wanted) => actual === wanted;
const address: Comparison = (actual, wanted) => isInRange(actual, wanted);
const numbers =
  (holds: (a: number, b: number) => boolean): Comparison =>
  (actual, wanted) =>
    actual !== '' && wanted !== '' && holds(Number(actual), Number(wanted));
const dates =
  (holds: (a: number, b: number) => boolean): Comparison =>
  (actual, wanted) =>
    holds(instantOf(actual), instantOf(wanted));

const orders = {
  Equals: (a: number, b: number) => a === b,
  LessThan: (a: number, b: number) => a < b,
  LessThanEquals: (a: number, b: number) => a <= b,
  GreaterThan: (a: number, b: number) => a > b,
  GreaterThanEquals: (a: number, b: number) => a >= b,
} as const;

/** Every condition operator by its name; `Null`, the set prefixes and `IfExists` are read in `holds`. */
const operators: ReadonlyMap<string, Operator> = new Map([
  ...positive('StringEquals', 'StringNotEquals', equals),
  ...positive('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalsIgnoringCase),
  ...positive('StringLike', 'StringNotLike', like),
  ...positive('ArnEquals', 'ArnNotEquals', arn),
  ...positive('ArnLike', 'ArnNotLike', arn),
  ...positive('IpAddress', 'NotIpAddress', address),
  ...positive('NumericEquals', 'NumericNotEquals', numbers(orders.Equals)),
  ...positive('DateEquals', 'DateNotEquals', dates(orders.Equals)),
  ...positive('Bool', undefined, bool),
  ...positive('BinaryEquals', undefined, binary),
  ...(['LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'] as const).flatMap((order) => [
    ...positive(`Numeric${order}`, undefined, numbers(orders[order])),
    ...positive(`Date${order}`, undefined, dates(orders[order])),
  ]),
]);

interface OperatorName {
  readonly base: string;
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
}

const nameForm = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Whether IAM knows an operator of this name. */
export function isOperator(name: string): boolean {
  const { base, ifExists } = parts(name);
  return operators.has(base) || (base === 'Null' && !ifExists);
}

/** The request's condition keys, and what variables inside the policy's own values read. */
export interface ConditionValues {
  readonly keys: ConditionKeys;
  readonly variables: Variables;
}

/** Whether a key's values in the request satisfy one line of a condition block. */
export function holds(operatorName: string, key: string, wanted: readonly string[], values: ConditionValues): boolean {
  const { base, set, ifExists } = parts(operatorName);
  const actual = values.keys(key);
  if (base === 'Null') return wanted.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  const operator = operators.get(base);
  if (!operator) return false;
  // A key that the request does not have: "not equal" is true of it, and of no value at all so is "for all".
  if (actual === undefined) return ifExists || set === 'ForAllValues' || (operator.isNegated && set === undefined);
  const fits = (value: string): boolean =>
    wanted.some((candidate) => operator.compare(value, candidate, values.variables)) !== operator.isNegated;
  const isEvery = set === 'ForAllValues' || (set === undefined && operator.isNegated);
  return isEvery ? actual.every(fits) : actual.some(fits);
}

function parts(name: string): OperatorName {
  const [, set, base = '', ifExists] = nameForm.exec(name) ?? [];
  return { base, set: set as OperatorName['set'], ifExists: ifExists !== undefined };
}

function positive(name: string, negation: string | undefined, compare: Comparison): [string, Operator][] {
  const pair: [string, Operator][] = [[name, { compare, isNegated: false }]];
  if (negation !== undefined) pair.push([negation, { compare, isNegated: true }]);
  return pair;
}

const arnFieldCount = 6;

function arnFields(text: string): readonly string[] {
  const fields = text.split(':');
  return [...fields.slice(0, arnFieldCount - 1), fields.slice(arnFieldCount - 1).join(':')];
}

/** An ISO 8601 date, or seconds since 1970. */
function instantOf(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) && text.length > 4 ? Number(text) * 1000 : Date.parse(text);
}
