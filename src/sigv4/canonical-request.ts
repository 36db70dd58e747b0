import { canonicalUri } from './encode.ts';
import { headerValue, type Header } from './headers.ts';
import { canonicalQuery, type QueryParameter } from './query.ts';

/** What a signature covers. */
export interface CanonicalRequestInputs {
  readonly method: string;
  /** The path as it was sent, still encoded. */
  readonly rawPath: string;
  /** Every parameter but `X-Amz-Signature`. */
  readonly query: readonly QueryParameter[];
  readonly headers: readonly Header[];
  /** Lower case by the specification; what is written otherwise stays so, and does not verify. */
  readonly signedHeaders: readonly string[];
  /** The SHA-256 of the body in hexadecimal, `UNSIGNED-PAYLOAD` or one of the `STREAMING-…` words. */
  readonly payloadHash: string;
}

/**
 * The canonical request: the text whose SHA-256 is signed.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function canonicalRequest(inputs: CanonicalRequestInputs): string {
  const names = [...inputs.signedHeaders].sort();
  return [
    inputs.method.toUpperCase(),
    canonicalUri(inputs.rawPath),
    canonicalQuery(inputs.query),
    canonicalHeaders(inputs.headers, names),
    names.join(';'),
    inputs.payloadHash,
  ].join('\n');
}

/** One line a header, each ended by a line feed. A signed header that did not arrive counts as empty. */
function canonicalHeaders(headers: readonly Header[], names: readonly string[]): string {
  let lines = '';
  for (const name of names) lines += `${name}:${folded(headerValue(headers, name) ?? '')}\n`;
  return lines;
}

/** Spaces at the ends go, runs of spaces inside become one. */
function folded(value: string): string {
  const single = value.includes('  ') || value.includes('\t') ? value.replace(/[ \t]+/g, ' ') : value;
  return single.slice(single.startsWith(' ') ? 1 : 0, single.length > 1 && single.endsWith(' ') ? -1 : undefined);
}
