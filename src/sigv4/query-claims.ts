import { longestExpiresSeconds, unsignedPayload, type ClaimsFault, type ClaimsResult } from './claims.ts';
import { parseCredential } from './credential.ts';
import { parseAmzDate } from './instant.ts';
import { queryValue, type QueryParameter } from './query.ts';
import { algorithm } from './string-to-sign.ts';

const required = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
] as const;

/** What a presigned URL claims. The scope's service must be one of `services`. */
export function queryClaims(query: readonly QueryParameter[], services: readonly string[] = ['s3']): ClaimsResult {
  const values = required.map((name) => queryValue(query, name));
  // An empty parameter counts as none.
  const missing = required.filter((_, at) => !values[at]);
  if (missing.length > 0) return refused({ kind: 'missing-parameters', missing });
  const [algorithmValue, credentialValue, signature, amzDate, signedHeaders, expires] = values as unknown as SixValues;

  if (algorithmValue !== algorithm) return refused({ kind: 'algorithm', value: algorithmValue });
  const read = parseCredential(credentialValue, services);
  if (!read.ok) return read;
  const { accessKeyId, scope } = read.credential;
  const instant = parseAmzDate(amzDate);
  if (!instant) return refused({ kind: 'amz-date', value: amzDate });
  if (!amzDate.startsWith(scope.date)) return refused({ kind: 'date-mismatch', scopeDate: scope.date, amzDate });
  const expiresFault = faultOfExpires(expires);
  if (expiresFault) return refused(expiresFault);

  const securityToken = queryValue(query, 'X-Amz-Security-Token');
  return {
    ok: true,
    claims: {
      carrier: 'query',
      accessKeyId,
      scope,
      amzDate,
      instant,
      expiresSeconds: Number(expires),
      signedHeaders: signedHeaders.split(';'),
      signature,
      ...(securityToken === undefined ? {} : { securityToken }),
      // SDKs that put this parameter into a URL sign its value in place of the literal.
      payloadHash: queryValue(query, 'X-Amz-Content-Sha256') ?? unsignedPayload,
    },
  };
}

type SixValues = readonly [string, string, string, string, string, string];

function refused(fault: ClaimsFault): ClaimsResult {
  return { ok: false, fault };
}

function faultOfExpires(value: string): ClaimsFault | undefined {
  if (!/^[+-]?\d+$/.test(value)) return { kind: 'expires-not-a-number', value };
  if (Number(value) < 0) return { kind: 'expires-negative', value };
  return Number(value) > longestExpiresSeconds ? { kind: 'expires-too-large', value } : undefined;
}
