import { utf8Text } from '#base/bytes.ts';
import { collect } from '#base/byte-source.ts';
import { digestableFillBytes, Fill } from '#base/fill.ts';
import { parseXml } from '#base/xml.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';

import { NoAnswer, suspicionsOf } from './no-answer.ts';
import type { WireRequest, WireResponse } from './transport.ts';

export interface FetchTransportOptions {
  /** Where this page's own emulator stands, as `https://example.com/app/s3`. Only it answers there, or nobody does. */
  readonly emulatorUrl?: string | undefined;
  /** The most that is read of an answer; the rest is left. */
  readonly atMostBytes?: number | undefined;
  /** The browser's, but in a test. */
  readonly fetch?: typeof fetch | undefined;
  /** What the page knows about its own way out. */
  readonly page: () => { readonly isOnline: boolean; readonly isSecure: boolean };
  /** Where violations of the page's policy are announced: the document. */
  readonly violations?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | undefined;
}

/** What came back, and whether more would have come. */
export interface FetchedResponse extends WireResponse {
  readonly isCut: boolean;
}

const defaultAtMostBytes = 8 * 1024 * 1024;

/**
 * Sends to a connection; no other code of the page does. A browser resolves `..` in a path before it sends.
 *
 * @throws NoAnswer (as a rejection) where nothing came back that a script may read, with what to check.
 */
export function fetchTransport(options: FetchTransportOptions): (request: WireRequest) => Promise<FetchedResponse> {
  return async (request) => {
    const send = options.fetch ?? fetch;
    const violated = watchPolicy(options.violations);
    try {
      const response = await send(request.url, await fetchInit(request)).catch(async (cause: unknown) => {
        // The browser announces a violation in a task of its own.
        await new Promise((resolve) => setTimeout(resolve));
        if (isOwn(request.url, options.emulatorUrl)) throw new NoAnswer(['emulator-not-running'], { cause });
        const page = options.page();
        throw new NoAnswer(suspicionsOf({ ...page, url: request.url, isForbidden: violated.seen() }), { cause });
      });
      const read = await readAtMost(response, options.atMostBytes ?? defaultAtMostBytes);
      const answer = { status: response.status, headers: [...response.headers].map(asHeader), ...read };
      if (isOwn(request.url, options.emulatorUrl) && headerValue(answer.headers, 'x-amz-request-id') === undefined)
        throw new NoAnswer(['emulator-not-running']);
      return answer;
    } finally {
      violated.stop();
    }
  };
}

/** The id under which an answer's decision is kept. CORS may hide the header, and an error names it in its body too. */
export function requestIdOf({ headers, body }: Pick<WireResponse, 'headers' | 'body'>): string | undefined {
  const named = headerValue(headers, 'x-amz-request-id');
  if (named !== undefined || body.length === 0 || body.length > 256 * 1024) return named;
  const root = utf8Text(body.subarray(0, 5)) === '<?xml' ? parseXml(utf8Text(body)) : undefined;
  return root?.textOf('RequestId');
}

async function fetchInit({ method, headers, body }: WireRequest): Promise<RequestInit> {
  return {
    method,
    // The browser sets these itself, from the URL and the body, and lets no script do so.
    headers: headers
      .filter(([name]) => !/^(host|content-length)$/i.test(name))
      .map(([name, value]): [string, string] => [name, value]),
    body: await fetchBody(body),
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  };
}

async function fetchBody(body: WireRequest['body']): Promise<BodyInit | null> {
  if (body === undefined) return null;
  if (body instanceof Fill) return collect(body, digestableFillBytes);
  // A Blob's type would become a Content-Type that nobody asked for.
  return body instanceof Blob ? body.slice() : new Uint8Array(body);
}

function asHeader([name, value]: readonly [string, string]): Header {
  return [name, value];
}

async function readAtMost(response: Response, atMostBytes: number): Promise<{ body: Uint8Array; isCut: boolean }> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader && size <= atMostBytes) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  if (size > atMostBytes) await reader?.cancel();
  const body = new Uint8Array(Math.min(size, atMostBytes));
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk.subarray(0, body.length - at), at);
    at += chunk.length;
  }
  return { body, isCut: size > atMostBytes };
}

function isOwn(url: string, emulatorUrl: string | undefined): boolean {
  return emulatorUrl !== undefined && url.startsWith(`${emulatorUrl}/`);
}

function watchPolicy(target: FetchTransportOptions['violations']): { seen(): boolean; stop(): void } {
  let isSeen = false;
  const see = (event: Event): void => {
    if ((event as SecurityPolicyViolationEvent).effectiveDirective === 'connect-src') isSeen = true;
  };
  target?.addEventListener('securitypolicyviolation', see);
  return {
    seen: () => isSeen,
    stop: () => target?.removeEventListener('securitypolicyviolation', see),
  };
}
