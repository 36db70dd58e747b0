import { utf8Text } from '#base/bytes.ts';
import { parseXml } from '#base/xml.ts';
import type { WireResponse } from '#client/transport.ts';
import { s3ErrorOf } from '#client/s3-error.ts';
import type { Decision } from '#s3/decision/decision.ts';

/** What came of an attempt. */
export type Outcome = Answered | Signed | Unsent | Blocked;

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  /** By name in lower case; `null` where the page's script may not read the header. */
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body: Uint8Array;
  /** Amazon's output names. */
  readonly output: Readonly<Record<string, unknown>>;
  readonly decision?: Decision | undefined;
}

interface Signed {
  readonly kind: 'signed';
}

/** The SDK refused its input; nothing was sent. */
export interface Unsent {
  readonly kind: 'unsent';
  readonly reason: string;
}

/** The page's script sees a network error. */
interface Blocked {
  readonly kind: 'blocked';
  readonly reason: string;
  readonly decision?: Decision | undefined;
}

/** As an author writes it: `403 AccessDenied`, `200`, `unsent`, `blocked`. */
export function outcomeText(outcome: Outcome): string {
  if (outcome.kind !== 'answered') return outcome.kind;
  return outcome.code === undefined ? String(outcome.status) : `${outcome.status} ${outcome.code}`;
}

/** How it looks beside a step. */
export function outcomeTone(outcome: Outcome): 'plain' | 'good' | 'bad' {
  if (outcome.kind === 'signed') return 'plain';
  return outcome.kind === 'answered' && outcome.status < 400 && outcome.code === undefined ? 'good' : 'bad';
}

/** An answer of the wire as an outcome; of an XML document its first level counts as output, as an SDK would read it. */
export function answered(
  response: WireResponse,
  output: Readonly<Record<string, unknown>> = {},
  hiddenHeaders: readonly string[] = [],
): Answered {
  const headers = new Map<string, string | null>(response.headers.map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of hiddenHeaders) headers.set(name, null);
  return {
    kind: 'answered',
    status: response.status,
    ...s3ErrorOf(response),
    headers: Object.fromEntries(headers),
    body: response.body,
    output: { ...documentOutput(response, headers.get('content-type')), ...output },
    decision: response.decision,
  };
}

/** What `save` keeps of an answer. */
export function savedAnswer(outcome: Outcome): Readonly<Record<string, unknown>> {
  if (outcome.kind !== 'answered') return { outcome: outcomeText(outcome) };
  const { status, code, message, headers, output } = outcome;
  // Text is made when it is read: an object's bytes may be many.
  const answer = { ...output, status, headers, ...(code !== undefined && { code, message }) };
  return Object.defineProperty(answer, 'body', { enumerable: true, get: () => utf8Text(outcome.body) });
}

function documentOutput(response: WireResponse, type: string | null | undefined): Readonly<Record<string, string>> {
  if (response.status >= 300 || !type?.includes('xml') || response.body.length === 0) return {};
  const root = parseXml(utf8Text(response.body));
  const leaves = root?.children.filter(({ children }) => children.length === 0) ?? [];
  return Object.fromEntries(leaves.map(({ name, text }) => [name, text]));
}
