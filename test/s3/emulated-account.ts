import { collect, sourceOf } from '#base/byte-source.ts';
import { hex, utf8, utf8Text } from '#base/bytes.ts';
import { seededRandom } from '#base/random.ts';
import { parseXml } from '#base/xml.ts';
import type { ControlCommand, EmulatedCredentials } from '#s3/control/control.ts';
import { failedCheck, type CheckId, type Decision } from '#s3/decision/decision.ts';
import { createEmulator, type Emulator, type EmulatorOptions } from '#s3/emulator.ts';
import type { S3Request } from '#s3/request.ts';
import { memoryStore, type MemoryStore } from '#s3/store/memory.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { amzDate } from '#sigv4/instant.ts';
import { presign } from '#sigv4/presign.ts';
import { parseQuery } from '#sigv4/query.ts';
import { scopeText } from '#sigv4/scope.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';
import type { SignatureClaims } from '#sigv4/claims.ts';
import { sha256 } from '@noble/hashes/sha2.js';

export const start = new Date('2026-03-01T09:00:00Z');
export const host = 's3.us-east-1.amazonaws.com';

/** What to send, before it is signed. */
export interface Draft {
  readonly method?: string;
  /** Path, from `/bucket` on, encoded. */
  readonly path: string;
  readonly query?: string;
  readonly headers?: readonly Header[];
  readonly body?: string;
  readonly region?: string;
  readonly instant?: Date;
  readonly expiresSeconds?: number;
  readonly sourceAddress?: string;
  readonly secure?: boolean;
}

/** An answer taken apart. */
export interface Told {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly headers: readonly Header[];
  readonly text: string;
  /** Text of an element of the error. */
  readonly element: (name: string) => string | undefined;
  /** Names of the error's elements, in order. */
  readonly elements: readonly string[];
  readonly failed: CheckId | undefined;
  readonly decision: Decision;
}

/** An emulated account with the bucket `bucket` in us-east-1, and ways to send. */
export class Account {
  readonly store: MemoryStore;
  readonly emulator: Emulator;
  root!: EmulatedCredentials;

  constructor(options: Partial<EmulatorOptions> = {}, store = memoryStore()) {
    this.store = store;
    this.emulator = createEmulator({ store, now: () => start, random: seededRandom('account'), ...options });
  }

  static async withBucket(options: Partial<EmulatorOptions> = {}): Promise<Account> {
    const account = new Account(options);
    account.root = await account.credentials({ command: 'credentials', identity: 'root' });
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket' }));
    return account;
  }

  async control(command: ControlCommand): Promise<void> {
    const result = await this.emulator.control(command);
    if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  }

  async credentials(command: ControlCommand): Promise<EmulatedCredentials> {
    const result = await this.emulator.control(command);
    if (!result.ok || result.kind !== 'credentials') throw new Error(JSON.stringify(result));
    return result.credentials;
  }

  /** A user who may do these actions, with a key. */
  async user(name: string, allow: readonly string[]): Promise<EmulatedCredentials> {
    await this.control({ command: 'put-user', user: name, allow });
    return this.credentials({ command: 'credentials', identity: name });
  }

  presigned(draft: Draft, by: EmulatedCredentials = this.root): S3Request {
    const { method = 'GET', path, query = '', headers = [], region = 'us-east-1', instant = start } = draft;
    const url = presign({
      method,
      url: `https://${host}${path}${query === '' ? '' : `?${query}`}`,
      headers,
      credentials: credentialsOf(by),
      region,
      instant,
      expiresSeconds: draft.expiresSeconds ?? 900,
      unchecked: true,
    });
    const rest = url.slice(`https://${host}`.length);
    const mark = rest.indexOf('?');
    return this.request({ ...draft, method, path: rest.slice(0, mark), query: rest.slice(mark + 1) });
  }

  headerSigned(draft: Draft, by: EmulatedCredentials = this.root): S3Request {
    const { method = 'GET', path, query = '', body = '', region = 'us-east-1', instant = start } = draft;
    const payloadHash = hex(sha256(utf8(body)));
    const added: Header[] = [
      ['x-amz-date', amzDate(instant)],
      ['x-amz-content-sha256', payloadHash],
      ...(by.sessionToken === undefined ? [] : [['x-amz-security-token', by.sessionToken] as const]),
    ];
    const headers: readonly Header[] = [['host', host], ...(draft.headers ?? []), ...added];
    const scope = { date: amzDate(instant).slice(0, 8), region, service: 's3' };
    const signedHeaders = headers.map(([name]) => name.toLowerCase()).sort();
    const claims: SignatureClaims = {
      carrier: 'header',
      accessKeyId: by.accessKeyId,
      scope,
      amzDate: amzDate(instant),
      instant,
      signedHeaders,
      signature: '',
      payloadHash,
    };
    const signed = { method, rawPath: path, query: parseQuery(query), headers };
    const { signature } = signingSteps(signed, claims, by.secretAccessKey);
    const authorization = `AWS4-HMAC-SHA256 Credential=${by.accessKeyId}/${scopeText(scope)}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
    return this.request({ ...draft, method, headers: [...headers.slice(1), ['Authorization', authorization]] });
  }

  /** A request as it stands, without a signature of its own. */
  request(draft: Draft): S3Request {
    const { method = 'GET', path, query = '', headers = [], body } = draft;
    const length: readonly Header[] =
      body === undefined && method !== 'PUT' ? [] : [['Content-Length', String(utf8(body ?? '').length)]];
    return {
      method,
      rawPath: path,
      rawQuery: query,
      headers: [['Host', host], ...headers, ...length],
      body: body === undefined ? undefined : sourceOf(body),
      sourceAddress: draft.sourceAddress ?? '192.0.2.1',
      secure: draft.secure ?? true,
    };
  }

  async send(request: S3Request): Promise<Told> {
    const { response, decision } = await this.emulator.answer(request);
    const { body } = response;
    const bytes = body === undefined ? new Uint8Array() : body instanceof Uint8Array ? body : await collect(body);
    const text = utf8Text(bytes);
    const isError = response.status >= 300 && text.startsWith('<?xml');
    const error = isError ? parseXml(text) : undefined;
    return {
      status: response.status,
      code: error?.textOf('Code'),
      message: error?.textOf('Message'),
      headers: response.headers,
      text,
      element: (name) => error?.textOf(name),
      elements: error?.children.map(({ name }) => name) ?? [],
      failed: failedCheck(decision)?.id,
      decision,
    };
  }

  /** Sends what must succeed. */
  async ok(request: S3Request): Promise<Told> {
    const told = await this.send(request);
    if (told.status >= 300) throw new Error(`${told.status} ${told.code}: ${told.message}`);
    return told;
  }

  /** Puts an object as the account's root user. */
  async put(key: string, body: string): Promise<void> {
    await this.ok(this.headerSigned({ method: 'PUT', path: `/bucket/${key}`, body }));
  }

  async bucketPolicy(...statements: readonly unknown[]): Promise<void> {
    const body = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await this.ok(this.headerSigned({ method: 'PUT', path: '/bucket', query: 'policy=', body }));
  }
}

export function header({ headers }: Pick<Told, 'headers'>, name: string): string | undefined {
  return headerValue(headers, name);
}

/** The same request with another query. */
export function withQuery(request: S3Request, change: (query: string) => string): S3Request {
  return { ...request, rawQuery: change(request.rawQuery) };
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: EmulatedCredentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
