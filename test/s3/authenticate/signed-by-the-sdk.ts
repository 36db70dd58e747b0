import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { utf8 } from '#base/bytes.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';
import type { S3Request } from '#s3/request.ts';
import type { Header } from '#sigv4/headers.ts';

import { start } from '../emulated-account.ts';

/** What a request to sign says. */
export interface Signed {
  readonly operation: 'GetObject' | 'PutObject';
  readonly key: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: string;
  readonly fileName: string;
}

const Bucket = 'bucket';

/** The request that the AWS SDK would send for this with an Authorization header, bytes and all. */
export async function headerSigned(signed: Signed, credentials: EmulatedCredentials): Promise<S3Request> {
  let sent: S3Request | undefined;
  const handle = (request: SdkRequest) => {
    sent = {
      method: request.method,
      rawPath: request.path,
      rawQuery: rawQueryOf(request.query ?? {}),
      headers: Object.entries(request.headers),
      body: request.body === undefined ? undefined : { [Symbol.asyncIterator]: () => once(String(request.body)) },
      sourceAddress: '192.0.2.1',
      secure: true,
    };
    return Promise.resolve({ response: { statusCode: 200, headers: {}, body: undefined } });
  };
  const client = sdk(credentials, { requestHandler: { handle } as never });
  await client.send(command(signed) as never).catch(() => undefined);
  if (!sent) throw new Error('the SDK sent nothing');
  return sent;
}

/** The request that a URL of the AWS SDK makes, with the headers that its holder has to send. */
export async function presigned(
  signed: Signed,
  credentials: EmulatedCredentials,
  expiresIn: number,
): Promise<S3Request> {
  const url = await getSignedUrl(sdk(credentials), command(signed) as never, {
    expiresIn,
    signingDate: start,
    signableHeaders: new Set(['content-type']),
    unhoistableHeaders: new Set(Object.keys(signed.metadata).map((name) => `x-amz-meta-${name}`)),
  });
  const [, host = '', rawPath = '', rawQuery = ''] = /^https:\/\/([^/]*)([^?]*)\?(.*)$/.exec(url) ?? [];
  const isPut = signed.operation === 'PutObject';
  const headers: readonly Header[] = isPut
    ? [
        ['content-type', signed.contentType],
        ['content-length', String(utf8(signed.body).length)],
        ...Object.entries(signed.metadata).map(([name, value]): Header => [`x-amz-meta-${name}`, value]),
      ]
    : [];
  return {
    method: isPut ? 'PUT' : 'GET',
    rawPath,
    rawQuery,
    headers: [['host', host], ...headers],
    body: isPut ? { [Symbol.asyncIterator]: () => once(signed.body) } : undefined,
    ...{ sourceAddress: '192.0.2.1', secure: true },
  };
}

function command({
  operation,
  key,
  metadata,
  contentType,
  body,
  fileName,
}: Signed): GetObjectCommand | PutObjectCommand {
  if (operation === 'PutObject') {
    return new PutObjectCommand({ Bucket, Key: key, Body: body, ContentType: contentType, Metadata: metadata });
  }
  const ResponseContentDisposition = `attachment; filename="${fileName}"`;
  return new GetObjectCommand({ Bucket, Key: key, ResponseContentDisposition });
}

function sdk(credentials: EmulatedCredentials, more: object = {}): S3Client {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    systemClockOffset: start.getTime() - Date.now(),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    maxAttempts: 1,
    ...more,
  });
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function rawQueryOf(query: NonNullable<SdkRequest['query']>): string {
  return Object.entries(query)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => [name, String(one ?? '')] as const),
    )
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

async function* once(text: string): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  yield await Promise.resolve(utf8(text));
}
