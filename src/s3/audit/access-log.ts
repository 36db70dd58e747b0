import { headerValue } from '#sigv4/headers.ts';
import { parseQuery, queryValue } from '#sigv4/query.ts';
import { uriDecode, uriEncodePath } from '#sigv4/encode.ts';

import type { Decision } from '../decision/decision.ts';
import { canonicalUserId } from '../operations/answers.ts';
import type { AuditIdentity } from './audit-facts.ts';
import { loggedOperation } from './logged-operation.ts';

/** A field of the access log and what the request leaves in it; `-` is what S3 does not know, or has no use for. */
export interface LogField {
  readonly name: string;
  readonly text: string;
}

/**
 * The line that a request leaves in the bucket's server access log; `undefined` where there is no bucket to have one.
 * Its fields are documented; that the key is encoded once is assumed, and what a TLS handshake would tell is left out.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function accessLogLine(decision: Decision): string | undefined {
  return accessLogFields(decision)
    ?.map(({ text }) => text)
    .join(' ');
}

/** The same, field by field. */
export function accessLogFields(decision: Decision): readonly LogField[] | undefined {
  const { audit, bucket, request, outcome } = decision;
  if (!audit || bucket === undefined || audit.bucketAccount === undefined) return undefined;
  const { rawPath, rawQuery, method } = request;
  const uri = `${method} ${rawPath}${rawQuery === '' ? '' : `?${withoutSecrets(rawQuery)}`} HTTP/1.1`;
  const sizes = sizesOf(decision);
  const fields: Readonly<Record<string, string | undefined>> = {
    'Bucket owner': canonicalUserId(audit.bucketAccount),
    Bucket: bucket,
    Time: logTime(decision.instant),
    'Remote IP': request.sourceAddress,
    Requester: requester(audit.identity),
    'Request ID': decision.requestId,
    Operation: loggedOperation(decision),
    Key: decision.key === undefined ? undefined : uriEncodePath(decision.key),
    'Request-URI': quotedText(uri),
    'HTTP status': String(outcome.status),
    'Error code': outcome.status === 304 ? undefined : outcome.code,
    'Bytes sent': sizes.sent,
    'Object size': sizes.object,
    'Total time': String(audit.milliseconds),
    'Turn-around time': String(audit.milliseconds),
    Referer: quotedText(headerValue(request.headers, 'referer') ?? '-'),
    'User-Agent': quotedText(headerValue(request.headers, 'user-agent') ?? '-'),
    'Version Id': queryValue(parseQuery(rawQuery), 'versionId'),
    'Host Id': audit.hostId,
    'Signature version': decision.claims && 'SigV4',
    'Cipher suite': undefined,
    'Authentication type': authenticationType(decision),
    'Host header': headerValue(request.headers, 'host'),
    'TLS version': undefined,
    'Access Point ARN': undefined,
    aclRequired: undefined,
    'Source region': undefined,
  };
  return Object.entries(fields).map(([name, text]) => ({ name, text: text === undefined || text === '' ? '-' : text }));
}

/** `QueryString` is what tells of a pre-signed URL; a browser's POST has no word of its own, nor an anonymous request. */
export function authenticationType({ claims }: Decision): 'QueryString' | 'AuthHeader' | undefined {
  switch (claims?.carrier) {
    case 'query':
      return 'QueryString';
    case 'header':
      return 'AuthHeader';
    default:
      return undefined;
  }
}

/** Recorded: a signature's digits become X. That tokens and customers' keys do too is ours, since all are secret. */
function withoutSecrets(rawQuery: string): string {
  const secret = /^((x-amz-)?signature|x-amz-security-token|x-amz-.*customer-key(-md5)?)$/i;
  return rawQuery
    .split('&')
    .map((parameter) => {
      const name = parameter.split('=', 1)[0] ?? '';
      return secret.test(uriDecode(name, true)) ? `${name}=${'X'.repeat(32)}` : parameter;
    })
    .join('&');
}

function sizesOf({ audit, request, outcome, operation }: Decision): { sent?: string; object?: string } {
  const isUpload = operation === 'PutObject' || operation === 'UploadPart';
  const length =
    headerValue(request.headers, 'x-amz-decoded-content-length') ?? headerValue(request.headers, 'content-length');
  const object = isUpload && outcome.status < 300 ? length : audit?.objectBytes?.toString();
  const sent = audit && audit.bytesSent > 0 ? String(audit.bytesSent) : undefined;
  return { ...(sent !== undefined && { sent }), ...(object !== undefined && { object }) };
}

function requester(identity: AuditIdentity | undefined): string | undefined {
  if (!identity || identity.kind === 'anonymous') return undefined;
  return identity.kind === 'root' ? canonicalUserId(identity.account) : identity.arn;
}

/** `[01/Mar/2026:09:00:00 +0000]` */
function logTime(instant: string): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(new Date(instant).toUTCString()) ?? [];
  return `[${day}/${month}/${year}:${time} +0000]`;
}

function quotedText(text: string): string {
  return `"${text.replaceAll('"', '%22')}"`;
}
