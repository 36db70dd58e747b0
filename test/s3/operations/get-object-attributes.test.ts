import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';

import { Bench, type Answered, type Sent } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
});

const ask = (path: string, names: string, sent: Sent = {}): Promise<Answered> =>
  bench.send('GET', path, {
    ...sent,
    query: { attributes: '', ...sent.query },
    headers: { 'x-amz-object-attributes': names, ...sent.headers },
  });
const namesIn = ({ xml }: Answered): readonly string[] => xml?.children.map(({ name }) => name) ?? [];

/** An object of three parts, the last one small, with this checksum. */
async function multipart(headers: Record<string, string>, algorithm?: string): Promise<void> {
  const created = await bench.send('POST', '/docs/parts', { query: { uploads: '' }, headers });
  const uploadId = created.xml?.textOf('UploadId') ?? '';
  let list = '';
  for (const [at, body] of ['a'.repeat(5_242_881), 'a'.repeat(5_242_881), 'a'.repeat(10)].entries()) {
    const query = { partNumber: String(at + 1), uploadId };
    const value = at < 2 ? 'NRU+Sw==' : 'TBHN8A==';
    const checksum: Record<string, string> = algorithm ? { [`x-amz-checksum-${algorithm.toLowerCase()}`]: value } : {};
    const part = await bench.send('PUT', '/docs/parts', { query, body, headers: checksum });
    const element = algorithm ? `<Checksum${algorithm}>${value}</Checksum${algorithm}>` : '';
    list += `<Part><PartNumber>${at + 1}</PartNumber><ETag>${part.headers.get('etag')}</ETag>${element}</Part>`;
  }
  const body = `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`;
  const completed = await bench.send('POST', '/docs/parts', { query: { uploadId }, body });
  expect(completed.code).toBeUndefined();
}

describe('attributes of an object', () => {
  test('are those that were asked for, in S3’s order', async () => {
    await bench.send('PUT', '/docs/a', { body: 'hello', headers: { 'x-amz-storage-class': 'STANDARD_IA' } });
    const answer = await ask('/docs/a', 'ObjectSize,StorageClass , ETag');
    expect([answer.status, answer.xml?.name]).toEqual([200, 'GetObjectAttributesResponse']);
    expect(answer.xml?.children.map(({ name, text }) => [name, text])).toEqual([
      ['ETag', '5d41402abc4b2a76b9719d911017c592'],
      ['StorageClass', 'STANDARD_IA'],
      ['ObjectSize', '5'],
    ]);
    expect(answer.headers.get('last-modified')).toBe('Sun, 01 Mar 2026 09:00:00 GMT');
  });

  test('have no parts where it was put whole', async () => {
    await bench.send('PUT', '/docs/a', { body: 'hello' });
    const answer = await ask('/docs/a', 'ObjectParts,Checksum');
    expect(namesIn(answer)).toEqual(['Checksum']);
    expect(answer.xml?.child('Checksum')?.textOf('ChecksumType')).toBe('FULL_OBJECT');
  });

  test('list the parts of a composite checksum, page by page', async () => {
    await multipart({ 'x-amz-checksum-algorithm': 'CRC32' }, 'CRC32');
    const whole = await ask('/docs/parts', 'Checksum,ObjectParts,ETag');
    expect(whole.xml?.textOf('ETag')).toBe('4d45984fc3feb2ac9b22683c49674b56-3');
    expect(whole.xml?.child('Checksum')?.children.map(({ text }) => text)).toEqual(['5FRUiw==', 'COMPOSITE']);
    const parts = whole.xml?.child('ObjectParts');
    expect(parts?.all('Part').map((part) => part.children.map(({ text }) => text))).toEqual([
      ['1', '5242881', 'NRU+Sw=='],
      ['2', '5242881', 'NRU+Sw=='],
      ['3', '10', 'TBHN8A=='],
    ]);
    expect(
      ['PartsCount', 'MaxParts', 'NextPartNumberMarker', 'IsTruncated'].map((name) => parts?.textOf(name)),
    ).toEqual(['3', '1000', '3', 'false']);
    const page = await ask('/docs/parts', 'ObjectParts', {
      headers: { 'x-amz-max-parts': '1', 'x-amz-part-number-marker': '1' },
    });
    const second = page.xml?.child('ObjectParts');
    expect(second?.all('Part').map((part) => part.textOf('PartNumber'))).toEqual(['2']);
    expect(['PartNumberMarker', 'NextPartNumberMarker', 'IsTruncated'].map((name) => second?.textOf(name))).toEqual([
      '1',
      '2',
      'true',
    ]);
    const part = await bench.send('GET', '/docs/parts', {
      query: { partNumber: '3' },
      headers: { 'x-amz-checksum-mode': 'ENABLED' },
    });
    expect([part.status, part.headers.get('x-amz-checksum-crc32'), part.headers.get('x-amz-mp-parts-count')]).toEqual([
      206,
      'TBHN8A==',
      '3',
    ]);
  });

  for (const [headers, algorithm] of [
    [{ 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' }, 'CRC32'],
    [{}, undefined],
  ] as const) {
    test(`only count the parts with ${algorithm ?? 'the default'} over the whole object`, async () => {
      await multipart(headers, algorithm);
      const answer = await ask('/docs/parts', 'ObjectParts');
      expect(answer.xml?.child('ObjectParts')?.children.map(({ name, text }) => [name, text])).toEqual([
        ['PartsCount', '3'],
      ]);
    });
  }

  test('have to be named', async () => {
    await bench.send('PUT', '/docs/a', { body: 'hello' });
    const none = await bench.send('GET', '/docs/a', { query: { attributes: '' } });
    expect([none.status, none.code]).toEqual([400, 'InvalidRequest']);
    const unknown = await ask('/docs/a', 'ETag,Owner');
    expect([unknown.status, unknown.code, unknown.xml?.textOf('ArgumentName')]).toEqual([
      400,
      'InvalidArgument',
      'x-amz-object-attributes',
    ]);
  });

  test('need both permissions', async () => {
    await bench.send('PUT', '/docs/a', { body: 'hello' });
    for (const [allow, status] of [
      [['s3:GetObject', 's3:GetObjectAttributes'], 200],
      [['s3:GetObjectAttributes'], 403],
      [['s3:GetObject'], 403],
    ] as const) {
      const user = await bench.user('reader', allow);
      expect((await ask('/docs/a', 'ETag', { as: user })).status).toBe(status);
    }
  });

  test('of a missing object are NoSuchKey', async () => {
    expect((await ask('/docs/none', 'ETag')).code).toBe('NoSuchKey');
  });
});

test('a part of a composite object of one part shows the checksum of the part', async () => {
  const client = bench.client();
  const target = { Bucket: 'docs', Key: 'one' };
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'CRC32C', ChecksumType: 'COMPOSITE' }),
  );
  const part = await client.send(
    new UploadPartCommand({
      ...target,
      UploadId,
      PartNumber: 1,
      Body: 'test content 123',
      ChecksumAlgorithm: 'CRC32C',
    }),
  );
  const Parts = [{ PartNumber: 1, ETag: part.ETag, ChecksumCRC32C: part.ChecksumCRC32C }];
  await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
  const head = await bench.send('HEAD', '/docs/one', {
    query: { partNumber: '1' },
    headers: { 'x-amz-checksum-mode': 'ENABLED' },
  });
  expect(
    ['x-amz-checksum-crc32c', 'x-amz-checksum-type', 'content-range'].map((name) => head.headers.get(name)),
  ).toEqual(['fwuu0Q==', 'COMPOSITE', 'bytes 0-15/16']);
  const whole = await bench.send('HEAD', '/docs/one', { headers: { 'x-amz-checksum-mode': 'ENABLED' } });
  expect(whole.headers.get('x-amz-checksum-crc32c')).toBe('sZB91Q==-1');
});

test('the AWS SDK reads attributes', async () => {
  const client = bench.client();
  await client.send(new PutObjectCommand({ Bucket: 'docs', Key: 'a', Body: 'hello' }));
  const answer = await client.send(
    new GetObjectAttributesCommand({ Bucket: 'docs', Key: 'a', ObjectAttributes: ['ETag', 'ObjectSize', 'Checksum'] }),
  );
  expect([answer.ETag, answer.ObjectSize, answer.Checksum?.ChecksumType]).toEqual([
    '5d41402abc4b2a76b9719d911017c592',
    5,
    'FULL_OBJECT',
  ]);
});
