import { sha256 } from '@noble/hashes/sha2.js';
import { beforeAll, describe, expect, test } from 'vitest';

import { sourceOf } from '#base/byte-source.ts';
import { hex, utf8 } from '#base/bytes.ts';
import { Fill } from '#base/fill.ts';
import type { S3Request } from '#s3/request.ts';
import { chunkSignature } from '#sigv4/chunk-chain.ts';
import type { Header } from '#sigv4/headers.ts';
import { headerClaims } from '#sigv4/header-claims.ts';
import { signingKey } from '#sigv4/signing-key.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';
import type { SignatureClaims } from '#sigv4/claims.ts';

import { Account, host, start } from './emulated-account.ts';

let account: Account;

beforeAll(async () => {
  account = await Account.withBucket();
});

/** A header-signed PUT whose payload hash is a word. */
function put(key: string, payloadHash: string, headers: readonly Header[], body: string): S3Request {
  return signed('PUT', key, payloadHash, headers, body);
}

function signed(method: string, key: string, payloadHash: string, headers: readonly Header[], body: string): S3Request {
  const all: readonly Header[] = [
    ['host', host],
    ['x-amz-date', '20260301T090000Z'],
    ['x-amz-content-sha256', payloadHash],
    ...headers,
  ];
  const signedHeaders = all.map(([name]) => name).sort();
  const { accessKeyId, secretAccessKey } = account.root;
  const scope = { date: '20260301', region: 'us-east-1', service: 's3' };
  const claims: SignatureClaims = {
    carrier: 'header',
    accessKeyId,
    scope,
    amzDate: '20260301T090000Z',
    instant: start,
    signedHeaders,
    signature: '',
    payloadHash,
  };
  const request = { method, rawPath: `/bucket/${key}`, query: [], headers: all };
  const { signature } = signingSteps(request, claims, secretAccessKey);
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260301/us-east-1/s3/aws4_request, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  const length = String(utf8(body).length);
  return {
    ...{ method, rawPath: `/bucket/${key}`, rawQuery: '' },
    headers: [...all, ['Content-Length', length], ['Authorization', authorization]],
    body: sourceOf(body),
    ...{ sourceAddress: '192.0.2.1', secure: true },
  };
}

async function stored(key: string): Promise<string> {
  return (await account.ok(account.presigned({ path: `/bucket/${key}` }))).text;
}

test('a GET is not held to its payload hash, as recorded, and a DELETE is', async () => {
  const wrong = hex(sha256(utf8('something else')));
  await account.ok(put('unread', hex(sha256(utf8('hello'))), [], 'hello'));
  for (const method of ['GET', 'HEAD'])
    expect((await account.send({ ...signed(method, 'unread', wrong, [], ''), body: undefined })).status).toBe(200);
  expect((await account.send({ ...signed('DELETE', 'unread', wrong, [], ''), body: undefined })).failed).toBe(
    'payload-hash',
  );
});

describe('an aws-chunked body', () => {
  const trailing = (key: string, crc32: string, body = 'hello'): S3Request =>
    put(
      key,
      'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      [
        ['x-amz-decoded-content-length', '5'],
        ['x-amz-trailer', 'x-amz-checksum-crc32'],
        ['content-encoding', 'aws-chunked'],
      ],
      `${body.length.toString(16)}\r\n${body}\r\n0\r\nx-amz-checksum-crc32:${crc32}\r\n\r\n`,
    );

  test('with a checksum behind it is stored without its frame', async () => {
    expect((await account.send(trailing('trailing', 'NhCmhg=='))).status).toBe(200);
    expect(await stored('trailing')).toBe('hello');
  });

  test('with a checksum behind it that is another is refused', async () => {
    expect(await account.send(trailing('wrong-sum', 'AAAAAA=='))).toMatchObject({
      status: 400,
      code: 'BadDigest',
      failed: 'checksum',
    });
  });

  test('that is shorter than declared is incomplete', async () => {
    expect(await account.send(trailing('short', 'NhCmhg==', 'hell'))).toMatchObject({
      status: 400,
      code: 'IncompleteBody',
    });
    expect((await account.send(account.presigned({ path: '/bucket/short' }))).code).toBe('NoSuchKey');
  });

  function signedChunks(key: string, body: string, sent = body): S3Request {
    const headers = [
      ['x-amz-decoded-content-length', String(body.length)],
      ['content-encoding', 'aws-chunked'],
    ] as const;
    const empty = put(key, 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', headers, '');
    const result = headerClaims(empty.headers);
    if (!result.ok) throw new Error(result.fault.kind);
    const { scope, amzDate, signature: seedSignature } = result.claims;
    const signing = { signingKey: signingKey(account.root.secretAccessKey, scope), scope, amzDate, seedSignature };
    const first = chunkSignature(signing, seedSignature, hex(sha256(utf8(body))));
    const last = chunkSignature(signing, first, hex(sha256(new Uint8Array())));
    const framed = `${body.length.toString(16)};chunk-signature=${first}\r\n${sent}\r\n0;chunk-signature=${last}\r\n\r\n`;
    return { ...empty, body: sourceOf(framed) };
  }

  test('with signed chunks is checked chunk by chunk', async () => {
    const told = await account.send(signedChunks('chunks', 'hello'));
    expect(told.status).toBe(200);
    expect(told.decision.checks.find(({ id }) => id === 'payload-hash')?.state).toBe('passed');
    expect(await stored('chunks')).toBe('hello');
  });

  test('with a chunk that was changed on its way is refused, and nothing is stored', async () => {
    expect(await account.send(signedChunks('tampered', 'hello', 'jello'))).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      failed: 'payload-hash',
    });
    expect((await account.send(account.presigned({ path: '/bucket/tampered' }))).code).toBe('NoSuchKey');
  });

  test('with a changed chunk is answered with the text of the chunk and the canonical request of its beginning', async () => {
    const told = await account.send(signedChunks('shown', 'hello', 'jello'));
    expect(told.elements.slice(2, -2)).toEqual([
      'AWSAccessKeyId',
      'StringToSign',
      'SignatureProvided',
      'StringToSignBytes',
      'CanonicalRequest',
      'CanonicalRequestBytes',
    ]);
    expect(told.element('StringToSign')?.split('\n')[0]).toBe('AWS4-HMAC-SHA256-PAYLOAD');
    expect(told.element('StringToSign')?.split('\n').at(-1)).toBe(hex(sha256(utf8('jello'))));
    expect(told.element('CanonicalRequest')?.split('\n').slice(0, 2)).toEqual(['PUT', '/bucket/shown']);
  });

  const unsigned = (headers: readonly Header[], framed: string): S3Request =>
    put('framed', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', [['x-amz-decoded-content-length', '5'], ...headers], framed);
  const announced = [['x-amz-trailer', 'x-amz-checksum-crc32']] as const;
  const small = `${'a'.repeat(5)}`;

  for (const [what, request, expected] of [
    [
      'with a trailer that nothing announced',
      () => unsigned([], '5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n'),
      { status: 400, code: 'MalformedTrailerError' },
    ],
    [
      'without the trailer that was announced',
      () => unsigned(announced, '5\r\nhello\r\n0\r\n\r\n'),
      { status: 400, code: 'MalformedTrailerError' },
    ],
    [
      'with another trailer than was announced',
      () => unsigned(announced, '5\r\nhello\r\n0\r\nx-amz-checksum-sha1:AAAA\r\n\r\n'),
      { status: 400, code: 'MalformedTrailerError' },
    ],
    [
      'with a trailer that has no colon',
      () => unsigned(announced, '5\r\nhello\r\n0\r\nno-colon\r\n\r\n'),
      { status: 400, code: 'IncompleteBody', message: 'The request body terminated unexpectedly' },
    ],
    [
      'that ends inside a chunk',
      () => unsigned(announced, '5\r\nhel'),
      { status: 400, code: 'IncompleteBody', message: 'The request body terminated unexpectedly' },
    ],
    [
      'with a small chunk before another',
      () => unsigned(announced, `2\r\n${small.slice(0, 2)}\r\n3\r\n${small.slice(2)}\r\n0\r\n\r\n`),
      {
        status: 403,
        code: 'InvalidChunkSizeError',
        elements: ['Code', 'Message', 'Chunk', 'BadChunkSize', 'RequestId', 'HostId'],
      },
    ],
  ] as const) {
    test(`${what} is refused`, async () => {
      expect(await account.send(request())).toMatchObject(expected);
      expect((await account.send(account.presigned({ path: '/bucket/framed' }))).code).toBe('NoSuchKey');
    });
  }

  test('may leave its checksums out and announce none', async () => {
    await account.ok(unsigned([], '5\r\nhello\r\n0\r\n\r\n'));
    expect(await stored('framed')).toBe('hello');
  });
});

test('a trailer that is announced for a body that is not aws-chunked is refused', async () => {
  const request = put('plain', 'UNSIGNED-PAYLOAD', [['x-amz-trailer', 'x-amz-checksum-crc32']], 'hello');
  expect(await account.send(request)).toMatchObject({ status: 400, code: 'MalformedTrailerError' });
});

describe('the length', () => {
  test('of a body that was cut off is told before its hash', async () => {
    const request = account.headerSigned({ method: 'PUT', path: '/bucket/cut', body: 'hello' });
    expect(await account.send({ ...request, body: sourceOf('hel') })).toMatchObject({
      status: 400,
      code: 'IncompleteBody',
      elements: ['Code', 'Message', 'NumberBytesExpected', 'NumberBytesProvided', 'RequestId', 'HostId'],
    });
  });

  test('of a document is that of what arrived', async () => {
    const request = account.presigned({ method: 'PUT', path: '/bucket', query: 'policy=', body: '{"Version":""}' });
    expect(await account.send({ ...request, body: sourceOf('{"Ver') })).toMatchObject({ code: 'IncompleteBody' });
  });

  test('must be declared', async () => {
    const request = account.presigned({ method: 'PUT', path: '/bucket/k', body: 'x' });
    const without = { ...request, headers: request.headers.filter(([name]) => name !== 'Content-Length') };
    expect(await account.send(without)).toMatchObject({ status: 411, code: 'MissingContentLength', failed: 'length' });
  });

  test('must be that of the body', async () => {
    const request = account.presigned({ method: 'PUT', path: '/bucket/k', body: 'four' });
    expect(await account.send({ ...request, body: sourceOf('five!') })).toMatchObject({
      status: 400,
      code: 'IncompleteBody',
    });
  });
});

test('a fill goes through as a fill, so that its bytes are never made', async () => {
  const body = new Fill(5_368_709_120, 'a');
  const request = account.presigned({ method: 'PUT', path: '/bucket/huge' });
  const headers = request.headers.map((header): Header =>
    header[0] === 'Content-Length' ? ['Content-Length', String(body.size)] : header,
  );
  const told = await account.send({ ...request, headers, body });
  expect(told.status).toBe(200);
  const head = await account.ok(account.presigned({ method: 'HEAD', path: '/bucket/huge' }));
  expect(head.headers).toContainEqual(['Content-Length', '5368709120']);
});

test('an unsigned payload that calls itself aws-chunked is refused', async () => {
  const told = await account.send(put('named', 'UNSIGNED-PAYLOAD', [['content-encoding', 'gzip, aws-chunked']], 'x'));
  expect(told).toMatchObject({ status: 400, code: 'InvalidArgument', failed: 'request' });
  expect(told.element('ArgumentName')).toBe('Content-Encoding');
});
