import type { SignatureClaims } from '#sigv4/claims.ts';
import type { Header } from '#sigv4/headers.ts';
import { amzDate } from '#sigv4/instant.ts';
import { presign } from '#sigv4/presign.ts';
import { parseQuery } from '#sigv4/query.ts';
import { scopeText } from '#sigv4/scope.ts';
import { SigningKeys } from '#sigv4/signing-key.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';

export const region = 'us-east-2';
export const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;
export const bucket = 'bench-bucket';

const keys = new SigningKeys();

/** Path and query of a presigned URL. */
export function presignedTarget(method: string, host: string, target: string, instant = new Date()): string {
  const url = presign({
    method,
    url: `http://${host}${target}`,
    credentials,
    region,
    instant,
    expiresSeconds: 3600,
    keys,
  });
  return url.slice('http://'.length + host.length);
}

/** The headers of a request that is signed in its `Authorization` header, `host` included. */
export function signedHeaders(
  method: string,
  host: string,
  target: string,
  payloadHash: string,
  more: readonly Header[] = [],
): readonly Header[] {
  const instant = new Date();
  const date = amzDate(instant);
  const headers: readonly Header[] = [
    ['host', host],
    ['x-amz-content-sha256', payloadHash],
    ['x-amz-date', date],
    ...more,
  ];
  const claims: SignatureClaims = {
    carrier: 'header',
    accessKeyId: credentials.accessKeyId,
    scope: { date: date.slice(0, 8), region, service: 's3' },
    amzDate: date,
    instant,
    signedHeaders: headers.map(([name]) => name).sort(),
    signature: '',
    payloadHash,
  };
  const [rawPath = '', rawQuery = ''] = target.split('?');
  const request = { method, rawPath, query: parseQuery(rawQuery), headers };
  const { signature } = signingSteps(request, claims, credentials.secretAccessKey, keys);
  const credential = `${credentials.accessKeyId}/${scopeText(claims.scope)}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${claims.signedHeaders.join(';')}, Signature=${signature}`;
  return [...headers, ['authorization', authorization]];
}
