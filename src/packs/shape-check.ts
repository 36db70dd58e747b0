import * as v from 'valibot';
import { nearest } from '#proofs/nearest.ts';
import type { Path, Remark } from './finding.ts';
import { laterItemTypes } from './shape.ts';

type Schema = v.GenericSchema;

export type Shaped<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly remarks: readonly ShapeRemark[] };

export interface ShapeRemark extends Remark {
  /** Whether the key is what is wrong, rather than the value behind it. */
  readonly atKey: boolean;
}

/** Data of the shape that `schema` describes, or what to change so that it is. */
export function shaped<Value>(schema: v.GenericSchema<unknown, Value>, data: unknown): Shaped<Value> {
  const later = laterType(data);
  if (later) return { ok: false, remarks: [later] };
  const result = v.safeParse(schema, data);
  if (result.success) return { ok: true, value: result.output };
  return { ok: false, remarks: result.issues.map((issue) => remarkOf(schema, data, issue)) };
}

function laterType(data: unknown): ShapeRemark | undefined {
  if (!isMap(data) || typeof data.type !== 'string' || !laterItemTypes.includes(data.type)) return undefined;
  return error(
    ['type'],
    'type-not-supported',
    `Items of type \`${data.type}\` are not supported by this version. Use choice or reveal.`,
  );
}

function remarkOf(schema: Schema, data: unknown, issue: v.BaseIssue<unknown>): ShapeRemark {
  const path = (issue.path ?? []).map((step) => step.key as string | number);
  if (issue.type === 'strict_object' && issue.expected === 'never') return unknownField(schema, data, path);
  if (issue.type === 'strict_object' && issue.received === 'undefined' && path.length > 0) {
    return error(path, 'missing-field', `The field \`${String(path.at(-1))}\` is missing. Add it.`);
  }
  const atKey = issue.path?.at(-1)?.origin === 'key';
  if (issue.kind === 'validation') return { ...error(path, 'wrong-value', issue.message), atKey };
  return { ...error(path, 'wrong-value', kindMessage(issue)), atKey };
}

function unknownField(schema: Schema, data: unknown, path: Path): ShapeRemark {
  const name = String(path.at(-1));
  const known = fieldNames(schema, data, path.slice(0, -1));
  const near = nearest(name, known);
  if (/\s/.test(name)) {
    const message =
      'This reads as a field of its own, since a comma ended the text before it. Put that text in quotes.';
    return { ...error(path, 'unknown-field', message), atKey: true };
  }
  const advice = near ? `Did you mean \`${near}\`?` : `Known here: ${known.join(', ')}.`;
  return { ...error(path, 'unknown-field', `There is no field \`${name}\` here. ${advice}`), atKey: true };
}

function kindMessage(issue: v.BaseIssue<unknown>): string {
  if (issue.input === null || issue.input === undefined)
    return 'Nothing is written here. Write a value, or remove the field.';
  switch (issue.type) {
    case 'string':
      return typeof issue.input === 'object'
        ? 'Write a text here. If it holds `: ` or begins with a bracket, put it in quotes.'
        : 'Write a text here: put it in quotes.';
    case 'number':
      return 'Write a number here, without quotes.';
    case 'boolean':
      return 'Write true or false here.';
    case 'array':
      return 'Write a list here: lines that begin with `- `, or `[ ]`.';
    case 'record':
    case 'strict_object':
      return 'Write a map here: `name: value`.';
    case 'picklist':
    case 'variant':
    case 'literal':
      return `Write one of ${wordsOf(issue.expected)}.`;
    default:
      return `This is not what is expected here: ${issue.message}.`;
  }
}

function wordsOf(expected: string | null): string {
  return (expected ?? '').replace(/[()"]/g, '').split(' | ').join(', ');
}

/** The fields that the schema knows for the map at a path. */
function fieldNames(schema: Schema, data: unknown, path: Path): readonly string[] {
  let at: unknown = schema;
  let value = data;
  for (const step of path) {
    at = inner(at, value, step);
    value = (value as Record<string | number, unknown> | undefined)?.[step];
  }
  const entries = (plain(at, value) as { entries?: object } | undefined)?.entries;
  return Object.keys(entries ?? {});
}

function inner(schema: unknown, value: unknown, step: string | number): unknown {
  const found = plain(schema, value) as
    { entries?: Record<string, unknown>; item?: unknown; value?: unknown } | undefined;
  return found?.entries ? found.entries[step] : (found?.item ?? found?.value);
}

/** The schema behind what wraps it: an optional, a lazy one, the variant that the value is of. */
function plain(schema: unknown, value: unknown): unknown {
  const wrapper = schema as {
    type?: string;
    wrapped?: unknown;
    getter?: (input: unknown) => unknown;
    options?: readonly { entries: { type: { literal: unknown } } }[];
  };
  if (wrapper?.type === 'lazy') return plain(wrapper.getter?.(value), value);
  if (wrapper?.wrapped) return plain(wrapper.wrapped, value);
  if (wrapper?.type === 'variant') {
    return wrapper.options?.find((option) => isMap(value) && option.entries.type.literal === value.type);
  }
  return schema;
}

function isMap(data: unknown): data is Record<string, unknown> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function error(path: Path, code: string, message: string): ShapeRemark {
  return { path, code, message, severity: 'error', atKey: false };
}
