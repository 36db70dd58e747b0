import * as v from 'valibot';

import { utf8 } from '#base/bytes.ts';
import { Fill } from '#base/fill.ts';
import { parseSize } from '#base/quantity.ts';

import { kind, listOf, type Kind, type Thing } from './kind.ts';
import { isPlain } from './names.ts';
import { durationMilliseconds, instantOf } from './quantities.ts';

const isText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const text: Kind<string> = kind({ says: 'a text', schema: v.string(), parse: isText });

/** A name without `$`, under which `save` keeps what the step made. */
export const ownName: Kind<string> = {
  says: 'a name of letters, digits, `-` and `_`, without `$`',
  schema: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z][\w-]*$/, 'expected a name of letters, digits, `-` and `_`, without `$`'),
  ),
  read: (value) => String(value),
};

export const flag: Kind<boolean> = kind({
  says: '`true` or `false`',
  schema: v.boolean(),
  parse: (value) => (typeof value === 'boolean' ? value : undefined),
});

export const wholeNumber: Kind<number> = kind({
  says: 'a whole number',
  schema: v.pipe(v.number(), v.integer()),
  parse: (value) => (Number.isSafeInteger(value) ? (value as number) : undefined),
});

/** A part's number, or the last one. */
export const lastOrNumber: Kind<number | 'last'> = kind({
  says: 'a part number or `last`',
  schema: v.union([v.pipe(v.number(), v.integer()), v.literal('last')]),
  parse: (value) => (value === 'last' ? value : Number.isSafeInteger(value) ? (value as number) : undefined),
});

/** Milliseconds. */
export const duration: Kind<number> = kind({
  says: 'a duration such as `90s`, `15m`, `24h` or `7d`',
  schema: v.pipe(v.string(), v.regex(/^-?(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/)),
  parse: (value) => (typeof value === 'string' ? durationMilliseconds(value) : undefined),
});

/** Bytes. */
export const size: Kind<number> = kind({
  says: 'a size such as `5 MiB`, `5 GB` or `0 B`',
  schema: v.pipe(v.string(), v.regex(/^\d+(\.\d+)? ?([KMGT]i?B|B)$/)),
  parse: (value) => (typeof value === 'string' ? parseSize(value) : undefined),
});

/** Milliseconds forward, or an instant. */
export const moment: Kind<number | Date> = kind({
  says: 'a duration such as `61m`, or an instant such as `2026-03-01T10:00:00Z`',
  schema: v.pipe(v.string(), v.regex(/^(?=\d)((\d+d)?(\d+h)?(\d+m)?(\d+s)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)$/)),
  parse: (value) => {
    if (value instanceof Date) return value;
    return typeof value === 'string' ? (instantOf(value) ?? durationMilliseconds(value)) : undefined;
  },
});

export function oneOf<const Word extends string>(words: readonly Word[], says: string): Kind<Word> {
  const known: ReadonlySet<unknown> = new Set(words);
  const word = kind({
    says,
    schema: v.picklist(words),
    parse: (value) => (known.has(value) ? (value as Word) : undefined),
  });
  return { ...word, words };
}

/** The name of a thing of the world. */
export function nameOf(refers: Thing): Kind<string> {
  return { ...text, says: `the name of a ${refers}`, refers };
}

const fillSchema = v.strictObject({ size: size.schema, fill: v.pipe(v.string(), v.regex(/^[ -~]$/)) });

/** The bytes that a request carries. */
export type Body = Uint8Array<ArrayBuffer> | Fill;

export const body: Kind<Body> = kind({
  says: 'a text, or `{ size: 5 MiB, fill: a }` with one character',
  schema: v.union([v.string(), fillSchema]),
  parse: bodyOf,
});

/** Bytes from a text or a fill as written, `undefined` for anything else. */
export function bodyOf(value: unknown): Body | undefined {
  if (typeof value === 'string') return utf8(value);
  if (!isPlain(value) || typeof value['fill'] !== 'string' || !/^[ -~]$/.test(value['fill'])) return undefined;
  return new Fill(size.read(value['size']), value['fill']);
}

const anyMap = v.record(v.string(), v.unknown());

/** A document in Amazon's own words. */
export const document: Kind<Readonly<Record<string, unknown>>> = kind({
  says: "a document in Amazon's words",
  schema: anyMap,
  parse: (value) => (isPlain(value) ? value : undefined),
});

export const documents = listOf(document);

/** Headers to send; a number is written as its digits. */
export const headerText: Kind<string> = kind({
  says: 'a text or a number',
  schema: v.union([v.string(), v.number()]),
  parse: (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined),
});

/** A query parameter to set; `null` removes it. */
export const parameterText: Kind<string | null> = kind({
  says: 'a text, a number, or `null` to leave the parameter out',
  schema: v.union([v.string(), v.number(), v.null()]),
  parse: (value) => (value === null ? null : headerTextOf(value)),
});

function headerTextOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** Twelve digits; one that begins with 0 has to stand in quotes. */
export const accountNumber: Kind<string> = kind({
  says: 'an account of twelve digits such as `444455556666`',
  schema: v.union([
    v.pipe(v.number(), v.integer(), v.minValue(100_000_000_000), v.maxValue(999_999_999_999)),
    v.pipe(v.string(), v.regex(/^\d{12}$/)),
  ]),
  parse: (value) => {
    const digits = headerTextOf(value);
    return digits !== undefined && /^\d{12}$/.test(digits) ? digits : undefined;
  },
});
