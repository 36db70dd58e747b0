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
  const space = authorization.indexOf(' ');
  if (space < 0) return refused({ kind: 'authorization-spaceless', value: authorization });
  const word = authorization.slice(0, space);
  if (word !== algorithm) return refused({ kind: 'algorithm', value: word });
  const components = readComponents(authorization.slice(space));
  if ('kind' in components) return refused(components);
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
      signedHeaders: SignedHeaders.split(';'),
      signature: Signature,
      ...(securityToken === undefined ? {} : { securityToken }),
      payloadHash,
    },
  };
}

function refused(fault: ClaimsFault): ClaimsResult {
  return { ok: false, fault };
}

type Components = Partial<Record<AuthorizationComponent, string>>;

/** `Credential=…, SignedHeaders=…, Signature=…` in any order; clients write the comma with and without a space. */
function readComponents(list: string): Components | ClaimsFault {
  const pieces = list.split(',').map((piece) => piece.trim());
  if (pieces.length !== authorizationComponents.length) return { kind: 'authorization-malformed', value: list.trim() };
  const components: Components = {};
  for (const piece of pieces) {
    const [name, value, ...more] = piece.split('=');
    if (value === undefined || more.length > 0) return { kind: 'authorization-component-malformed', value: piece };
    const component = authorizationComponents.find((candidate) => candidate === name);
    if (component) components[component] = value;
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
