import * as v from 'valibot';

import { isPlain, referencePattern } from './names.ts';
import { StepFault } from './step-fault.ts';

/** What a field takes: as an author may write it, and how it is read once every name has its value. */
export interface Kind<Value> {
  /** As written, where a `$name` may stand for the value. */
  readonly schema: v.GenericSchema;
  /** In words that complete "expected …". */
  readonly says: string;
  /** @throws StepFault if the value is of another kind. */
  read(value: unknown): Value;
  readonly isOptional?: true;
  /** Of a map its fields, of a list its items, of a vocabulary its words: what a finding points into. */
  readonly entries?: Entries;
  readonly each?: Kind<unknown>;
  readonly words?: readonly string[];
  /** What sort of thing of the world is named here. */
  readonly refers?: Thing;
}

/** Things of the world are called by their plain names. */
export type Thing = 'bucket' | 'user' | 'role' | 'identity' | 'world';

export type Entries = Readonly<Record<string, Kind<unknown>>>;
export type ValueOf<Of> = Of extends Kind<infer Value> ? Value : never;
export type ValuesOf<Fields extends Entries> = { readonly [Name in keyof Fields]: ValueOf<Fields[Name]> };

/** A `$name`, alone as the whole value. */
export const nameSchema = v.pipe(v.string(), v.regex(referencePattern, 'expected a `$name`'));

interface KindRules<Value> {
  readonly says: string;
  readonly schema: v.GenericSchema;
  /** `undefined` says: not of this kind. */
  readonly parse: (value: unknown) => Value | undefined;
}

/** A kind whose value may be written out or be a `$name`. */
export function kind<Value>({ says, schema, parse }: KindRules<Value>): Kind<Value> {
  return {
    says,
    schema: v.union([nameSchema, schema], `expected ${says}`),
    read(value) {
      const parsed = parse(value);
      if (parsed === undefined) throw new StepFault(`expected ${says}, got ${shown(value)}`);
      return parsed;
    },
  };
}

/** A value that only a step can make: a link, credentials, an answer. */
export function made<Value>(says: string, is: (value: unknown) => value is Value): Kind<Value> {
  return {
    ...kind({ says, schema: nameSchema, parse: (value) => (is(value) ? value : undefined) }),
    schema: nameSchema,
  };
}

export function optional<Value>(of: Kind<Value>): Kind<Value | undefined> {
  return {
    ...of,
    schema: v.optional(of.schema),
    isOptional: true,
    read: (value) => (value === undefined ? undefined : of.read(value)),
  };
}

export function listOf<Value>(of: Kind<Value>): Kind<readonly Value[]> {
  const list = kind({
    says: `a list, each ${of.says}`,
    schema: v.array(of.schema),
    parse: (value) => (Array.isArray(value) ? value.map((item) => of.read(item)) : undefined),
  });
  return { ...list, each: of };
}

/** One or several: `[a, b]`, or `a` alone. */
export function oneOrMore<Value>(of: Kind<Value>): Kind<readonly Value[]> {
  return {
    says: `${of.says}, or a list of them`,
    schema: v.union([of.schema, v.array(of.schema)], `expected ${of.says}, or a list of them`),
    read: (value) => (Array.isArray(value) ? value.map((item) => of.read(item)) : [of.read(value)]),
  };
}

export interface MapKind<Fields extends Entries> extends Kind<ValuesOf<Fields>> {
  readonly entries: Fields;
}

/** A map with exactly these fields. */
export function mapOf<const Fields extends Entries>(entries: Fields): MapKind<Fields> {
  const schemas = Object.fromEntries(Object.entries(entries).map(([name, { schema }]) => [name, schema]));
  const says = `a map with ${Object.keys(entries).join(', ')}`;
  return {
    says,
    entries,
    schema: v.strictObject(schemas),
    read(value) {
      if (!isPlain(value)) throw new StepFault(`expected ${says}, got ${shown(value)}`);
      const values = Object.entries(entries).map(([name, field]) => [
        name,
        inField(name, () => field.read(value[name])),
      ]);
      return Object.fromEntries(values) as ValuesOf<Fields>;
    },
  };
}

export function recordOf<Value>(of: Kind<Value>): Kind<Readonly<Record<string, Value>>> {
  return kind({
    says: `a map, each ${of.says}`,
    schema: v.record(v.string(), of.schema),
    parse: (value) =>
      isPlain(value)
        ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, inField(name, () => of.read(item))]))
        : undefined,
  });
}

function inField<Value>(name: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof StepFault) throw new StepFault(`\`${name}\`: ${error.message}`, { cause: error });
    throw error;
  }
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  return `\`${text.length > 80 ? `${text.slice(0, 80)}…` : text}\``;
}
