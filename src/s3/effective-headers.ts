import { headerValue, type Header } from '#sigv4/headers.ts';
import type { QueryParameter } from '#sigv4/query.ts';

/** Parameters that belong to the signature itself. */
const ofTheSignature = new Set([
  'x-amz-algorithm',
  'x-amz-content-sha256',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-security-token',
  'x-amz-signature',
  'x-amz-signedheaders',
]);

/**
 * The headers of a request and, behind them, those that a presigned URL carries in its query: S3 applies `x-amz-*`
 * parameters as headers. A checksum in the query counts only where its header is signed.
 */
export function effectiveHeaders(
  headers: readonly Header[],
  query: readonly QueryParameter[],
  signedHeaders: readonly string[] | undefined,
): readonly Header[] {
  if (signedHeaders === undefined) return headers;
  const carried = query.flatMap(([name, value]): readonly Header[] => {
    const header = name.toLowerCase();
    if (!header.startsWith('x-amz-') || ofTheSignature.has(header)) return [];
    const isIgnored = isChecksum(header) && !signedHeaders.includes(header);
    return isIgnored || headerValue(headers, header) !== undefined ? [] : [[header, value]];
  });
  return carried.length === 0 ? headers : [...headers, ...carried];
}

/** The remark on a checksum that an SDK put into the query, where S3 leaves it unheeded. */
export function ignoredChecksumNote(
  query: readonly QueryParameter[],
  signedHeaders: readonly string[],
): string | undefined {
  const ignored = query.find(([name]) => {
    const header = name.toLowerCase();
    return header.startsWith('x-amz-checksum-') && isChecksum(header) && !signedHeaders.includes(header);
  });
  if (!ignored) return undefined;
  return `${ignored[0]} in the query is signed but not enforced: recorded of S3. Other servers refuse a body that does not fit it.`;
}

/** Values of checksums; which algorithm an upload shall have, and whether a reader wants to see one, is no value. */
function isChecksum(header: string): boolean {
  return header === 'x-amz-sdk-checksum-algorithm' || /^x-amz-checksum-(?!mode$|algorithm$|type$)/.test(header);
}
