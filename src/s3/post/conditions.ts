import { invalidJson, PostPolicyFault } from './post-policy-fault.ts';

/** The sizes that a file may have, both included; `undefined` where the bounds are no numbers. */
export interface SizeRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** One condition of a POST policy. */
export type PostCondition = {
  /** As S3 writes it in an error: `["eq", "$key", "a.txt"]`. */
  readonly written: string;
} & (
  | {
      readonly operator: FieldOperator;
      /** In lower case; `undefined` for a name without `$`, which names nothing. */
      readonly field: string | undefined;
      readonly value: string;
    }
  | { readonly operator: 'content-length-range'; readonly range: SizeRange | undefined }
);

type FieldOperator = keyof typeof fieldOperators;

interface FieldTest {
  readonly holds: (actual: string, value: string, field: string) => boolean;
  /** What a value has to be, for a sentence. */
  readonly says: (value: string) => string;
}

/** The operators that compare a field, by the name that a policy uses. */
export const fieldOperators = {
  eq: { holds: (actual, value) => actual === value, says: (value) => value },
  'starts-with': {
    // A Content-Type with commas is a list, each member of which has to begin so (documented).
    holds: (actual, value, field) =>
      (field === 'content-type' ? actual.split(',').map((item) => item.trim()) : [actual]).every((item) =>
        item.startsWith(value),
      ),
    says: (value) => (value === '' ? 'anything' : `${value}…`),
  },
} as const satisfies Record<string, FieldTest>;

/**
 * Reads a condition in either form: `{ "name": "value" }`, or a list that begins with an operator in any case.
 *
 * @throws PostPolicyFault
 */
export function readCondition(condition: unknown): PostCondition {
  if (Array.isArray(condition)) return listCondition(condition);
  if (typeof condition !== 'object' || condition === null) {
    throw new PostPolicyFault('Invalid condition test: must be a List or Object.');
  }
  const [entry, ...more] = Object.entries(condition);
  if (entry === undefined || more.length > 0) {
    const rule = 'Simple-Conditions must have exactly one property specified.';
    throw new PostPolicyFault(`Invalid Simple-Condition: ${rule}`, 'recorded');
  }
  const [name, value] = entry as [string, unknown];
  if (value === null) throw invalidJson();
  if (typeof value !== 'string') throw new PostPolicyFault('Invalid Simple-Condition: value must be a string.');
  return { operator: 'eq', field: name.toLowerCase(), value, written: written(['eq', `$${name}`, value]) };
}

function listCondition(list: readonly unknown[]): PostCondition {
  const [name, ...values] = list;
  if (typeof name !== 'string') throw new PostPolicyFault('Invalid Condition: missing operation identifier.');
  const operator = name.toLowerCase();
  const isRange = operator === 'content-length-range';
  if (!isRange && !isFieldOperator(operator)) {
    throw new PostPolicyFault(`Invalid Condition: unknown operation '${name}'.`);
  }
  if (values.length !== 2) throw new PostPolicyFault(`Invalid ${name}: wrong number of arguments.`);
  const [first, second] = values;
  if (isRange) return { operator, range: sizeRange(first, second), written: written(list) };
  if (typeof first !== 'string' || typeof second !== 'string') throw invalidJson();
  const field = first.startsWith('$') ? first.slice(1).toLowerCase() : undefined;
  return { operator, field, value: second, written: written(list) };
}

function isFieldOperator(name: string): name is FieldOperator {
  return Object.hasOwn(fieldOperators, name);
}

/** Numbers may be written as texts. A text that is none makes the condition fail when it is looked at (recorded). */
function sizeRange(first: unknown, second: unknown): SizeRange | undefined {
  const [minimum, maximum] = [bound(first), bound(second)];
  return minimum === undefined || maximum === undefined ? undefined : { minimum, maximum };
}

function bound(value: unknown): number | undefined {
  if (typeof value === 'string') return /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw invalidJson();
}

function written(list: readonly unknown[]): string {
  return `[${list.map((item) => JSON.stringify(item)).join(', ')}]`;
}
