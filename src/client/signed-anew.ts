import type { Header } from '#sigv4/headers.ts';
import { presign } from '#sigv4/presign.ts';
import { canonicalQuery, parseQuery, type QueryParameter } from '#sigv4/query.ts';
import type { SigningKeys } from '#sigv4/signing-key.ts';

import type { Credentials } from './credentials.ts';
import { rawUrl, urlText } from './transport.ts';

const authentication: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
]);

export interface SignAnew {
  /** A presigned URL, whose path and further parameters are kept. */
  readonly url: string;
  readonly method: string;
  readonly headers: readonly Header[];
  readonly credentials: Credentials;
  readonly region: string;
  readonly instant: Date;
  /** Any number: nothing is checked. */
  readonly expiresSeconds: number;
  /** Parameters that take the place of those of the same name. */
  readonly query?: readonly QueryParameter[];
  readonly keys?: SigningKeys;
}

/** Signs a URL of the SDK's again, by `sigv4`: ten times as fast, and without the SDK's limits. Its parameters stand in the SDK's order. */
export function signedAnew(request: SignAnew): string {
  const { query = [], url, ...signing } = request;
  const replaced = new Set(query.map(([name]) => name));
  const raw = rawUrl(url);
  const kept = parseQuery(raw.rawQuery).filter(([name]) => !authentication.has(name) && !replaced.has(name));
  const target = urlText({ ...raw, rawQuery: canonicalQuery([...kept, ...query]) });
  const signed = rawUrl(presign({ ...signing, url: target, unchecked: true }));
  return urlText({ ...signed, rawPath: raw.rawPath, rawQuery: signed.rawQuery.split('&').sort().join('&') });
}
