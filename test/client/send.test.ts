import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

import { utf8, utf8Text } from '#base/bytes.ts';
import { Fill } from '#base/fill.ts';
import { exchanged } from '#client/exchange.ts';
import { NoAnswer } from '#client/no-answer.ts';
import { fetchTransport, requestIdOf, type FetchTransportOptions } from '#client/send.ts';

const options = (answer: () => Promise<Response>, further: Partial<FetchTransportOptions> = {}) => {
  const send = vi.fn<typeof fetch>(answer);
  return {
    send,
    options: { fetch: send, page: () => ({ isOnline: true, isSecure: false }), ...further },
  };
};
const url = 'https://b.s3.us-east-1.amazonaws.com/k';

test('a request goes out without cookies, cache or referrer, and with its own headers only', async () => {
  const { send, options: given } = options(async () => new Response('hello', { headers: { ETag: '"x"' } }));
  const response = await fetchTransport(given)({
    method: 'PUT',
    url,
    headers: [
      ['host', 'elsewhere'],
      ['content-length', '5'],
      ['x-amz-meta-a', 'b'],
    ],
    body: utf8('hello'),
  });
  expect(send.mock.calls[0]?.[0]).toBe(url);
  expect(send.mock.calls[0]?.[1]).toMatchObject({
    method: 'PUT',
    headers: [['x-amz-meta-a', 'b']],
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
  expect(utf8Text(response.body)).toBe('hello');
  expect(response.headers).toContainEqual(['etag', '"x"']);
});

test('a fill is sent as its bytes, and a blob without its type', async () => {
  const { send, options: given } = options(async () => new Response());
  await fetchTransport(given)({ method: 'PUT', url, headers: [], body: new Fill(3, 'a') });
  expect(send.mock.calls[0]?.[1]?.body).toEqual(utf8('aaa'));
  await fetchTransport(given)({ method: 'PUT', url, headers: [], body: new Blob(['x'], { type: 'text/html' }) });
  expect((send.mock.calls[1]?.[1]?.body as Blob).type).toBe('');
});

test('an answer is read no further than asked', async () => {
  const { options: given } = options(async () => new Response('0123456789'), { atMostBytes: 4 });
  const response = await fetchTransport(given)({ method: 'GET', url, headers: [] });
  expect([utf8Text(response.body), response.isCut]).toEqual(['0123', true]);
});

test('an answer under the emulator’s path that is not the emulator’s is no answer', async () => {
  const emulatorUrl = 'http://localhost/s3';
  const { options: given } = options(async () => new Response('<html>', { status: 200 }), { emulatorUrl });
  const transport = fetchTransport(given);
  await expect(transport({ method: 'GET', url: `${emulatorUrl}/b/k`, headers: [] })).rejects.toMatchObject({
    suspicions: ['emulator-not-running'],
  });
  await expect(transport({ method: 'GET', url: 'http://localhost/s3x/b', headers: [] })).resolves.toBeDefined();
});

for (const [what, request, page, suspicions] of [
  ['another server', url, { isOnline: true, isSecure: false }, ['cors', 'not-reached']],
  ['this computer', 'http://127.0.0.1:9000/b/k', { isOnline: false, isSecure: true }, ['not-reached', 'cors']],
  ['no network', url, { isOnline: false, isSecure: true }, ['offline']],
  ['http from https', 'http://ceph.example/b/k', { isOnline: true, isSecure: true }, ['mixed-content']],
] as const) {
  test(`a network error is a value that says what to check: ${what}`, async () => {
    const { options: given } = options(() => Promise.reject(new TypeError('Failed to fetch')), { page: () => page });
    const exchange = await exchanged(fetchTransport(given), { method: 'GET', url: request, headers: [] }, () => 0);
    expect(exchange.noAnswer).toEqual(suspicions);
  });
}

test('a request that the page’s own policy refused is told apart', async () => {
  const violations = new EventTarget();
  const refuse = (): Promise<Response> => {
    setTimeout(() =>
      violations.dispatchEvent(
        Object.assign(new Event('securitypolicyviolation'), { effectiveDirective: 'connect-src' }),
      ),
    );
    return Promise.reject(new TypeError('Failed to fetch'));
  };
  const { options: given } = options(refuse, { violations });
  await expect(fetchTransport(given)({ method: 'GET', url, headers: [] })).rejects.toMatchObject({
    suspicions: ['forbidden-by-policy'],
  });
});

test('what is no network error is thrown as it is', async () => {
  const broken = (): Promise<never> => Promise.reject(new RangeError('too large'));
  await expect(exchanged(broken, { method: 'GET', url, headers: [] }, () => 0)).rejects.toThrow(RangeError);
  expect(new NoAnswer(['offline']).message).toContain('offline');
});

test('the request id is found in the header, or in the error where CORS hides the header', () => {
  const body = utf8('<?xml version="1.0" encoding="UTF-8"?>\n<Error><RequestId>0123456789ABCDEF</RequestId></Error>');
  expect(requestIdOf({ headers: [['x-amz-request-id', 'A']], body })).toBe('A');
  expect(requestIdOf({ headers: [], body })).toBe('0123456789ABCDEF');
  expect(requestIdOf({ headers: [], body: utf8('bytes of an object') })).toBeUndefined();
});

/** The doors to a network, and the only files that may open one. */
const network = /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/;
const senders = ['client/own-server.ts', 'client/send.ts', 'worker/precache.ts', 'worker/worker.ts'];

test('no other file of the page can send anything', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|svelte)$/.test(name));
  const page = files.filter((name) => !name.startsWith('node/'));
  const opening = page.filter((name) => network.test(codeOf(readFileSync(`src/${name}`, 'utf8'))));
  expect(page.length).toBeGreaterThan(150);
  expect(opening.sort()).toEqual(senders);
});

for (const line of ['await fetch(url)', 'const send = fetch;', 'new XMLHttpRequest()', 'navigator.sendBeacon(url)']) {
  test(`the search finds ${line}`, () => expect(network.test(codeOf(line))).toBe(true));
}
for (const line of ["on('fetch', f) // fetch", '/** fetch */', 'prefetch()', 'x = `fetch`']) {
  test(`the search passes over ${line}`, () => expect(network.test(codeOf(line))).toBe(false));
}

/** A file without its comments and texts. */
function codeOf(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''");
}
