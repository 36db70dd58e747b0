import type { Decision } from '#s3/decision/decision.ts';
import type { Header } from '#sigv4/headers.ts';

import type { Suspicion } from './no-answer.ts';
import { NoAnswer } from './no-answer.ts';
import { redactedHeaders, redactedText, secretsOf } from './redact.ts';
import { textOf } from './body-view.ts';
import type { Transport, WireRequest, WireResponse } from './transport.ts';

/** A request and what came of it, with all its secrets: it stays in memory. */
export type Exchange = { readonly request: WireRequest; readonly milliseconds: number } & (
  | { readonly response: WireResponse & { readonly isCut?: boolean }; readonly noAnswer?: undefined }
  | { readonly response?: undefined; readonly noAnswer: readonly Suspicion[] }
);

/** An exchange that may be shown to others: every secret in it is replaced. */
export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly Header[];
  readonly noAnswer?: readonly Suspicion[];
  readonly status?: number;
  readonly answerHeaders?: readonly Header[];
  /** Only of an answer in text, and its beginning only. */
  readonly answerText?: string;
}

/** Sends, and makes a missing answer a value. */
export async function exchanged(transport: Transport, request: WireRequest, clock: () => number): Promise<Exchange> {
  const start = clock();
  try {
    const response = await transport(request);
    return { request, response, milliseconds: clock() - start };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { request, noAnswer: error.suspicions, milliseconds: clock() - start };
  }
}

const longestText = 16 * 1024;

/** The exchange without its secrets; `further` names secrets that it does not carry itself. */
export function recorded({ request, response, noAnswer }: Exchange, further: readonly string[] = []): RecordedExchange {
  const secrets = [...secretsOf(request.url, request.headers), ...further];
  const sent = {
    method: request.method,
    url: redactedText(request.url, secrets),
    headers: redactedHeaders(request.headers, secrets),
  };
  if (!response) return { ...sent, noAnswer };
  const text = textOf(response);
  return {
    ...sent,
    status: response.status,
    answerHeaders: redactedHeaders(response.headers, secrets),
    ...(text !== undefined && { answerText: redactedText(text, secrets).slice(0, longestText) }),
  };
}

/** A decision without its secrets. A secret is looked for in every text of it. */
export function redactedDecision(decision: Decision, further: readonly string[] = []): Decision {
  const { request, claims } = decision;
  const secrets = [
    ...secretsOf(`?${request.rawQuery}`, request.headers),
    // The policy of a form holds the session token as one of its conditions.
    ...(claims ? [claims.signature, claims.securityToken ?? '', claims.policy ?? ''] : []),
    ...further,
  ].filter((secret) => secret.length > 0);
  return JSON.parse(
    JSON.stringify(decision, (_, value: unknown) => (typeof value === 'string' ? redactedText(value, secrets) : value)),
  ) as Decision;
}

/** The record as a person would paste it into a report. */
export function exchangeText(exchange: RecordedExchange): string {
  const lines = (headers: readonly Header[]): string[] => headers.map(([name, value]) => `${name}: ${value}`);
  const sent = [`${exchange.method} ${exchange.url}`, ...lines(exchange.headers)];
  if (exchange.status === undefined)
    return [...sent, '', `no answer (${exchange.noAnswer?.join(', ')})`, ''].join('\n');
  return [...sent, '', String(exchange.status), ...lines(exchange.answerHeaders ?? []), '', exchange.answerText ?? '']
    .join('\n')
    .trimEnd();
}
