import type { SignatureClaims } from '#sigv4/claims.ts';
import { headerClaims } from '#sigv4/header-claims.ts';
import { headerValue } from '#sigv4/headers.ts';
import { queryClaims } from '#sigv4/query-claims.ts';
import type { QueryParameter } from '#sigv4/query.ts';
import type { EvidenceLevel } from '../decision/decision.ts';
import { S3Error } from '../errors.ts';
import type { S3Request } from '../request.ts';
import type { Finding } from './check.ts';
import { headerFault, queryFault } from './parameters.ts';

/** How a request says who sends it, read without believing it. */
export type Mechanism =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'signed'; readonly claims: SignatureClaims }
  /** Signature Version 2, in the query or in a header. */
  | { readonly kind: 'version 2' }
  | { readonly kind: 'refused'; readonly check: 'mechanism' | 'parameters'; readonly finding: Finding & { ok: false } };

const version4Names = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
]);
const version2Names = ['Signature', 'Expires', 'AWSAccessKeyId'];

/** Finds the one mechanism of a request and reads its claims. */
export function mechanismOf(request: S3Request, query: readonly QueryParameter[]): Mechanism {
  const authorization = headerValue(request.headers, 'authorization');
  const isVersion4 = query.some(([name]) => version4Names.has(name));
  const version2Count = version2Names.filter((wanted) => query.some(([name]) => name === wanted)).length;
  const mechanisms = [authorization !== undefined, isVersion4, version2Count > 0];
  if (mechanisms.filter(Boolean).length > 1) return severalMechanisms(authorization, query);
  if (authorization !== undefined) return headerMechanism(request, authorization);
  if (isVersion4) {
    const result = queryClaims(query);
    if (result.ok) return { kind: 'signed', claims: result.claims };
    return { kind: 'refused', check: 'parameters', finding: queryFault(result.fault) };
  }
  if (version2Count === 0) return { kind: 'anonymous' };
  return version2Count === version2Names.length ? { kind: 'version 2' } : partialVersion2();
}

function headerMechanism(request: S3Request, authorization: string): Mechanism {
  if (authorization.startsWith('AWS ')) return { kind: 'version 2' };
  const result = headerClaims(request.headers);
  if (result.ok) return { kind: 'signed', claims: result.claims };
  return { kind: 'refused', check: 'parameters', finding: headerFault(result.fault, authorization) };
}

/** Recorded for an Authorization header beside a presigned URL; otherwise the parameter takes the header's place. */
function severalMechanisms(authorization: string | undefined, query: readonly QueryParameter[]): Mechanism {
  const [name, value] =
    authorization === undefined
      ? (query.find(([parameter]) => parameter === 'Signature') ?? ['Signature', ''])
      : ['Authorization', authorization];
  return onlyOneMechanism(name, value, authorization === undefined ? 'assumed' : 'recorded');
}

/** The answer to a request that is authenticated in two ways; it names one of them. */
export function onlyOneMechanism(name: string, value: string, known: EvidenceLevel): Mechanism {
  const error = new S3Error(
    'InvalidArgument',
    { ArgumentName: name, ArgumentValue: value },
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
  );
  return { kind: 'refused', check: 'mechanism', finding: { ok: false, error, levels: { known } } };
}

function partialVersion2(): Mechanism {
  const message = 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters';
  const finding = { ok: false, error: new S3Error('AccessDenied', {}, message) } as const;
  return { kind: 'refused', check: 'parameters', finding };
}
