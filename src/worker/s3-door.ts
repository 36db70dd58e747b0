import type { ByteSource } from '#base/byte-source.ts';
import { utf8 } from '#base/bytes.ts';
import type { S3Request, S3Response } from '#s3/request.ts';
import type { Header } from '#sigv4/headers.ts';

/** Destinations that may be answered with bytes of a bucket: what shows or reads them, never what runs them as ours. */
const allowedDestinations: readonly string[] = ['', 'document', 'iframe', 'frame', 'image', 'audio', 'video', 'track'];

/** Types that run nothing, whoever wrote them. All else is sandboxed. */
const inertTypes =
  /^(?:text\/plain|image\/(?:png|jpeg|gif|webp|avif|bmp)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|application\/octet-stream|binary\/octet-stream)(?:;|$)/i;

/** Whether the browser asks for something that may come out of a bucket. */
export function mayAnswer(request: Request): boolean {
  return allowedDestinations.includes(request.destination);
}

/** A page's request as S3 sees it; the worker is told neither Host nor Content-Length, so they are set from what it knows. */
export async function s3Request(request: Request): Promise<S3Request> {
  const url = new URL(request.url);
  const target = rawTarget(request.url, url);
  const body = await bodyOf(request);
  const headers: Header[] = [['host', url.host], ...request.headers];
  if (body) headers.push(['content-length', String(body.size)]);
  return {
    method: request.method,
    ...target,
    headers,
    ...(body && { body: body.stream() as unknown as ByteSource }),
    sourceAddress: '127.0.0.1',
    secure: true,
  };
}

/** An answer of S3 as the browser gets it: the same, and never able to act as a page of ours. */
export async function webResponse(response: S3Response): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of response.headers) headers.append(name, latin1(value));
  headers.set('x-content-type-options', 'nosniff');
  headers.set('cross-origin-resource-policy', 'same-origin');
  if (!inertTypes.test(headers.get('content-type') ?? ''))
    headers.set('content-security-policy', 'sandbox allow-scripts');
  const isEmpty = response.status === 204 || response.status === 304;
  return new Response(isEmpty || response.body === undefined ? null : webBody(response.body), {
    status: response.status,
    headers,
  });
}

/** The path and query as they stand in the text of the URL; `URL` would have changed neither, but `#…` must go. */
function rawTarget(text: string, url: URL): { rawPath: string; rawQuery: string } {
  const hash = text.indexOf('#');
  const rest = (hash < 0 ? text : text.slice(0, hash)).slice(url.origin.length);
  const mark = rest.indexOf('?');
  return mark < 0 ? { rawPath: rest, rawQuery: '' } : { rawPath: rest.slice(0, mark), rawQuery: rest.slice(mark + 1) };
}

/** Firefox has no `Request.body`, so the body is taken as a Blob, which browsers keep on disk when it is big. */
async function bodyOf(request: Request): Promise<Blob | undefined> {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  return request.blob();
}

function webBody(body: Uint8Array<ArrayBuffer> | ByteSource): BodyInit {
  if (body instanceof Uint8Array) return body;
  const iterator = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** Header values of a `Response` are bytes; a character beyond Latin-1 would throw. */
function latin1(value: string): string {
  if (Array.from(value).every((character) => character.charCodeAt(0) < 0x100)) return value;
  return Array.from(utf8(value), (byte) => String.fromCharCode(byte)).join('');
}
