import { Readable } from 'node:stream';

import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

import { collect, sourceOf, type ByteSource } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import { parseXml, type XmlElement } from '#base/xml.ts';
import { seededRandom } from '#base/random.ts';
import { presign } from '#sigv4/presign.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';
import { failedCheck, type Decision } from '#s3/decision/decision.ts';
import { createEmulator, type Emulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import type { Store } from '#s3/store/store.ts';

export const start = new Date('2026-03-01T09:00:00Z');

/** What came back, with the decision behind it. */
export interface Answered {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  readonly text: string;
  /** The root element, where the body is XML. */
  readonly xml: XmlElement | undefined;
  readonly code: string | undefined;
  readonly decision: Decision;
  readonly failed: string | undefined;
}

export interface Sent {
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | ByteSource;
  /** False sends no Content-Length. */
  readonly hasLength?: false;
  readonly as?: 'root' | 'anonymous' | EmulatedCredentials;
}

/** An emulator whose clock stands still unless it is moved, and ways to send to it. */
export class Bench {
  readonly store: Store;
  readonly emulator: Emulator;
  root!: EmulatedCredentials;
  /** Body of the SDK's last call. */
  lastSdkBody: unknown;

  private constructor(store: Store) {
    this.store = store;
    this.emulator = createEmulator({ store, now: () => start, random: seededRandom('bench') });
  }

  static async open(store: Store = memoryStore()): Promise<Bench> {
    const bench = new Bench(store);
    bench.root = await bench.credentials('root');
    return bench;
  }

  async credentials(identity: string): Promise<EmulatedCredentials> {
    const result = await this.emulator.control({ command: 'credentials', identity });
    if (!result.ok || result.kind !== 'credentials') throw new Error(`no credentials of ${identity}`);
    return result.credentials;
  }

  async user(name: string, allow: readonly string[]): Promise<EmulatedCredentials> {
    await this.emulator.control({ command: 'put-user', user: name, allow });
    await this.emulator.control({ command: 'create-access-key', user: name });
    return this.credentials(name);
  }

  async instant(): Promise<Date> {
    const status = await this.emulator.control({ command: 'status' });
    return status.ok && status.kind === 'status' ? new Date(status.now) : start;
  }

  async moveClock(days: number): Promise<void> {
    await this.emulator.control({ command: 'move-clock', byMilliseconds: days * 24 * 60 * 60 * 1000 });
  }

  /** Sends a request with path-style address, presigned at this instant; `x-amz-*` headers are signed too. */
  async send(method: string, path: string, sent: Sent = {}): Promise<Answered> {
    const body = typeof sent.body === 'string' || sent.body instanceof Uint8Array ? sourceOf(sent.body) : sent.body;
    const headers = { ...(sent.hasLength === false ? {} : lengthOf(sent.body)), ...sent.headers };
    const url = await this.#url(method, path, { ...sent, headers });
    const [rawPath = '', rawQuery = ''] = url.split('?');
    const { response, decision } = await this.emulator.answer({
      method,
      rawPath,
      rawQuery,
      headers: [['host', 's3.us-east-1.amazonaws.com'], ...Object.entries(headers)],
      body,
      sourceAddress: '203.0.113.7',
      secure: true,
    });
    return answered(response, decision);
  }

  async #url(method: string, path: string, sent: Sent): Promise<string> {
    const query = Object.entries(sent.query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    const target = query.length > 0 ? `${path}?${query.join('&')}` : path;
    if (sent.as === 'anonymous') return target;
    const { accessKeyId, secretAccessKey, sessionToken } =
      sent.as === undefined || sent.as === 'root' ? this.root : sent.as;
    const signed = Object.entries(sent.headers ?? {}).filter(([name]) => name.startsWith('x-amz-'));
    const url = presign({
      method,
      url: `https://s3.us-east-1.amazonaws.com${target}`,
      headers: signed,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
      region: 'us-east-1',
      instant: await this.instant(),
      expiresSeconds: 900,
    });
    return url.slice('https://s3.us-east-1.amazonaws.com'.length);
  }

  /** The AWS SDK with this emulator as its network. */
  client(config: Partial<S3ClientConfig> = {}, credentials: EmulatedCredentials = this.root): S3Client {
    return new S3Client({
      region: 'us-east-1',
      credentials: {
        accessKeyId: credentials.accessKeyId,
        secretAccessKey: credentials.secretAccessKey,
        ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
      },
      systemClockOffset: start.getTime() - Date.now(),
      maxAttempts: 1,
      requestHandler: { handle: (request: SdkRequest) => this.#handle(request) } as never,
      ...config,
    });
  }

  async #handle(request: SdkRequest) {
    this.lastSdkBody = request.body;
    const { response } = await this.emulator.answer({
      method: request.method,
      rawPath: request.path,
      rawQuery: rawQueryOf(request.query ?? {}),
      headers: Object.entries(request.headers),
      body: bodyOf(request.body),
      sourceAddress: '203.0.113.7',
      secure: true,
    });
    const headers = Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), value]));
    const chunks = response.body instanceof Uint8Array ? [response.body] : (response.body ?? []);
    return { response: { statusCode: response.status, headers, body: Readable.from(chunks, { objectMode: false }) } };
  }

  /** A presigned URL of the SDK, sent as a plain client would. */
  async sendUrl(url: string, method: string, sent: Sent = {}): Promise<Answered> {
    const { host } = new URL(url);
    const [rawPath = '', rawQuery = ''] = url.slice(url.indexOf(host) + host.length).split('?');
    const body = typeof sent.body === 'string' || sent.body instanceof Uint8Array ? sourceOf(sent.body) : sent.body;
    const { response, decision } = await this.emulator.answer({
      method,
      rawPath,
      rawQuery,
      headers: [['host', host], ...Object.entries({ ...lengthOf(sent.body), ...sent.headers })],
      body,
      sourceAddress: '203.0.113.7',
      secure: true,
    });
    return answered(response, decision);
  }
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function rawQueryOf(query: Readonly<Record<string, string | readonly string[] | null>>): string {
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return Object.entries(query)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) =>
        one === null ? encode(name) : `${encode(name)}=${encode(String(one))}`,
      ),
    )
    .join('&');
}

function bodyOf(body: unknown): ByteSource | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return sourceOf(body);
  return body as ByteSource;
}

function lengthOf(body: Sent['body']): Record<string, string> {
  if (typeof body === 'string') return { 'content-length': String(Buffer.byteLength(body)) };
  if (body instanceof Uint8Array) return { 'content-length': String(body.length) };
  const size = (body as { size?: number } | undefined)?.size;
  return { 'content-length': String(size ?? 0) };
}

async function answered(
  response: Awaited<ReturnType<Emulator['answer']>>['response'],
  decision: Decision,
): Promise<Answered> {
  const body = response.body instanceof Uint8Array ? response.body : await collect(response.body ?? sourceOf(''));
  const text = utf8Text(body);
  const xml = text.startsWith('<?xml') ? parseXml(text) : undefined;
  return {
    status: response.status,
    headers: new Map(response.headers.map(([name, value]) => [name.toLowerCase(), value])),
    body,
    text,
    xml,
    code: xml?.name === 'Error' ? xml.textOf('Code') : undefined,
    decision,
    failed: failedCheck(decision)?.id,
  };
}
