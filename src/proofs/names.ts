import { shifted } from './quantities.ts';
import { StepFault } from './step-fault.ts';

/** A place in data: keys and positions from the root. */
export type DataPath = readonly (string | number)[];

/** `$name`, `$name.path` or `$name + 1s`, taken apart. */
export interface NameReference {
  readonly name: string;
  readonly path: readonly string[];
  readonly shift?: { readonly sign: 1 | -1; readonly by: string };
}

/** A whole value that reads a name. Amazon's `${filename}` is none, and neither is a `$` within a text. */
export const referencePattern = /^\$([A-Za-z][\w-]*)((?:\.[\w-]+)*)(?: ([+-]) (\d\S*(?: [KMGT]?i?B)?))?$/;

export function nameReference(value: unknown): NameReference | undefined {
  const [, name, path = '', sign, by] = (typeof value === 'string' && referencePattern.exec(value)) || [];
  if (name === undefined) return undefined;
  const reference = { name, path: path.split('.').slice(1) };
  return by === undefined ? reference : { ...reference, shift: { sign: sign === '-' ? -1 : 1, by } };
}

/** Every name that is read anywhere in a value, with its place. */
export function namesIn(
  value: unknown,
  path: DataPath = [],
): readonly { readonly name: string; readonly path: DataPath }[] {
  const reference = nameReference(value);
  if (reference) return [{ name: reference.name, path }];
  if (Array.isArray(value)) return value.flatMap((item, index) => namesIn(item, [...path, index]));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => namesIn(item, [...path, key]));
}

/**
 * The value with every name replaced by what it stands for.
 *
 * @throws StepFault where a name has no value.
 */
export function resolved(value: unknown, names: ReadonlyMap<string, unknown>): unknown {
  const reference = nameReference(value);
  if (reference) return valueOf(reference, names);
  if (Array.isArray(value)) return value.map((item) => resolved(item, names));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, names)]));
}

/** A map of YAML, as opposed to a value that a step made. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function valueOf({ name, path, shift }: NameReference, names: ReadonlyMap<string, unknown>): unknown {
  if (!names.has(name)) throw new StepFault(`nothing bound \`$${name}\` before this step`);
  const value = path.reduce(
    (inner: unknown, step, index) => at(inner, step, [name, ...path.slice(0, index)]),
    names.get(name),
  );
  if (!shift) return value;
  const moved = shifted(value, shift.sign, shift.by);
  if (moved === undefined) {
    throw new StepFault(
      `\`$${name} ${shift.sign === 1 ? '+' : '-'} ${shift.by}\` can't be computed from ${JSON.stringify(value)}`,
    );
  }
  return moved;
}

function at(value: unknown, step: string, read: readonly string[]): unknown {
  // HTTP's names know no case, and answers keep theirs in lower case.
  const key = read.at(-1) === 'headers' ? step.toLowerCase() : step;
  if (typeof value === 'object' && value !== null && Object.hasOwn(value, key)) {
    return (value as Readonly<Record<string, unknown>>)[key];
  }
  // A header that did not come reads as one that a script may not read.
  if (read.at(-1) === 'headers') return null;
  const known = typeof value === 'object' && value !== null ? Object.keys(value).join(', ') : '';
  throw new StepFault(`\`$${read.join('.')}\` has no \`${step}\`${known === '' ? '' : `; it has ${known}`}`);
}
