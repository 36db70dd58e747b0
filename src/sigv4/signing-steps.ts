import { canonicalRequest } from './canonical-request.ts';
import type { SignatureClaims } from './claims.ts';
import { headerValue, type Header } from './headers.ts';
import type { QueryParameter } from './query.ts';
import { signature } from './signature.ts';
import { signingKey, type SigningKeys } from './signing-key.ts';
import { stringToSign } from './string-to-sign.ts';

/** The part of a request that a signature covers, as it arrived. */
export interface SignedRequest {
  readonly method: string;
  /** The path as it was sent, still encoded. */
  readonly rawPath: string;
  readonly query: readonly QueryParameter[];
  readonly headers: readonly Header[];
}

/** The three texts of a signature, in the order in which they are made. */
export interface SigningSteps {
  /** Empty for a form, which has none. */
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

/** What the signature of this request would have to be, with all that leads to it. */
export function signingSteps(
  request: SignedRequest,
  claims: SignatureClaims,
  secretAccessKey: string,
  keys?: SigningKeys,
): SigningSteps {
  const canonical = claims.carrier === 'form' ? '' : canonicalRequestOf(request, claims);
  const { amzDate, scope, policy } = claims;
  const toSign = policy ?? stringToSign({ amzDate, scope, canonicalRequest: canonical });
  const key = keys ? keys.of(secretAccessKey, claims.scope) : signingKey(secretAccessKey, claims.scope);
  return { canonicalRequest: canonical, stringToSign: toSign, signature: signature(key, toSign) };
}

/** The canonical request of what arrived. It needs no secret. */
export function canonicalRequestOf(request: SignedRequest, claims: SignatureClaims): string {
  return canonicalRequest({
    method: request.method,
    rawPath: request.rawPath,
    query: claims.carrier === 'query' ? withoutSignature(request.query) : request.query,
    headers: request.headers,
    signedHeaders: claims.signedHeaders,
    payloadHash: payloadHashOf(request, claims),
  });
}

/** The signature cannot cover itself. A second parameter of its name is one that was added. */
function withoutSignature(query: readonly QueryParameter[]): readonly QueryParameter[] {
  const at = query.findIndex(([name]) => name === 'X-Amz-Signature');
  return query.filter((_, index) => index !== at);
}

/** A presigned URL leaves the body open, unless its signature covers the header that names the body's hash. */
function payloadHashOf(request: SignedRequest, claims: SignatureClaims): string {
  const isSigned = claims.carrier === 'query' && claims.signedHeaders.includes('x-amz-content-sha256');
  return (isSigned ? headerValue(request.headers, 'x-amz-content-sha256')?.trim() : undefined) ?? claims.payloadHash;
}
