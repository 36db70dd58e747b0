import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ByteSource } from '#base/byte-source.ts';
import type { S3Request, S3Response } from '#s3/request.ts';
import type { Header } from '#sigv4/headers.ts';

export interface RequestOptions {
  /** Counts requests as TLS although the socket is plain. */
  readonly tlsAssumed?: boolean | undefined;
  /** Called when the body is first read: the moment for `100 Continue`. */
  readonly onBodyRead?: (() => void) | undefined;
}

/** A Node request as S3 sees it: path, query and headers exactly as they came over the wire. */
export function s3Request(message: IncomingMessage, options: RequestOptions = {}): S3Request {
  const target = originForm(message.url ?? '/');
  const mark = target.indexOf('?');
  return {
    method: message.method ?? 'GET',
    rawPath: mark < 0 ? target : target.slice(0, mark),
    rawQuery: mark < 0 ? '' : target.slice(mark + 1),
    headers: rawHeaders(message.rawHeaders),
    body: hasBody(message) ? bodyOf(message, options.onBodyRead) : undefined,
    sourceAddress: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    secure: options.tlsAssumed ?? false,
  };
}

/** Writes an answer, slowing down with the reader; stops quietly when the client has gone. */
export async function writeAnswer(response: S3Response, to: ServerResponse): Promise<void> {
  // The emulator sends its own Date, in emulated time.
  to.sendDate = false;
  const headers: string[] = [];
  for (const [name, value] of response.headers) headers.push(name, wireText(value));
  to.writeHead(response.status, headers);
  const { body } = response;
  if (body === undefined || body instanceof Uint8Array) {
    to.end(body);
    return;
  }
  const closed = once(to, 'close');
  for await (const chunk of body) {
    if (to.destroyed) return;
    if (!to.write(chunk)) await Promise.race([once(to, 'drain'), closed]);
  }
  to.end();
}

/** `GET http://host/path` (absolute form) addresses the same resource as `GET /path`. */
function originForm(target: string): string {
  const absolute = /^https?:\/\/[^/?]*/i.exec(target);
  if (!absolute) return target.startsWith('/') ? target : `/${target}`;
  const rest = target.slice(absolute[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function rawHeaders(flat: readonly string[]): readonly Header[] {
  const headers: Header[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) headers.push([flat[i]!, headerText(flat[i + 1]!)]);
  return headers;
}

/** Node hands header bytes over as Latin-1; S3 reads them as UTF-8. */
function headerText(value: string): string {
  return isAscii(value) ? value : Buffer.from(value, 'latin1').toString('utf8');
}

function wireText(value: string): string {
  return isAscii(value) ? value : Buffer.from(value, 'utf8').toString('latin1');
}

function isAscii(value: string): boolean {
  for (let i = 0; i < value.length; i += 1) if (value.charCodeAt(i) > 0x7f) return false;
  return true;
}

function hasBody(message: IncomingMessage): boolean {
  return message.headers['content-length'] !== undefined || message.headers['transfer-encoding'] !== undefined;
}

async function* bodyOf(message: IncomingMessage, onRead: (() => void) | undefined): ByteSource {
  onRead?.();
  for await (const chunk of message) yield chunk as Uint8Array;
}
