import type { Fill } from '#base/fill.ts';
import { utf8 } from '#base/bytes.ts';
import type { Header } from '#sigv4/headers.ts';
import { canonicalQuery, type QueryParameter } from '#sigv4/query.ts';

import { urlText, type Transport, type WireRequest, type WireResponse } from './transport.ts';

/** The part of the SDK's request that becomes a wire request. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  /** Raw, as signed. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Fill | Blob;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | ReadableStream<Uint8Array>;
}

/** A requestHandler for the SDK: sends by a transport, and keeps what went out and what came back. */
export class SdkWire {
  /** What the transport threw. */
  failure: { readonly cause: unknown } | undefined;
  exchange: { readonly request: WireRequest; readonly response: WireResponse } | undefined;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async handle(sdkRequest: SdkRequest): Promise<{ readonly response: SdkResponse }> {
    const request = wireRequest(sdkRequest);
    try {
      const response = await this.#transport(request);
      this.exchange = { request, response };
      return { response: sdkResponse(response) };
    } catch (cause) {
      this.failure = { cause };
      throw cause;
    }
  }

  destroy(): void {}
}

function wireRequest(request: SdkRequest): WireRequest {
  const { body } = request;
  const url = urlText({
    scheme: request.protocol.replace(':', ''),
    authority: request.port === undefined ? request.hostname : `${request.hostname}:${request.port}`,
    rawPath: request.path,
    rawQuery: canonicalQuery(parameters(request.query ?? {})),
  });
  const headers = Object.entries(request.headers).map(([name, value]): Header => [name, value]);
  return { method: request.method, url, headers, body: typeof body === 'string' ? utf8(body) : body };
}

function parameters(query: NonNullable<SdkRequest['query']>): QueryParameter[] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((single): QueryParameter => [name, single]),
  );
}

/** An object's bytes are a stream, which the SDK insists on; a document it takes as it is. */
function sdkResponse({ status, headers, body }: WireResponse): SdkResponse {
  const byName = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const isDocument = (byName['content-type'] ?? '').includes('xml');
  return { statusCode: status, headers: byName, body: isDocument ? body : stream(body) };
}

function stream(body: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (body.length > 0) controller.enqueue(body);
      controller.close();
    },
  });
}
