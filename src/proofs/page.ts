import type { Transport, WireRequest, WireResponse } from '#client/transport.ts';
import { s3ErrorOf } from '#client/s3-error.ts';
import type { Decision } from '#s3/decision/decision.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';

/** The browser kept an answer from the page's script, which sees a network error. */
export class BlockedRequest extends Error {
  override readonly name = 'BlockedRequest';
  readonly decision: Decision | undefined;

  constructor(reason: string, decision: Decision | undefined) {
    super(reason);
    this.decision = decision;
  }
}

export interface PageResponse extends WireResponse {
  /** Names, in lower case, of headers that came and that the script may not read. */
  readonly hiddenHeaders: readonly string[];
}

/**
 * Sends as a script of a page on `origin` does: asks first where a browser asks, and lets through what CORS lets the
 * script read.
 *
 * @throws BlockedRequest (as a rejection)
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function pageTransport(transport: Transport, origin: string): (request: WireRequest) => Promise<PageResponse> {
  return async (request) => {
    const asked = headersToAskFor(request.headers);
    if (!simpleMethods.has(request.method) || asked.length > 0) {
      const preflight = await transport(preflightRequest(request, origin, asked));
      const refusal = preflightRefusal(preflight, request.method, origin, asked);
      if (refusal !== undefined) throw new BlockedRequest(refusal, preflight.decision);
    }
    const response = await transport({ ...request, headers: [...request.headers, ['origin', origin]] });
    if (!allowsOrigin(response, origin)) {
      throw new BlockedRequest(`the answer allows no script of ${origin} to read it`, response.decision);
    }
    return readable(response);
  };
}

const simpleMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);
const simpleTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;
/** Set by the browser itself; no script can. */
const ownHeaders: ReadonlySet<string> = new Set(['host', 'content-length', 'origin', 'connection', 'user-agent']);
const alwaysReadable: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/** Names, in lower case and in order, of the headers that a browser sends only after asking. */
function headersToAskFor(headers: readonly Header[]): readonly string[] {
  const asked = headers.filter((header) => !isSafelisted(header)).map(([name]) => name.toLowerCase());
  return [...new Set(asked)].sort();
}

function isSafelisted([name, value]: Header): boolean {
  const lower = name.toLowerCase();
  if (ownHeaders.has(lower)) return true;
  if (value.length > 128) return false;
  if (lower === 'content-type') return simpleTypes.test(value);
  if (lower === 'range') return /^bytes=\d+-\d*$/.test(value);
  return lower === 'accept' || lower === 'accept-language' || lower === 'content-language';
}

function preflightRequest({ url, method }: WireRequest, origin: string, asked: readonly string[]): WireRequest {
  const headers: Header[] = [
    ['origin', origin],
    ['access-control-request-method', method],
  ];
  if (asked.length > 0) headers.push(['access-control-request-headers', asked.join(',')]);
  return { method: 'OPTIONS', url, headers };
}

function preflightRefusal(
  preflight: WireResponse,
  method: string,
  origin: string,
  asked: readonly string[],
): string | undefined {
  const { status } = preflight;
  if (status < 200 || status > 299) {
    const code = s3ErrorOf(preflight)?.code;
    return `the preflight was answered ${status}${code === undefined ? '' : ` ${code}`}`;
  }
  if (!allowsOrigin(preflight, origin)) return `the preflight does not allow ${origin}`;
  const methods = listed(preflight, 'access-control-allow-methods');
  if (!simpleMethods.has(method) && !methods.includes(method) && !methods.includes('*')) {
    return `the preflight does not allow ${method}`;
  }
  const allowed = listed(preflight, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const missing = asked.find((name) => !allowed.includes(name) && (name === 'authorization' || !allowed.includes('*')));
  return missing === undefined ? undefined : `the preflight does not allow the header ${missing}`;
}

function allowsOrigin({ headers }: WireResponse, origin: string): boolean {
  const allowed = headerValue(headers, 'access-control-allow-origin');
  return allowed === '*' || allowed === origin;
}

function readable(response: WireResponse): PageResponse {
  const exposed = new Set(listed(response, 'access-control-expose-headers').map((name) => name.toLowerCase()));
  const isReadable = (name: string): boolean => alwaysReadable.has(name) || exposed.has(name) || exposed.has('*');
  const headers = response.headers.filter(([name]) => isReadable(name.toLowerCase()));
  const names = response.headers.map(([name]) => name.toLowerCase());
  return { ...response, headers, hiddenHeaders: names.filter((name) => !isReadable(name)) };
}

function listed({ headers }: WireResponse, name: string): readonly string[] {
  const value = headerValue(headers, name) ?? '';
  return value.split(',').flatMap((item) => item.trim() || []);
}
