import { canonicalRequest } from './canonical-request.ts';
import { longestExpiresSeconds, unsignedPayload } from './claims.ts';
import { canonicalUri } from './encode.ts';
import { headerValue, type Header } from './headers.ts';
import { amzDate } from './instant.ts';
import { canonicalQuery, parseQuery, queryValue, type QueryParameter } from './query.ts';
import { scopeText, type CredentialScope } from './scope.ts';
import { signature } from './signature.ts';
import { signingKey, type SigningKeys } from './signing-key.ts';
import { algorithm, stringToSign } from './string-to-sign.ts';

/** The key pair that signs, with the token that temporary credentials carry. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What a presigned URL is made of. */
export interface PresignInputs {
  readonly method: string;
  /** Where to, without authentication. A text keeps its path as written; a `URL` has resolved `.` and `..` already. */
  readonly url: URL | string;
  /** Headers that the holder of the URL has to send as they are; `host` is always signed. */
  readonly headers?: readonly Header[];
  readonly credentials: Credentials;
  readonly region: string;
  readonly service?: string;
  readonly instant: Date;
  readonly expiresSeconds: number;
  /** Signs any `expiresSeconds`, as boto3 does, to show what S3 answers. */
  readonly unchecked?: boolean;
  /** Signing keys to use again when many URLs are signed. */
  readonly keys?: SigningKeys;
}

/**
 * Builds a presigned URL (query-string authentication).
 *
 * @throws RangeError if `expiresSeconds` is outside 1 to 604 800, unless `unchecked`; TypeError if `url` is no absolute
 * http URL or has a signature already.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presign(inputs: PresignInputs): string {
  const { credentials, expiresSeconds } = inputs;
  const isInRange = Number.isInteger(expiresSeconds) && expiresSeconds >= 1 && expiresSeconds <= longestExpiresSeconds;
  if (!isInRange && inputs.unchecked !== true) {
    throw new RangeError(`expires must be 1 to ${longestExpiresSeconds} seconds, got ${expiresSeconds}`);
  }
  const target = takenApart(String(inputs.url));
  const date = amzDate(inputs.instant);
  const scope: CredentialScope = { date: date.slice(0, 8), region: inputs.region, service: inputs.service ?? 's3' };
  const headers: readonly Header[] = [['host', target.host], ...withoutHost(inputs.headers ?? [])];
  const signedHeaders = [...new Set(headers.map(([name]) => name.toLowerCase()))].sort();
  const query: QueryParameter[] = [
    ...target.query,
    ['X-Amz-Algorithm', algorithm],
    ['X-Amz-Credential', `${credentials.accessKeyId}/${scopeText(scope)}`],
    ['X-Amz-Date', date],
    ['X-Amz-Expires', String(expiresSeconds)],
    ['X-Amz-SignedHeaders', signedHeaders.join(';')],
  ];
  if (credentials.sessionToken !== undefined) query.push(['X-Amz-Security-Token', credentials.sessionToken]);

  const canonical = canonicalRequest({
    method: inputs.method,
    rawPath: target.rawPath,
    query,
    headers,
    signedHeaders,
    payloadHash: payloadHash(headers, query),
  });
  const key = inputs.keys?.of(credentials.secretAccessKey, scope) ?? signingKey(credentials.secretAccessKey, scope);
  const signed = signature(key, stringToSign({ amzDate: date, scope, canonicalRequest: canonical }));
  return `${target.origin}${canonicalUri(target.rawPath)}?${canonicalQuery(query)}&X-Amz-Signature=${signed}`;
}

interface Target {
  readonly origin: string;
  /** As the Host header has it: with the port, unless it is the scheme's own. */
  readonly host: string;
  readonly rawPath: string;
  readonly query: readonly QueryParameter[];
}

const httpUrl = /^(https?):\/\/([^/?#@\s]+)([^?#]*)(?:\?([^#]*))?/i;

/** By hand, since `URL` normalises a path, and S3 takes `//` and `..` in a key for what they are. */
function takenApart(url: string): Target {
  const [, scheme, authority, rawPath = '', rawQuery = ''] = httpUrl.exec(url) ?? [];
  if (scheme === undefined || authority === undefined)
    throw new TypeError('an absolute http or https URL was expected');
  const query = parseQuery(rawQuery);
  if (queryValue(query, 'X-Amz-Signature') !== undefined) throw new TypeError('the URL is signed already');
  const ownPort = scheme.toLowerCase() === 'https' ? ':443' : ':80';
  const host = (authority.endsWith(ownPort) ? authority.slice(0, -ownPort.length) : authority).toLowerCase();
  return { origin: `${scheme.toLowerCase()}://${host}`, host, rawPath, query };
}

function withoutHost(headers: readonly Header[]): readonly Header[] {
  return headers.filter(([name]) => name.toLowerCase() !== 'host');
}

function payloadHash(headers: readonly Header[], query: readonly QueryParameter[]): string {
  const named = headerValue(headers, 'x-amz-content-sha256') ?? queryValue(query, 'X-Amz-Content-Sha256');
  return named?.trim() ?? unsignedPayload;
}
