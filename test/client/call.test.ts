import { describe, expect, test } from 'vitest';

import { base64, utf8, utf8Text } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { Fill } from '#base/fill.ts';
import { call, type CallRequest } from '#client/call.ts';
import { amazonEndpoint } from '#client/endpoint.ts';
import { SdkRefusal } from '#client/sdk-refusal.ts';
import { rawUrl, type Transport, type WireRequest, type WireResponse } from '#client/transport.ts';
import { headerClaims } from '#sigv4/header-claims.ts';
import { headerValue } from '#sigv4/headers.ts';
import { parseQuery } from '#sigv4/query.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

function answering(answer: Partial<WireResponse>): { readonly sent: WireRequest[]; readonly transport: Transport } {
  const sent: WireRequest[] = [];
  const transport: Transport = async (request) => {
    sent.push(request);
    return { status: 200, headers: [], body: new Uint8Array(), ...answer };
  };
  return { sent, transport };
}

const example = (transport: Transport, further: Partial<CallRequest> = {}): CallRequest => ({
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
  endpoint: amazonEndpoint('us-east-1'),
  transport,
  instant: new Date('2026-03-01T09:00:00Z'),
  operation: 'PutObject',
  input: { Bucket: 'amzn-s3-demo-bucket', Key: 'a/../b c.txt', Body: utf8('hello') },
  ...further,
});

const xml = (text: string) => ({ headers: [['content-type', 'application/xml']] as const, body: utf8(text) });

describe('what is sent', () => {
  test('is signed at the given instant, over the path as it is', async () => {
    const { sent, transport } = answering({});
    await call(example(transport));
    const [request] = sent as [WireRequest];
    const { authority, rawPath, rawQuery } = rawUrl(request.url);
    expect(authority + rawPath).toBe('amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com/a/../b%20c.txt');
    expect(headerValue(request.headers, 'x-amz-date')).toBe('20260301T090000Z');
    const result = headerClaims(request.headers);
    if (!result.ok) throw new Error(result.fault.kind);
    const arrived = { method: request.method, rawPath, query: parseQuery(rawQuery), headers: request.headers };
    expect(signingSteps(arrived, result.claims, secretAccessKey).signature).toBe(result.claims.signature);
  });

  test('is the same each time, without headers of the SDK that vary', async () => {
    const { sent, transport } = answering({});
    await call(example(transport));
    await call(example(transport));
    expect(sent[1]).toEqual(sent[0]);
    expect(
      sent[0]?.headers.map(([name]) => name.toLowerCase()).filter((name) => /sdk|agent|expect/.test(name)),
    ).toEqual([]);
  });

  test('carries no signature where the caller is anonymous', async () => {
    const { sent, transport } = answering({});
    await call(example(transport, { credentials: 'anonymous' }));
    const names = sent[0]?.headers.map(([name]) => name.toLowerCase());
    expect(names).not.toContain('authorization');
    expect(JSON.stringify(sent)).not.toContain('EXAMPLE');
  });

  test('has the session token of temporary credentials', async () => {
    const { sent, transport } = answering({});
    const credentials = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey, sessionToken: 'FwoEXAMPLE' };
    await call(example(transport, { credentials }));
    expect(headerValue(sent[0]?.headers ?? [], 'x-amz-security-token')).toBe('FwoEXAMPLE');
  });

  test('is a fill as a fill, with its length', async () => {
    const { sent, transport } = answering({});
    const fill = new Fill(5_000_000_000, 'a');
    await call(example(transport, { input: { Bucket: 'amzn-s3-demo-bucket', Key: 'a', Body: fill } }));
    expect(sent[0]?.body).toBe(fill);
    expect(headerValue(sent[0]?.headers ?? [], 'content-length')).toBe('5000000000');
  });

  test('is a fill as bytes with its checksum where one is asked for', async () => {
    const { sent, transport } = answering({});
    const input = { Bucket: 'amzn-s3-demo-bucket', Key: 'a', Body: new Fill(5, 'a'), ChecksumAlgorithm: 'CRC32' };
    await call(example(transport, { input }));
    expect(utf8Text(sent[0]?.body as Uint8Array)).toBe('aaaaa');
    expect(headerValue(sent[0]?.headers ?? [], 'x-amz-checksum-crc32')).toBe(
      base64(await digestOf('crc32', utf8('aaaaa'))),
    );
  });

  test('is a document with the parts of a completion', async () => {
    const { sent, transport } = answering(
      xml('<CompleteMultipartUploadResult><ETag>"e-1"</ETag></CompleteMultipartUploadResult>'),
    );
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: 'null' }] };
    const input = { Bucket: 'amzn-s3-demo-bucket', Key: 'a', UploadId: 'EXAMPLE', MultipartUpload };
    const { output } = await call(example(transport, { operation: 'CompleteMultipartUpload', input }));
    expect(utf8Text(sent[0]?.body as Uint8Array)).toContain('<ETag>null</ETag>');
    expect(output).toMatchObject({ ETag: '"e-1"' });
  });
});

describe('what comes back', () => {
  test("an output's names are Amazon's, and an object's bytes are the response's", async () => {
    const { transport } = answering({
      headers: [
        ['etag', '"e"'],
        ['content-type', 'text/plain'],
      ],
      body: utf8('hello'),
    });
    const result = await call(
      example(transport, { operation: 'GetObject', input: { Bucket: 'amzn-s3-demo-bucket', Key: 'a' } }),
    );
    expect(result).toMatchObject({ status: 200, output: { ETag: '"e"', ContentType: 'text/plain' } });
    expect(result.output).not.toHaveProperty('Body');
    expect(utf8Text(result.response.body)).toBe('hello');
  });

  test('an error of S3 is a value', async () => {
    const error = xml('<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
    const { transport } = answering({ status: 404, ...error });
    const result = await call(
      example(transport, { operation: 'GetObject', input: { Bucket: 'amzn-s3-demo-bucket', Key: 'a' } }),
    );
    expect(result).toMatchObject({
      status: 404,
      code: 'NoSuchKey',
      message: 'The specified key does not exist.',
      output: {},
    });
  });

  test('a HEAD that is refused has a status and no code', async () => {
    const { transport } = answering({ status: 403 });
    const result = await call(
      example(transport, { operation: 'HeadObject', input: { Bucket: 'amzn-s3-demo-bucket', Key: 'a' } }),
    );
    expect(result.status).toBe(403);
    expect(result.code).toBeUndefined();
  });

  test('a completion that begins as 200 and ends as an error has the code of the error', async () => {
    const { transport } = answering(
      xml('<?xml version="1.0"?>\n<Error><Code>InternalError</Code><Message>m</Message></Error>'),
    );
    const input = { Bucket: 'amzn-s3-demo-bucket', Key: 'a', UploadId: 'EXAMPLE' };
    expect(await call(example(transport, { operation: 'CompleteMultipartUpload', input }))).toMatchObject({
      code: 'InternalError',
    });
  });
});

test('an input without its key is refused by the SDK, and nothing is sent', async () => {
  const { sent, transport } = answering({});
  await expect(call(example(transport, { input: { Bucket: 'amzn-s3-demo-bucket' } }))).rejects.toThrow(SdkRefusal);
  expect(sent).toEqual([]);
});

test('a failure of the transport reaches the caller as it is', async () => {
  const failure = new TypeError('Failed to fetch');
  await expect(call(example(() => Promise.reject(failure)))).rejects.toBe(failure);
});
