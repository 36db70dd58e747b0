import { headerValue, type Header } from '#sigv4/headers.ts';
import { matchesWildcard } from '../policy/wildcard.ts';
import type { CorsRule } from '../records.ts';

/** What a page asks for, in the headers of a request. */
export interface CorsQuestion {
  readonly origin: string;
  readonly method: string;
  /** In lower case. */
  readonly headers: readonly string[];
}

/** Reads the question; a real request may carry the headers of a preflight, and then S3 goes by them. */
export function corsQuestion(headers: readonly Header[], method: string): CorsQuestion | undefined {
  const origin = headerValue(headers, 'origin');
  if (origin === undefined) return undefined;
  return {
    origin,
    method: headerValue(headers, 'access-control-request-method') ?? method,
    headers: requestedHeaders(headers),
  };
}

/** The first rule that allows origin, method and every header. */
export function matchingRule(rules: readonly CorsRule[], question: CorsQuestion): CorsRule | undefined {
  return rules.find(
    ({ allowedOrigins, allowedMethods, allowedHeaders }) =>
      allowedOrigins.some((origin) => matchesWildcard(origin, question.origin)) &&
      allowedMethods.includes(question.method) &&
      question.headers.every((header) =>
        allowedHeaders.some((allowed) => matchesWildcard(allowed.toLowerCase(), header)),
      ),
  );
}

/** What a rule puts into an answer, as recorded: `*` goes out as it is and without credentials, an origin is repeated. */
export function corsHeaders(rule: CorsRule, question: CorsQuestion): readonly Header[] {
  const isEveryone = rule.allowedOrigins.find((origin) => matchesWildcard(origin, question.origin)) === '*';
  return [
    ['Access-Control-Allow-Origin', isEveryone ? '*' : question.origin],
    ['Access-Control-Allow-Methods', rule.allowedMethods.join(', ')],
    ...(rule.exposeHeaders.length > 0
      ? [['Access-Control-Expose-Headers', rule.exposeHeaders.join(', ')] as const]
      : []),
    ...(rule.maxAgeSeconds === undefined ? [] : [['Access-Control-Max-Age', String(rule.maxAgeSeconds)] as const]),
    ...(isEveryone ? [] : [['Access-Control-Allow-Credentials', 'true'] as const]),
    ['Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'],
  ];
}

function requestedHeaders(headers: readonly Header[]): readonly string[] {
  const list = headerValue(headers, 'access-control-request-headers') ?? '';
  return list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
