import {
  authorizationComponents,
  unsignedPayload,
  type AuthorizationComponent,
  type ClaimsFault,
  type ClaimsResult,
} from './claims.ts';
import { isStreamingPayload } from './chunked.ts';
import { parseCredential } from './credential.ts';
import { headerValue, type Header } from './headers.ts';
import { amzDate as amzDateOf, parseAmzDate } from './instant.ts';
import { algorithm } from './string-to-sign.ts';

/** What may differ from a call to S3. */
export interface HeaderClaimsOptions {
  /** The services whose scope is taken; S3 alone if not given. */
  readonly services?: readonly string[];
  /** The payload hash of a request without `x-amz-content-sha256`. Only S3 demands that header; STS hashes the body. */
  readonly payloadHash?: string;
}

/** What an `Authorization` header and the headers that belong to it claim. */
export function headerClaims(headers: readonly Header[], options: HeaderClaimsOptions = {}): ClaimsResult {
  const authorization = headerValue(headers, 'authorization') ?? '';
  const [word] = authorization.split(' ', 1);
  if (word !== algorithm) return refused({ kind: 'algorithm', value: word ?? '' });
  const components = readComponents(authorization.slice(algorithm.length));
  if (!components) return refused({ kind: 'authorization-malformed', value: authorization });
  const missing = authorizationComponents.find((name) => components[name] === undefined);
  if (missing) return refused({ kind: 'authorization-component-missing', component: missing });
  const { Credential, SignedHeaders, Signature } = components as Record<AuthorizationComponent, string>;

  const read = parseCredential(Credential, options.services ?? ['s3']);
  if (!read.ok) return read;
  const { accessKeyId, scope } = read.credential;
  const date = readDate(headers);
  if ('kind' in date) return refused(date);
  if (!date.amzDate.startsWith(scope.date)) {
    return refused({ kind: 'date-mismatch', scopeDate: scope.date, amzDate: date.amzDate });
  }
  const payloadHash = headerValue(headers, 'x-amz-content-sha256')?.trim() ?? options.payloadHash;
  if (payloadHash === undefined) return refused({ kind: 'content-sha256-missing' });
  if (!isPayloadHash(payloadHash)) return refused({ kind: 'content-sha256-invalid', value: payloadHash });

  const securityToken = headerValue(headers, 'x-amz-security-token');
  return {
    ok: true,
    claims: {
      carrier: 'header',
      accessKeyId,
      scope,
      ...date,
      signedHeaders: SignedHeaders.toLowerCase().split(';'),
      signature: Signature,
      ...(securityToken === undefined ? {} : { securityToken }),
      payloadHash,
    },
  };
}

function refused(fault: ClaimsFault): ClaimsResult {
  return { ok: false, fault };
}

/** `Credential=…, SignedHeaders=…, Signature=…` in any order; clients write the comma with and without a space. */
function readComponents(list: string): Partial<Record<AuthorizationComponent, string>> | undefined {
  const components: Partial<Record<AuthorizationComponent, string>> = {};
  for (const piece of list.split(',')) {
    const text = piece.trim();
    const equals = text.indexOf('=');
    if (equals < 0) return undefined;
    const name = authorizationComponents.find((component) => component === text.slice(0, equals));
    if (!name || components[name] !== undefined) return undefined;
    components[name] = text.slice(equals + 1);
  }
  return components;
}

function readDate(headers: readonly Header[]): { readonly amzDate: string; readonly instant: Date } | ClaimsFault {
  const value = (headerValue(headers, 'x-amz-date') ?? headerValue(headers, 'date'))?.trim();
  if (value === undefined) return { kind: 'date-missing' };
  const instant = parseAmzDate(value) ?? parseHttpDate(value);
  return instant ? { amzDate: amzDateOf(instant), instant } : { kind: 'amz-date', value };
}

const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/** `Fri, 24 May 2013 00:00:00 GMT`, the form a `Date` header has. */
function parseHttpDate(text: string): Date | undefined {
  const instant = new Date(httpDate.test(text) ? text : Number.NaN);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function isPayloadHash(value: string): boolean {
  return value === unsignedPayload || isStreamingPayload(value) || /^[0-9a-f]{64}$/.test(value);
}
