import { expect, test } from 'vitest';

import { collect, sourceOf } from '#base/byte-source.ts';
import { utf8, utf8Text } from '#base/bytes.ts';
import { Fill } from '#base/fill.ts';
import { emulatorTransport } from '#client/emulator-transport.ts';
import type { WireRequest } from '#client/transport.ts';
import type { Decision } from '#s3/decision/decision.ts';
import type { S3Request, S3Response } from '#s3/request.ts';

const decision = { requestId: 'EXAMPLE' } as Decision;

function emulator(response: S3Response = { status: 200, headers: [] }) {
  const arrived: S3Request[] = [];
  const answer = async (request: S3Request) => {
    arrived.push(request);
    return { response, decision };
  };
  return { arrived, answer };
}

const options = { sourceAddress: '192.0.2.7' };

async function arriving(request: Partial<WireRequest>): Promise<S3Request> {
  const { arrived, answer } = emulator();
  await emulatorTransport({ answer }, options)({ method: 'GET', url: 'https://b.example/k', headers: [], ...request });
  return arrived[0] as S3Request;
}

test('path and query arrive as written, and the host as the URL has it', async () => {
  const request = await arriving({ url: 'http://b.example:9000/a/../b%2fc//d%20+?x=%2F+1&x' });
  expect(request).toMatchObject({
    rawPath: '/a/../b%2fc//d%20+',
    rawQuery: 'x=%2F+1&x',
    headers: [['host', 'b.example:9000']],
    sourceAddress: '192.0.2.7',
    secure: false,
  });
});

test('a host header that is given stays', async () => {
  expect((await arriving({ headers: [['Host', 'other.example']] })).headers).toEqual([['Host', 'other.example']]);
});

for (const [method, body, length] of [
  ['PUT', utf8('hello'), '5'],
  ['PUT', new Blob(['hello!']), '6'],
  ['PUT', new Fill(7, 'a'), '7'],
  ['POST', undefined, '0'],
] as const) {
  test(`a ${method} of ${length} bytes states its length`, async () => {
    const request = await arriving({ method, body });
    expect(request.headers).toContainEqual(['content-length', length]);
    expect((await collect(request.body ?? sourceOf(''))).length).toBe(Number(length));
  });
}

test('a GET states no length, and a fill stays a fill', async () => {
  expect((await arriving({})).headers).toEqual([['host', 'b.example']]);
  const fill = new Fill(5_000_000_000, 'a');
  expect((await arriving({ method: 'PUT', body: fill })).body).toBe(fill);
});

test('the answer brings its decision, and its body is collected', async () => {
  const { answer } = emulator({ status: 206, headers: [['etag', '"e"']], body: sourceOf('hello') });
  const response = await emulatorTransport({ answer }, options)({ method: 'GET', url: 'https://b/', headers: [] });
  expect(response).toMatchObject({ status: 206, headers: [['etag', '"e"']], decision });
  expect(utf8Text(response.body)).toBe('hello');
});

test('an answer longer than allowed is not read into memory', async () => {
  const { answer } = emulator({ status: 200, headers: [], body: new Fill(1_000_000_000, 'a') });
  const transport = emulatorTransport({ answer }, { ...options, atMostBytes: 1_000_000 });
  await expect(transport({ method: 'GET', url: 'https://b/', headers: [] })).rejects.toThrow(RangeError);
});
