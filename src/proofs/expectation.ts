import * as v from 'valibot';

import { utf8Text } from '#base/bytes.ts';
import { checkIds, failedCheck } from '#s3/decision/decision.ts';

import { kind, mapOf, nameSchema, optional, recordOf, type Kind, type ValueOf } from './kind.ts';
import { oneOf, text } from './kinds.ts';
import { isPlain } from './names.ts';
import { outcomeText, type Answered, type Outcome } from './outcome.ts';

/** An expectation that was not met. */
export interface Mismatch {
  readonly expected: string;
  readonly actual: string;
  /** False for a refusal by the SDK that nobody expected: there was nothing to compare. */
  readonly isCompared: boolean;
}

const outcomePattern = /^(ok|refused|unsent|blocked|[1-5]\d\d( [A-Z][A-Za-z0-9]+)?)$/;
const outcomeSays = '`200`, `403 AccessDenied`, `ok`, `refused`, `unsent` or `blocked`';

const outcome: Kind<string> = kind({
  says: outcomeSays,
  schema: v.union([
    v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
    v.pipe(v.string(), v.regex(outcomePattern)),
  ]),
  parse: (value) => {
    const named = typeof value === 'number' ? String(value) : value;
    return typeof named === 'string' && outcomePattern.test(named) ? named : undefined;
  },
});

const containing = mapOf({ contains: optional(text), lacks: optional(text) });

/** A text to equal, or what it contains and lacks. */
export const textExpectation: Kind<string | ValueOf<typeof containing>> = kind({
  says: 'a text, or `{ contains: …, lacks: … }`',
  schema: v.union([v.string(), containing.schema]),
  parse: (value) => (typeof value === 'string' ? value : isPlain(value) ? containing.read(value) : undefined),
});
export type TextExpectation = ValueOf<typeof textExpectation>;

const expectationMap = mapOf({
  outcome: optional(outcome),
  message: optional(textExpectation),
  headers: optional(recordOf(text)),
  body: optional(textExpectation),
  etag: optional(text),
  check: optional(oneOf(checkIds, 'the name of a check, such as `expiry` or `signature`')),
});

export interface Expectation extends Omit<ValueOf<typeof expectationMap>, 'outcome'> {
  readonly outcome: string;
}

/** An outcome, or a map of it and more; `ok` where nothing is expected. */
export const expectation: Kind<Expectation> & { readonly isOptional: true } = {
  says: `${outcomeSays}, or a map with outcome, message, headers, body, etag, check`,
  schema: v.optional(v.union([nameSchema, outcome.schema, expectationMap.schema])),
  isOptional: true,
  entries: expectationMap.entries,
  read(value) {
    if (!isPlain(value)) return { ...expectationMap.read({}), outcome: outcome.read(value ?? 'ok') };
    const read = expectationMap.read(value);
    return { ...read, outcome: read.outcome ?? 'ok' };
  },
};

/** How an outcome falls short of what was expected of it. */
export function mismatch(expected: Expectation, actual: Outcome): Mismatch | undefined {
  const actualText =
    actual.kind === 'unsent' || actual.kind === 'blocked' ? `${actual.kind} (${actual.reason})` : outcomeText(actual);
  if (!isOutcome(expected.outcome, actual)) {
    return { expected: expected.outcome, actual: actualText, isCompared: actual.kind !== 'unsent' };
  }
  if (actual.kind !== 'answered') return undefined;
  return (
    textMismatch('message', expected.message, actual.message ?? '') ??
    headersMismatch(expected.headers ?? {}, actual) ??
    textMismatch('body', expected.body, () => utf8Text(actual.body)) ??
    etagMismatch(expected.etag, actual) ??
    checkMismatch(expected, actual)
  );
}

/** Whether the outcome is the one named. */
export function isOutcome(named: string, actual: Outcome): boolean {
  const status = actual.kind === 'answered' ? actual.status : 0;
  if (named === 'ok')
    return actual.kind === 'signed' || (status >= 200 && status < 300 && codeOf(actual) === undefined);
  if (named === 'refused') return status >= 400 && status < 500;
  const [wantedStatus, wantedCode] = named.split(' ');
  if (actual.kind !== 'answered') return named === actual.kind;
  return wantedStatus === String(status) && (wantedCode === undefined || wantedCode === actual.code);
}

/** The same ETag, with or without its quotes. */
export function isSameEtag(one: string, other: string | null | undefined): boolean {
  const bare = (etag: string): string => etag.replace(/^"(.*)"$/, '$1');
  return other !== undefined && other !== null && bare(one) === bare(other);
}

/** Compares a text; `read` is asked only where something is expected. */
export function textMismatch(
  what: string,
  expected: TextExpectation | undefined,
  read: string | (() => string),
): Mismatch | undefined {
  if (expected === undefined) return undefined;
  const actual = typeof read === 'string' ? read : read();
  if (typeof expected === 'string') {
    return expected === actual ? undefined : compared(`${what} ${code(expected)}`, `${what} ${code(actual)}`);
  }
  const { contains, lacks } = expected;
  if (contains !== undefined && !actual.includes(contains))
    return compared(`${what} with ${code(contains)}`, `${what} without it`);
  if (lacks !== undefined && actual.includes(lacks))
    return compared(`${what} without ${code(lacks)}`, `${what} with it`);
  return undefined;
}

/** A mismatch of two texts for the reader. */
export function compared(expected: string, actual: string): Mismatch {
  return { expected, actual, isCompared: true };
}

function headersMismatch(expected: Readonly<Record<string, string>>, { headers }: Answered): Mismatch | undefined {
  for (const [name, wanted] of Object.entries(expected)) {
    const actual = headers[name.toLowerCase()] ?? undefined;
    const isMet =
      wanted === 'present'
        ? actual !== undefined
        : wanted === 'absent'
          ? actual === undefined
          : isSameHeader(name, wanted, actual);
    if (!isMet)
      return compared(
        `header ${code(name)} ${isWord(wanted) ? wanted : code(wanted)}`,
        `${code(name)} ${actual === undefined ? 'absent' : code(actual)}`,
      );
  }
  return undefined;
}

function isSameHeader(name: string, wanted: string, actual: string | undefined): boolean {
  return name.toLowerCase() === 'etag' ? isSameEtag(wanted, actual) : wanted === actual;
}

function isWord(wanted: string): boolean {
  return wanted === 'present' || wanted === 'absent';
}

function etagMismatch(expected: string | undefined, { headers, output }: Answered): Mismatch | undefined {
  if (expected === undefined) return undefined;
  const named = output['ETag'];
  const actual = headers['etag'] ?? (typeof named === 'string' ? named : undefined);
  if (isSameEtag(expected, actual)) return undefined;
  return compared(`ETag ${code(expected)}`, actual === undefined ? 'no ETag' : `ETag ${code(actual)}`);
}

function checkMismatch(expected: Expectation, { decision }: Answered): Mismatch | undefined {
  if (expected.check === undefined) return undefined;
  const decided = decision && failedCheck(decision)?.id;
  if (decided === expected.check) return undefined;
  return compared(
    `decided by the check ${code(expected.check)}`,
    decided === undefined ? 'no check failed' : `decided by ${code(decided)}`,
  );
}

function codeOf(outcome: Outcome): string | undefined {
  return outcome.kind === 'answered' ? outcome.code : undefined;
}

function code(value: string): string {
  const short = value.length > 120 ? `${value.slice(0, 120)}…` : value;
  return short.includes('`') ? short : `\`${short}\``;
}
