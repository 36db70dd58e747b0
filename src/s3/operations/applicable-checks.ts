import { headerValue, type Header } from '#sigv4/headers.ts';
import { queryValue, type QueryParameter } from '#sigv4/query.ts';

import type { CheckId } from '../decision/decision.ts';

type Applies = (headers: readonly Header[], query: readonly QueryParameter[]) => boolean;

const hasHeader =
  (...names: readonly string[]) =>
  (headers: readonly Header[]): boolean =>
    names.some((name) => headerValue(headers, name) !== undefined);

const conditionNames = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];
const conditional = new Set([...conditionNames, ...conditionNames.map((name) => `x-amz-copy-source-${name}`)]);
const hasRange = hasHeader('range', 'x-amz-copy-source-range');

/** Checks that only a request with certain headers or parameters meets. */
const conditions: Partial<Readonly<Record<CheckId, Applies>>> = {
  'content-md5': hasHeader('content-md5'),
  checksum: (headers) =>
    /x-amz-checksum-/i.test(headerValue(headers, 'x-amz-trailer') ?? '') ||
    headers.some(([name]) => /^x-amz-checksum-(?!mode$|algorithm$)/i.test(name)),
  precondition: (headers) => headers.some(([name]) => conditional.has(name.toLowerCase())),
  range: (headers, query) =>
    hasRange(headers) || (queryValue(query, 'partNumber') !== undefined && queryValue(query, 'uploadId') === undefined),
};

/** Those of an operation's checks that this request would meet. */
export function applicableChecks(
  checks: readonly CheckId[],
  headers: readonly Header[],
  query: readonly QueryParameter[],
): readonly CheckId[] {
  return checks.filter((id) => conditions[id]?.(headers, query) ?? true);
}
