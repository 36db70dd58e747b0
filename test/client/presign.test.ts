import { expect, test } from 'vitest';

import { amazonEndpoint } from '#client/endpoint.ts';
import { partUrls } from '#client/part-urls.ts';
import { presign, type PresignRequest } from '#client/presign.ts';
import { SdkRefusal } from '#client/sdk-refusal.ts';
import { rawUrl } from '#client/transport.ts';
import { parseQuery, queryValue } from '#sigv4/query.ts';

const example: PresignRequest = {
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  endpoint: amazonEndpoint('us-east-1'),
  operation: 'GetObject',
  bucket: 'amzn-s3-demo-bucket',
  key: 'test.txt',
  expiresSeconds: 900,
  instant: new Date('2026-11-21T12:00:00Z'),
};

const parameter = (url: string, name: string) => queryValue(parseQuery(rawUrl(url).rawQuery), name);

test('a GetObject URL carries what the SDK puts in, and no checksum parameter', async () => {
  const signed = await presign(example);
  expect(rawUrl(signed.url)).toMatchObject({
    scheme: 'https',
    authority: 'amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com',
    rawPath: '/test.txt',
  });
  expect(parseQuery(rawUrl(signed.url).rawQuery).map(([name]) => name)).toEqual([
    'X-Amz-Algorithm',
    'X-Amz-Content-Sha256',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-Signature',
    'X-Amz-SignedHeaders',
    'x-id',
  ]);
  expect(parameter(signed.url, 'X-Amz-Date')).toBe('20261121T120000Z');
  expect(signed).toMatchObject({ method: 'GET', headers: [], operation: 'GetObject', region: 'us-east-1' });
  expect(signed.expiresAt).toEqual(new Date('2026-11-21T12:15:00Z'));
});

test('checksum parameters stay only where they are asked for', async () => {
  const put: PresignRequest = { ...example, operation: 'PutObject' };
  expect(parameter((await presign(put)).url, 'x-amz-checksum-crc32')).toBeUndefined();
  expect(parameter((await presign({ ...put, checksums: true })).url, 'x-amz-checksum-crc32')).toBe('AAAAAA==');
  expect(parameter((await presign({ ...example, checksums: true })).url, 'x-amz-checksum-mode')).toBe('ENABLED');
});

test('the same request is signed the same each time', async () => {
  expect((await presign(example)).url).toBe((await presign({ ...example })).url);
});

test('a key is not normalised', async () => {
  const { url } = await presign({ ...example, key: 'a/../b c//d+e.pdf' });
  expect(rawUrl(url).rawPath).toBe('/a/../b%20c//d%2Be.pdf');
});

test('a Content-Type is signed where it is asked for, and has to be sent', async () => {
  const put: PresignRequest = { ...example, operation: 'PutObject', input: { ContentType: 'image/png' } };
  expect((await presign(put)).headers).toEqual([]);
  expect((await presign({ ...put, sign: ['content-type'] })).headers).toEqual([['content-type', 'image/png']]);
});

test('metadata is moved to the query, unless its header is to be signed', async () => {
  const put: PresignRequest = { ...example, operation: 'PutObject', input: { Metadata: { owner: 'alice' } } };
  const moved = await presign(put);
  expect(parameter(moved.url, 'x-amz-meta-owner')).toBe('alice');
  expect(moved.headers).toEqual([]);
  const kept = await presign({ ...put, sign: ['x-amz-meta-owner'] });
  expect(parameter(kept.url, 'x-amz-meta-owner')).toBeUndefined();
  expect(kept.headers).toEqual([['x-amz-meta-owner', 'alice']]);
});

test('path style, an endpoint with a path and its port stand in the URL', async () => {
  const endpoint = { url: 'http://127.0.0.1:9000/s3', region: 'us-east-2', addressing: 'path' } as const;
  expect(rawUrl((await presign({ ...example, endpoint })).url)).toMatchObject({
    authority: '127.0.0.1:9000',
    rawPath: '/s3/amzn-s3-demo-bucket/test.txt',
  });
});

test('a session token is signed into the query', async () => {
  const { url } = await presign({ ...example, credentials: { ...example.credentials, sessionToken: 'a/token+==' } });
  expect(parameter(url, 'X-Amz-Security-Token')).toBe('a/token+==');
});

test('the SDK refuses more than seven days and a missing key', async () => {
  await expect(presign({ ...example, expiresSeconds: 604_801 })).rejects.toThrow(SdkRefusal);
  await expect(presign({ ...example, key: undefined })).rejects.toThrow(/HTTP label: Key/);
});

test('unchecked signs more than seven days, and nothing else of the URL changes but the signature', async () => {
  const unchecked = await presign({ ...example, expiresSeconds: 604_801, unchecked: true });
  const longest = await presign({ ...example, expiresSeconds: 604_800 });
  expect(parameter(unchecked.url, 'X-Amz-Expires')).toBe('604801');
  const without = (url: string) =>
    parseQuery(rawUrl(url).rawQuery).filter(([name]) => name !== 'X-Amz-Expires' && name !== 'X-Amz-Signature');
  expect(without(unchecked.url)).toEqual(without(longest.url));
});

for (const expiresSeconds of [0, -5]) {
  test(`a life of ${expiresSeconds} seconds is signed as it is`, async () => {
    const { url } = await presign({ ...example, expiresSeconds, unchecked: true });
    expect(parameter(url, 'X-Amz-Expires')).toBe(String(expiresSeconds));
  });
}

for (const credentials of [example.credentials, { ...example.credentials, sessionToken: 'FwoGZXIvYXdzEXAMPLE/+==' }]) {
  const kind = 'sessionToken' in credentials ? 'temporary' : 'long-term';
  test(`part URLs signed in bulk with ${kind} credentials equal those of the SDK`, async () => {
    const plan = {
      ...example,
      credentials,
      bucket: 'amzn-s3-demo-bucket',
      key: 'big file+1/../é.bin',
      uploadId: 'VXBsb2FkIElE.example_1--',
    };
    const partNumbers = [1, 2, 10, 9_999, 10_000];
    const bulk = await partUrls({ ...plan, partNumbers });
    for (const [index, PartNumber] of partNumbers.entries()) {
      const input = { UploadId: plan.uploadId, PartNumber };
      expect(bulk[index]).toEqual(await presign({ ...plan, operation: 'UploadPart', input }));
    }
  });
}

test('a plan of a thousand parts has a URL of its own for each', async () => {
  const partNumbers = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const plan = { ...example, bucket: 'amzn-s3-demo-bucket', key: 'a.bin', uploadId: 'EXAMPLE', partNumbers };
  expect(new Set((await partUrls(plan)).map(({ url }) => url)).size).toBe(1_000);
});
