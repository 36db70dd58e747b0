import { utf8 } from '#base/bytes.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { sameSignature } from '#sigv4/signature.ts';
import { signingSteps, type SignedRequest, type SigningSteps } from '#sigv4/signing-steps.ts';
import { S3Error } from '../errors.ts';
import { passed, type SignatureCheck, type SignedSubject } from './check.ts';

/** The signature that S3 computes for the request that arrived must be the one given. */
export const signature: SignatureCheck = {
  id: 'signature',
  find: (subject) => {
    if (!subject.signer) return undefined;
    const { claims, signer } = subject;
    const steps = signingSteps(signedRequest(subject), claims, signer.secretAccessKey, subject.keys);
    if (sameSignature(steps.signature, claims.signature)) return passed;
    const { canonicalRequest, stringToSign } = steps;
    return {
      ok: false,
      error: signatureMismatch(claims.accessKeyId, claims.signature, steps),
      evidence: { kind: 'signature', expected: { canonicalRequest, stringToSign } },
    };
  },
};

/** What of a request its signature can cover. */
interface SignedParts extends Pick<SignedSubject, 'query' | 'claims'> {
  readonly request: Pick<SignedSubject['request'], 'method' | 'rawPath' | 'headers'>;
}

/**
 * The request as its signature covers it. A signed `x-amz-*` header that came as a query parameter only is taken from
 * there, as S3 does for older SDKs; the parameter stays in the query.
 */
export function signedRequest({ request, query, claims }: SignedParts): SignedRequest {
  const { method, rawPath } = request;
  return {
    method,
    rawPath,
    query,
    headers: [...request.headers, ...signedHeadersOfQuery(request.headers, query, claims)],
  };
}

function signedHeadersOfQuery(
  headers: readonly Header[],
  query: SignedSubject['query'],
  claims: SignedSubject['claims'],
): readonly Header[] {
  if (claims.carrier !== 'query') return [];
  return query.flatMap(([name, value]): readonly Header[] => {
    const header = name.toLowerCase();
    const counts =
      header.startsWith('x-amz-') &&
      claims.signedHeaders.includes(header) &&
      headerValue(headers, header) === undefined;
    return counts ? [[header, value]] : [];
  });
}

/** The answer that shows both texts as S3 made them, in characters and in bytes; a form has no canonical request. */
export function signatureMismatch(
  accessKeyId: string,
  provided: string,
  steps: Pick<SigningSteps, 'stringToSign' | 'canonicalRequest'>,
): S3Error {
  const { stringToSign, canonicalRequest } = steps;
  const isForm = canonicalRequest === '';
  return new S3Error('SignatureDoesNotMatch', {
    AWSAccessKeyId: accessKeyId,
    StringToSign: stringToSign,
    SignatureProvided: provided,
    StringToSignBytes: spacedHex(stringToSign),
    CanonicalRequest: isForm ? undefined : canonicalRequest,
    CanonicalRequestBytes: isForm ? undefined : spacedHex(canonicalRequest),
  });
}

function spacedHex(text: string): string {
  return Array.from(utf8(text), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
