import { CompleteMultipartUploadCommand, CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';

import { Bench, type Answered } from './bench.ts';

/* Each row is recorded of S3: uploads of one part, completed with one thing wrong. */

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
});

interface Begun {
  readonly uploadId: string;
  readonly etag: string;
}

async function begun(created: Record<string, string>, part: Record<string, string>, body = 'abc'): Promise<Begun> {
  const answer = await bench.send('POST', '/docs/a', { query: { uploads: '' }, headers: created });
  const uploadId = answer.xml?.textOf('UploadId') ?? '';
  const query = { partNumber: '1', uploadId };
  const put = await bench.send('PUT', '/docs/a', { query, body, headers: part });
  return { uploadId, etag: put.headers.get('etag') ?? '' };
}

const complete = (
  { uploadId, etag }: Begun,
  checksum: string,
  headers: Record<string, string> = {},
): Promise<Answered> => {
  const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag>${checksum}</Part></CompleteMultipartUpload>`;
  return bench.send('POST', '/docs/a', { query: { uploadId }, body, headers });
};
const told = (answer: Answered): unknown[] => [answer.status, answer.code, answer.xml?.textOf('Message')];

describe('an upload with a checksum of the whole object', () => {
  const created = { 'x-amz-checksum-algorithm': 'CRC32C', 'x-amz-checksum-type': 'FULL_OBJECT' };
  const own = 'Nks/tw==';
  const listed = `<ChecksumCRC32C>${own}</ChecksumCRC32C>`;
  const digest = [400, 'BadDigest', 'The crc32c you specified did not match the calculated checksum.'];
  const rows: readonly [headers: Record<string, string>, told: unknown[]][] = [
    [
      { 'x-amz-checksum-type': 'COMPOSITE' },
      [
        400,
        'InvalidRequest',
        'The upload was created using the FULL_OBJECT checksum mode. The complete request must use the same checksum mode.',
      ],
    ],
    [{ 'x-amz-checksum-crc32c': 'AAAAAA==-1' }, digest],
    [{ 'x-amz-checksum-crc32c': own }, digest],
    [{ 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }, digest],
    [{ 'x-amz-checksum-crc32c': 'AAAAAA==', 'x-amz-checksum-type': 'FULL_OBJECT' }, digest],
    [{ 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-type': 'FULL_OBJECT' }, digest],
    [{ 'x-amz-checksum-crc32c': own, 'x-amz-checksum-type': 'FULL_OBJECT' }, [200, undefined, undefined]],
    [{}, [200, undefined, undefined]],
  ];
  for (const [headers, answer] of rows) {
    test(`completed with ${JSON.stringify(headers)} is answered ${String(answer[0])}`, async () => {
      const upload = await begun(created, { 'x-amz-checksum-crc32c': own });
      expect(told(await complete(upload, listed, headers))).toEqual(answer);
    });
  }
});

describe('an upload with a checksum of checksums', () => {
  const created = { 'x-amz-checksum-algorithm': 'CRC32' };
  const own = 'NSRBwg==';

  test('is told of a part whose checksum is of another algorithm', async () => {
    const upload = await begun(created, { 'x-amz-checksum-crc32': own });
    const sha = '<ChecksumSHA256>ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=</ChecksumSHA256>';
    expect(told(await complete(upload, sha))).toEqual([
      400,
      'BadDigest',
      'The sha256 you specified for part 1 did not match what we received.',
    ]);
  });

  test('is told of a type that is not its own', async () => {
    const upload = await begun(created, { 'x-amz-checksum-crc32': own });
    const answer = await complete(upload, `<ChecksumCRC32>${own}</ChecksumCRC32>`, {
      'x-amz-checksum-type': 'FULL_OBJECT',
    });
    expect(told(answer)).toEqual([
      400,
      'InvalidRequest',
      'The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.',
    ]);
  });

  test('knows each part by its checksum', async () => {
    const upload = await begun(created, { 'x-amz-checksum-crc32': own });
    expect((await complete(upload, '<ChecksumCRC32>AAAAAA==</ChecksumCRC32>')).code).toBe('InvalidPart');
    expect((await complete(upload, `<ChecksumCRC32>${own}</ChecksumCRC32>`)).status).toBe(200);
  });
});

describe('an upload that names no algorithm', () => {
  test('knows no part by the checksum that it came with, right or wrong', async () => {
    const upload = await begun({}, { 'x-amz-checksum-crc32c': '45fn2Q==' }, 'aaa');
    for (const value of ['45fn2Q==', 'AAAAAA==']) {
      const answer = await complete(upload, `<ChecksumCRC32C>${value}</ChecksumCRC32C>`);
      expect([answer.code, answer.xml?.textOf('PartNumber')]).toEqual(['InvalidPart', '1']);
    }
    const completed = await complete(upload, '', { 'x-amz-checksum-crc32c': 'AAAAAA==-2' });
    expect([completed.status, completed.xml?.textOf('ChecksumCRC64NVME')]).toEqual([200, 'Rnr2/5P7Gsk=']);
  });
});

test('the AWS SDK completes with the checksums of its parts where the upload names the algorithm', async () => {
  const client = bench.client();
  const target = { Bucket: 'docs', Key: 'sdk' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32' }));
  const { ETag, ChecksumCRC32 } = await client.send(
    new UploadPartCommand({ ...target, UploadId, PartNumber: 1, Body: 'abc' }),
  );
  const Parts = [{ PartNumber: 1, ETag, ChecksumCRC32 }];
  const answer = await client.send(
    new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }),
  );
  expect([answer.ChecksumType, answer.ChecksumCRC32]).toEqual(['COMPOSITE', expect.stringMatching(/-1$/)]);
});
