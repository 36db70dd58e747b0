import { expect, test } from 'vitest';

import { amazonEndpoint } from '#client/endpoint.ts';
import { presignOperations } from '#client/operations.ts';
import { presign, type PresignRequest } from '#client/presign.ts';
import { urlRows } from '#client/url-rows.ts';
import { rawUrl } from '#client/transport.ts';
import { parseQuery } from '#sigv4/query.ts';

const input: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  GetObject: { ResponseContentType: 'text/plain', ResponseContentDisposition: 'attachment', VersionId: 'v1EXAMPLE' },
  PutObject: { ContentType: 'text/plain', Metadata: { owner: 'alice' }, StorageClass: 'STANDARD_IA', Tagging: 'a=b' },
  UploadPart: { UploadId: 'EXAMPLE-id', PartNumber: 3 },
  ListParts: { UploadId: 'EXAMPLE-id' },
  CompleteMultipartUpload: { UploadId: 'EXAMPLE-id', MultipartUpload: { Parts: [] } },
  AbortMultipartUpload: { UploadId: 'EXAMPLE-id' },
  ListObjectsV2: { Prefix: 'reports/', Delimiter: '/', MaxKeys: 10 },
  PutBucketPolicy: { Policy: '{}' },
  PutBucketCors: { CORSConfiguration: { CORSRules: [] } },
  PutBucketLifecycleConfiguration: { LifecycleConfiguration: { Rules: [] } },
  PutPublicAccessBlock: { PublicAccessBlockConfiguration: {} },
};

const request = (operation: PresignRequest['operation'], checksums: boolean, isPath: boolean): PresignRequest => ({
  credentials: {
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    sessionToken: 'FwoGZXIvYXdzEXAMPLE/+==',
  },
  endpoint: isPath
    ? { url: 'http://127.0.0.1:9000/s3', region: 'us-east-2', addressing: 'path' }
    : amazonEndpoint('us-east-1'),
  operation,
  bucket: 'amzn-s3-demo-bucket',
  key: '2026/q3 summary.pdf',
  input: input[operation] ?? {},
  expiresSeconds: 900,
  instant: new Date('2026-11-21T19:42:10Z'),
  checksums,
});

for (const operation of presignOperations) {
  for (const checksums of [false, true]) {
    test(`every parameter of a ${operation} URL ${checksums ? 'with checksums ' : ''}has its row`, async () => {
      const { url } = await presign(request(operation, checksums, false));
      const names = parseQuery(rawUrl(url).rawQuery).map(([name]) => name);
      const rows = urlRows(url);
      const address = rows.filter(({ kind }) => kind === 'endpoint' || kind === 'bucket' || kind === 'key');
      expect(rows).toHaveLength(names.length + address.length);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      for (const row of rows) {
        expect(row.text).not.toBe('');
        // What the SDK puts in itself is never unknown to us.
        expect(row.text).not.toContain('Unknown to S3');
      }
    });
  }
}

test('the default checksums of an upload have rows that say what S3 does with them', async () => {
  const { url } = await presign(request('PutObject', true, true));
  const titles = urlRows(url).map(({ title }) => title);
  expect(titles).toContain('x-amz-checksum-crc32');
  expect(titles).toContain('SDK checksum algorithm');
  expect(urlRows(url).find(({ title }) => title === 'x-amz-checksum-crc32')?.text).toContain('does not compare');
});

test('the credential is shown in its five fields', async () => {
  const { url } = await presign(request('GetObject', false, true));
  expect(urlRows(url).find(({ kind }) => kind === 'credential')?.fields).toEqual([
    { label: 'access key id', text: 'ASIAIOSFODNN7EXAMPLE' },
    { label: 'day', text: '20261121' },
    { label: 'Region', text: 'us-east-2' },
    { label: 'service', text: 's3' },
    { label: 'terminator', text: 'aws4_request' },
  ]);
});

test('expires is shown with the instant at which it ends', async () => {
  const { url } = await presign(request('GetObject', false, true));
  expect(urlRows(url).find(({ kind }) => kind === 'expires')?.fields).toEqual([
    { text: '900 s (15 min) → 2026-11-21 19:57:10 UTC' },
  ]);
});

for (const [isPath, style, host] of [
  [true, 'path', 'http://127.0.0.1:9000'],
  [false, 'virtual-hosted', 'https://amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com'],
] as const) {
  test(`the endpoint says that its style is ${style}`, async () => {
    const { url } = await presign(request('GetObject', false, isPath));
    const row = urlRows(url, isPath ? { basePath: '/s3', addressing: 'path' } : {})[0];
    expect(row?.kind).toBe('endpoint');
    expect(row?.fields[0]?.text).toBe(isPath ? `${host}/s3` : host);
    expect(row?.fields[1]).toEqual({ label: 'style', text: style });
  });
}

for (const [url, kind, words] of [
  ['https://h.example/b/k?utm_source=mail', 'other', 'Unknown to S3'],
  ['https://h.example/b/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE', 'other', 'Signature Version 2'],
  ['https://h.example/b/k?X-Amz-Credential=a%2Fb', 'credential', 'Five fields'],
  ['https://h.example/b/k?X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256', 'algorithm', 'refuses'],
  ['https://h.example/b/a/../k', 'key', 'a browser resolves it'],
  ['https://h.example/b/k#top', 'other', 'never sent'],
] as const) {
  test(`${url} is explained with “${words}”`, () => {
    expect(urlRows(url).find((row) => row.kind === kind)?.text).toContain(words);
  });
}

test('a value that cannot be read is shown as it is', () => {
  const rows = urlRows('https://h.example/b/k?X-Amz-Date=yesterday&X-Amz-Expires=soon');
  expect(rows.filter(({ kind }) => kind === 'date' || kind === 'expires').map(({ fields }) => fields)).toEqual([
    [{ text: 'yesterday' }],
    [{ text: 'soon' }],
  ]);
});
