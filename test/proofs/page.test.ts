import { describe, expect, test } from 'vitest';

import { utf8 } from '#base/bytes.ts';
import type { WireRequest, WireResponse } from '#client/transport.ts';
import { BlockedRequest, pageTransport } from '#proofs/page.ts';
import type { Header } from '#sigv4/headers.ts';

const origin = 'https://app.example';
const url = 'https://b.example/k';
const put: WireRequest = { method: 'PUT', url, headers: [['Content-Type', 'image/png']], body: utf8('x') };

const answer = (headers: readonly Header[] = [], status = 200): WireResponse => ({
  status,
  headers,
  body: new Uint8Array(),
});
const allowing = (...further: readonly Header[]): WireResponse =>
  answer([['Access-Control-Allow-Origin', origin], ...further]);
const preflightOk = allowing(
  ['Access-Control-Allow-Methods', 'GET, PUT'],
  ['Access-Control-Allow-Headers', 'content-type'],
);

/** Answers in turn, and keeps what was sent. */
function server(...answers: readonly WireResponse[]) {
  const sent: WireRequest[] = [];
  const transport = async (request: WireRequest): Promise<WireResponse> => {
    sent.push(request);
    return answers[sent.length - 1] ?? answer();
  };
  return { sent, send: pageTransport(transport, origin) };
}

describe('before it sends', () => {
  test('a PUT asks for its method and its headers', async () => {
    const { sent, send } = server(preflightOk, allowing());
    await send(put);
    expect(sent[0]).toEqual({
      method: 'OPTIONS',
      url,
      headers: [
        ['origin', origin],
        ['access-control-request-method', 'PUT'],
        ['access-control-request-headers', 'content-type'],
      ],
    });
    expect(sent[1]).toMatchObject({
      method: 'PUT',
      headers: [
        ['Content-Type', 'image/png'],
        ['origin', origin],
      ],
    });
  });

  for (const [what, request] of [
    ['a plain GET', { method: 'GET', url, headers: [] }],
    ['a GET of a range', { method: 'GET', url, headers: [['range', 'bytes=0-9']] }],
    ['a form’s POST', { method: 'POST', url, headers: [['content-type', 'text/plain;charset=UTF-8']] }],
  ] as const) {
    test(`${what} asks nothing`, async () => {
      const { sent, send } = server(allowing());
      await send(request);
      expect(sent.map(({ method }) => method)).toEqual([request.method]);
    });
  }

  test('a GET with a header of its own asks', async () => {
    const { sent, send } = server(answer([], 403));
    await expect(send({ method: 'GET', url, headers: [['x-amz-meta-a', '1']] })).rejects.toThrow(BlockedRequest);
    expect(sent).toHaveLength(1);
  });

  for (const [why, preflight] of [
    ['is refused', answer([], 403)],
    ['allows another origin', answer([['access-control-allow-origin', 'https://other.example']])],
    ['allows another method', allowing(['Access-Control-Allow-Methods', 'GET'], ['Access-Control-Allow-Headers', '*'])],
    [
      'allows other headers',
      allowing(['Access-Control-Allow-Methods', 'PUT'], ['Access-Control-Allow-Headers', 'etag']),
    ],
  ] as const) {
    test(`nothing is sent where the preflight ${why}`, async () => {
      const { sent, send } = server(preflight, allowing());
      await expect(send(put)).rejects.toThrow(BlockedRequest);
      expect(sent).toHaveLength(1);
    });
  }

  test('a star allows every header but authorization', async () => {
    const star = allowing(['Access-Control-Allow-Methods', '*'], ['Access-Control-Allow-Headers', '*']);
    await expect(server(star, allowing()).send(put)).resolves.toMatchObject({ status: 200 });
    const signed = { ...put, headers: [['authorization', 'AWS4']] as const };
    await expect(server(star, allowing()).send(signed)).rejects.toThrow(/header authorization/);
  });
});

describe('of the answer', () => {
  test('the script sees nothing without its origin allowed, though S3 did what was asked', async () => {
    const { sent, send } = server(preflightOk, answer());
    await expect(send(put)).rejects.toThrow(BlockedRequest);
    expect(sent).toHaveLength(2);
  });

  test('the script reads exposed headers and those that are always readable', async () => {
    const headers: Header[] = [
      ['Content-Type', 'a/b'],
      ['ETag', '"e"'],
      ['x-amz-version-id', 'v'],
      ['Access-Control-Expose-Headers', 'ETag'],
    ];
    const { headers: readable, hiddenHeaders } = await server(preflightOk, allowing(...headers)).send(put);
    expect(readable).toEqual([
      ['Content-Type', 'a/b'],
      ['ETag', '"e"'],
    ]);
    expect(hiddenHeaders).toEqual(['access-control-allow-origin', 'x-amz-version-id', 'access-control-expose-headers']);
  });
});
