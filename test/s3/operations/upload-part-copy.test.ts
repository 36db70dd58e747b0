import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';

import { Fill } from '#base/fill.ts';

import { Bench, start, type Answered } from './bench.ts';

let bench: Bench;
let uploadId: string;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
  await bench.send('PUT', '/docs/digits', { body: '0123456789' });
  uploadId = await created();
});

const created = async (headers: Record<string, string> = {}): Promise<string> => {
  const answer = await bench.send('POST', '/docs/target', { query: { uploads: '' }, headers });
  return answer.xml?.textOf('UploadId') ?? '';
};
const copyPart = (partNumber: number, source: string, headers: Record<string, string> = {}): Promise<Answered> =>
  bench.send('PUT', '/docs/target', {
    query: { partNumber: String(partNumber), uploadId },
    headers: { 'x-amz-copy-source': source, ...headers },
  });
const range = (value: string): Record<string, string> => ({ 'x-amz-copy-source-range': value });
const told = (answer: Answered): unknown[] => [answer.status, answer.code, answer.xml?.textOf('Message')];

describe('a copied part', () => {
  const copied: readonly [range: string | undefined, etag: string, size: string][] = [
    [undefined, '781e5e245d69b566979b86e28d23f2c7', '10'],
    ['bytes=0-8', '22975d8a5ed1b91445f6c55ac121505b', '9'],
    ['bytes=1-1', 'c4ca4238a0b923820dcc509a6f75849b', '1'],
    ['bytes=0-0', 'cfcd208495d565ef66e7dff9f98764da', '1'],
  ];
  for (const [bytes, etag, size] of copied) {
    test(`of ${bytes ?? 'the whole source'} has the ETag that S3 gives it`, async () => {
      const answer = await copyPart(1, 'docs/digits', bytes === undefined ? {} : range(bytes));
      expect([answer.status, answer.xml?.name, answer.xml?.textOf('ETag')]).toEqual([
        200,
        'CopyPartResult',
        `"${etag}"`,
      ]);
      expect(answer.xml?.children.map(({ name }) => name)).toEqual(['LastModified', 'ETag']);
      const list = await bench.send('GET', '/docs/target', { query: { uploadId } });
      expect(list.xml?.child('Part')?.textOf('Size')).toBe(size);
    });
  }

  const form =
    'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
  for (const value of [
    '0-8',
    'bytes=1-0',
    'bytes=-1-',
    'bytes=0--1',
    'bytes=0-1,3-4,7-9',
    'bytes=-',
    'bytes=-0',
    'bytes=1-',
    'bytes=-2',
  ]) {
    test(`is refused for the range ${value}`, async () => {
      const answer = await copyPart(1, 'docs/digits', range(value));
      expect([...told(answer), answer.xml?.textOf('ArgumentName'), answer.xml?.textOf('ArgumentValue')]).toEqual([
        400,
        'InvalidArgument',
        form,
        'x-amz-copy-source-range',
        value,
      ]);
    });
  }

  test('is refused for a range past the end, in two ways', async () => {
    const ending = await copyPart(1, 'docs/digits', range('bytes=0-100'));
    expect([...told(ending), ending.failed]).toEqual([
      400,
      'InvalidArgument',
      'Range specified is not valid for source object of size: 10',
      'range',
    ]);
    expect(told(await copyPart(1, 'docs/digits', range('bytes=100-200')))).toEqual([
      400,
      'InvalidRequest',
      'The specified copy range is invalid for the source object size',
    ]);
  });

  test('replaces a part of its number', async () => {
    await copyPart(1, 'docs/digits');
    await copyPart(1, 'docs/digits', range('bytes=1-1'));
    const list = await bench.send('GET', '/docs/target', { query: { uploadId } });
    expect(list.xml?.all('Part').map((part) => part.textOf('Size'))).toEqual(['1']);
  });

  test('of an upload that is not there, or a source that is not there, is 404', async () => {
    expect((await copyPart(1, 'docs/none')).code).toBe('NoSuchKey');
    uploadId = 'none';
    expect((await copyPart(1, 'docs/digits')).code).toBe('NoSuchUpload');
    expect((await copyPart(10_001, 'docs/digits')).code).toBe('InvalidArgument');
  });

  test('obeys conditions on its source', async () => {
    const past = new Date(start.getTime() - 60_000).toUTCString();
    const answer = await copyPart(1, 'docs/digits', { 'x-amz-copy-source-if-unmodified-since': past });
    expect([answer.status, answer.xml?.textOf('Condition')]).toEqual([412, 'x-amz-copy-source-If-Unmodified-Since']);
  });

  test('of a range of a very large fill takes no room', async () => {
    const large = 5_368_709_120;
    await bench.send('PUT', '/docs/large', { body: new Fill(large, 'a') });
    const answer = await copyPart(1, 'docs/large', range(`bytes=1-${large - 1}`));
    expect(answer.status).toBe(200);
    const list = await bench.send('GET', '/docs/target', { query: { uploadId } });
    expect(list.xml?.child('Part')?.textOf('Size')).toBe(String(large - 1));
  });

  for (const [type, whole] of [
    ['COMPOSITE', 'F9bAnw==-1'],
    ['FULL_OBJECT', 'iqJrOQ=='],
  ] as const) {
    test(`has the checksum of its upload: ${type}`, async () => {
      await bench.send('PUT', '/docs/part', { body: 'this is a part' });
      uploadId = await created({ 'x-amz-checksum-algorithm': 'CRC32C', 'x-amz-checksum-type': type });
      const answer = await copyPart(1, 'docs/part');
      expect(answer.xml?.textOf('ChecksumCRC32C')).toBe('iqJrOQ==');
      const etag = answer.xml?.textOf('ETag') ?? '';
      const part = `<Part><PartNumber>1</PartNumber><ETag>${etag}</ETag><ChecksumCRC32C>iqJrOQ==</ChecksumCRC32C></Part>`;
      const body = `<CompleteMultipartUpload>${part}</CompleteMultipartUpload>`;
      const completed = await bench.send('POST', '/docs/target', { query: { uploadId }, body });
      expect([completed.xml?.textOf('ChecksumCRC32C'), completed.xml?.textOf('ETag')]).toEqual([
        whole,
        '"395d97c07920de036bfa21e7568a2e9f-1"',
      ]);
    });
  }

  test('needs s3:GetObject on its source', async () => {
    const writer = await bench.user('writer', ['s3:PutObject']);
    const sent = { query: { partNumber: '1', uploadId }, headers: { 'x-amz-copy-source': 'docs/digits' } };
    expect((await bench.send('PUT', '/docs/target', { ...sent, as: writer })).code).toBe('AccessDenied');
    const copier = await bench.user('copier', ['s3:PutObject', 's3:GetObject']);
    expect((await bench.send('PUT', '/docs/target', { ...sent, as: copier })).status).toBe(200);
  });
});

test('the AWS SDK copies a part', async () => {
  const client = bench.client();
  const target = { Bucket: 'docs', Key: 'sdk' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  const { CopyPartResult } = await client.send(
    new UploadPartCopyCommand({
      ...target,
      UploadId,
      PartNumber: 1,
      CopySource: 'docs/digits',
      CopySourceRange: 'bytes=2-4',
    }),
  );
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  const { Body } = await client.send(new GetObjectCommand(target));
  expect(await Body?.transformToString()).toBe('234');
});
