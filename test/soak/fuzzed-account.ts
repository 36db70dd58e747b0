import { parseXml } from '@rgrove/parse-xml';
import { expect } from 'vitest';
import { collect, sourceOf } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import { seededRandom } from '#base/random.ts';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { createEmulator, type Emulator } from '#s3/emulator.ts';
import type { S3Answer, S3Request } from '#s3/request.ts';
import { memoryStore } from '#s3/store/memory.ts';
import type { Store } from '#s3/store/store.ts';
import type { Header } from '#sigv4/headers.ts';
import { presign, type Credentials } from '#sigv4/presign.ts';

export const now = new Date('2026-03-01T09:00:00Z');
export const region = 'us-east-1';
export const host = 'localhost:9000';
export const { bucket, key } = demoObject;

export interface FuzzedAccount {
  readonly emulator: Emulator;
  readonly credentials: Credentials;
}

/** The demo account, whose learner may do everything. */
export async function fuzzedAccount(store: Store = memoryStore()): Promise<FuzzedAccount> {
  const emulator = createEmulator({ store, now: () => now, random: seededRandom('soak') });
  const credentials = await seedDemo(emulator, { region, pageOrigins: ['https://app.example'], now });
  return { emulator, credentials };
}

interface Parts {
  readonly method: string;
  readonly target: string;
  readonly headers?: readonly Header[];
  readonly body?: string | Uint8Array | undefined;
}

/** A request to a path and query as they go over the wire. */
export function requestOf({ method, target, headers = [], body }: Parts): S3Request {
  const mark = target.indexOf('?');
  return {
    method,
    rawPath: mark < 0 ? target : target.slice(0, mark),
    rawQuery: mark < 0 ? '' : target.slice(mark + 1),
    headers: [['host', host], ...headers],
    ...(body === undefined ? {} : { body: sourceOf(body) }),
    sourceAddress: '127.0.0.1',
    secure: false,
  };
}

/** The same with a signature of the learner's in its query, over all of its headers but the length. */
export function presignedRequest(credentials: Credentials, parts: Parts): S3Request {
  const { method, target, headers = [], body } = parts;
  const url = presign({
    method,
    url: `http://${host}${target}`,
    headers,
    credentials,
    region,
    instant: now,
    expiresSeconds: 900,
  });
  const length: readonly Header[] = body === undefined ? [] : [['content-length', String(Buffer.byteLength(body))]];
  return requestOf({ ...parts, target: url.slice(`http://${host}`.length), headers: [...headers, ...length] });
}

/** Sends a request, reads its answer to the end, and demands that no error of ours came about. */
export async function soundAnswer(
  emulator: Emulator,
  request: S3Request,
): Promise<{ readonly answer: S3Answer; readonly text: string }> {
  const answer = await emulator.answer(request);
  const { response, decision } = answer;
  const { body = new Uint8Array() } = response;
  const text = utf8Text(body instanceof Uint8Array ? body : await collect(body));
  expect(decision.notes.filter((note) => note.startsWith('The emulator failed'))).toEqual([]);
  expect(response.status).not.toBe(500);
  expect(decision.outcome.status).toBe(response.status);
  for (const [name, value] of response.headers) expect(`${name}: ${value}`).not.toMatch(/[\r\n\0]/);
  if (text.startsWith('<?xml')) {
    // Throws unless every client can read it.
    parseXml(text);
    expect(text).not.toMatch(/>(undefined|NaN)<|\[object /);
  }
  return { answer, text };
}
