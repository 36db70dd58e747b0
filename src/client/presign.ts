import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { longestExpiresSeconds } from '#sigv4/claims.ts';
import type { Header } from '#sigv4/headers.ts';
import { parseQuery, queryValue } from '#sigv4/query.ts';

import { s3Command, type S3Command } from './commands.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import type { PresignOperation } from './operations.ts';
import { sdkClient } from './sdk-client.ts';
import { sdkRefusal } from './sdk-refusal.ts';
import { signedAnew } from './signed-anew.ts';
import { rawUrl } from './transport.ts';

export interface PresignRequest {
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
  readonly operation: PresignOperation;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  /** Further input of the operation, by Amazon's names. */
  readonly input?: Readonly<Record<string, unknown>> | undefined;
  readonly expiresSeconds: number;
  readonly instant: Date;
  /** Names of headers to sign: `content-type`, which the SDK leaves out, and `x-amz-*`, which it moves to the query. */
  readonly sign?: readonly string[] | undefined;
  /** True leaves on the checksum parameters that the SDK adds by itself. */
  readonly checksums?: boolean | undefined;
  /** Signs more than seven days too, which the SDK refuses and boto3 signs. */
  readonly unchecked?: boolean | undefined;
}

export interface SignedUrl {
  /** As signed: its path is not normalised. */
  readonly url: string;
  readonly method: string;
  /** The signed headers but `host`: the sender has to send them as they are. */
  readonly headers: readonly Header[];
  readonly operation: PresignOperation;
  /** The last instant at which S3 takes it, as far as its own expiry goes. */
  readonly expiresAt: Date;
  readonly region: string;
}

/**
 * Presigns with the AWS SDK.
 *
 * @throws SdkRefusal where the SDK signs nothing: an input without its key, a life of more than seven days.
 */
export async function presign(request: PresignRequest): Promise<SignedUrl> {
  const { credentials, endpoint, expiresSeconds, instant, operation, input } = request;
  const isResigned = request.unchecked === true && expiresSeconds > longestExpiresSeconds;
  const headersToSign = new Set(request.sign?.map((name) => name.toLowerCase()));
  const seen: Serialized = { method: '', headers: {} };
  const command = s3Command(operation, { Bucket: request.bucket, Key: request.key, ...input });
  observe(command, seen);
  const client = clientFor(credentials, endpoint, request.checksums === true);
  const url = await getSignedUrl(client, command, {
    expiresIn: isResigned ? longestExpiresSeconds : expiresSeconds,
    signingDate: instant,
    signableHeaders: headersToSign,
    unhoistableHeaders: headersToSign,
  }).catch((error: unknown) => Promise.reject(sdkRefusal(error)));
  const headers = signedHeaders(url, seen.headers);
  const { region } = endpoint;
  return {
    url: isResigned
      ? signedAnew({ url, method: seen.method, headers, credentials, region, instant, expiresSeconds })
      : url,
    method: seen.method,
    headers,
    operation,
    expiresAt: new Date(instant.getTime() + expiresSeconds * 1000),
    region,
  };
}

/** What the SDK made of the input, before its signer moved headers into the query. */
interface Serialized {
  method: string;
  headers: Readonly<Record<string, string>>;
}

function observe(command: S3Command, seen: Serialized): void {
  command.middlewareStack.add(
    (next) => (args) => {
      const { method, headers } = args.request as Serialized;
      seen.method = method;
      seen.headers = { ...headers };
      return next(args);
    },
    { step: 'build', priority: 'low', name: 'observe' },
  );
}

function signedHeaders(url: string, headers: Readonly<Record<string, string>>): readonly Header[] {
  const names = queryValue(parseQuery(rawUrl(url).rawQuery), 'X-Amz-SignedHeaders')?.split(';') ?? [];
  const values = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return names.filter((name) => name !== 'host').map((name): Header => [name, values.get(name) ?? '']);
}

/** Making a client takes longer than signing with it; it lives no longer than the credentials it was made for. */
const clients = new WeakMap<Credentials, Map<string, S3Client>>();

function clientFor(credentials: Credentials, endpoint: Endpoint, checksums: boolean): S3Client {
  const ofCredentials = clients.get(credentials) ?? new Map<string, S3Client>();
  clients.set(credentials, ofCredentials);
  const name = JSON.stringify([endpoint.url, endpoint.region, endpoint.addressing, checksums]);
  const client = ofCredentials.get(name) ?? sdkClient({ credentials, endpoint, checksums });
  ofCredentials.set(name, client);
  return client;
}
