import { collect, sourceOf, type ByteSource } from '#base/byte-source.ts';
import { Fill } from '#base/fill.ts';
import type { S3Answer, S3Request, VpcEndpoint } from '#s3/request.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';

import { rawUrl, type Transport, type WireRequest } from './transport.ts';

export interface EmulatorTransportOptions {
  /** The sender's address, as `aws:SourceIp` will read it. */
  readonly sourceAddress: string;
  /** The endpoint of a VPC through which the requests come, if any. */
  readonly via?: VpcEndpoint | undefined;
  /** Whether the requests count as TLS; a URL's own scheme decides when this is left out. */
  readonly secure?: boolean;
  /** Longest answer that is read into memory. */
  readonly atMostBytes?: number;
}

/** Calls an emulator in this program: no socket and no worker, and nothing on the way that could normalise a path. */
export function emulatorTransport(
  emulator: { answer(request: S3Request): Promise<S3Answer> },
  options: EmulatorTransportOptions,
): Transport {
  return async (request) => {
    const { response, decision } = await emulator.answer(arriving(request, options));
    const body = await received(response.body, options.atMostBytes);
    return { status: response.status, headers: response.headers, body, decision };
  };
}

function arriving(request: WireRequest, options: EmulatorTransportOptions): S3Request {
  const url = rawUrl(request.url);
  const headers: Header[] = [...request.headers];
  if (headerValue(headers, 'host') === undefined) headers.unshift(['host', url.authority]);
  // Every client states the length of what it sends, and 0 for a PUT or POST of nothing.
  if (headerValue(headers, 'content-length') === undefined && hasLength(request)) {
    headers.push(['content-length', String(sizeOf(request.body))]);
  }
  return {
    method: request.method,
    rawPath: url.rawPath,
    rawQuery: url.rawQuery,
    headers,
    body: source(request.body),
    sourceAddress: options.sourceAddress,
    via: options.via,
    secure: options.secure ?? url.scheme === 'https',
  };
}

function hasLength({ method, body }: WireRequest): boolean {
  return body !== undefined || method === 'PUT' || method === 'POST';
}

function sizeOf(body: WireRequest['body']): number {
  if (body === undefined) return 0;
  return body instanceof Uint8Array ? body.byteLength : body.size;
}

function source(body: WireRequest['body']): ByteSource | undefined {
  if (body === undefined || body instanceof Fill) return body;
  return body instanceof Uint8Array ? sourceOf(body) : chunksOf(body);
}

/** By a reader, since not every browser iterates over a ReadableStream. */
async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

async function received(body: S3Answer['response']['body'], atMostBytes?: number): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array();
  return body instanceof Uint8Array ? body : collect(body, atMostBytes);
}
