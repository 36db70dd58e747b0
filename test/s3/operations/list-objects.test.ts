import { ListObjectsCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';

import { Bench, type Answered, type Sent } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
});

const put = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await bench.send('PUT', `/docs/${encodeURIComponent(key)}`, { body: 'x' });
};
const list = (query: Record<string, string> = {}, sent: Sent = {}): Promise<Answered> =>
  bench.send('GET', '/docs', { query, ...sent });
const keys = ({ xml }: Answered): unknown => xml?.all('Contents').map((item) => item.textOf('Key'));
const prefixes = ({ xml }: Answered): unknown => xml?.all('CommonPrefixes').map((item) => item.textOf('Prefix'));

describe('the first version of the list', () => {
  test('of an empty bucket shows what was asked, with an empty marker', async () => {
    const answer = await list();
    expect(answer.decision.operation).toBe('ListObjects');
    expect(answer.xml?.children.map(({ name, text }) => [name, text])).toEqual([
      ['Name', 'docs'],
      ['Prefix', ''],
      ['Marker', ''],
      ['MaxKeys', '1000'],
      ['IsTruncated', 'false'],
    ]);
  });

  test('shows each object with its owner, but not to the anonymous', async () => {
    await put('a');
    const item = (await list()).xml?.child('Contents');
    expect(item?.children.map(({ name }) => name)).toEqual([
      'Key',
      'LastModified',
      'ETag',
      'ChecksumAlgorithm',
      'ChecksumType',
      'Size',
      'Owner',
      'StorageClass',
    ]);
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::docs' }],
    });
    await bench.send('DELETE', '/docs', { query: { publicAccessBlock: '' } });
    await bench.send('PUT', '/docs', { query: { policy: '' }, body: policy });
    const open = await list({}, { as: 'anonymous' });
    expect([open.status, open.xml?.child('Contents')?.child('Owner')]).toEqual([200, undefined]);
  });

  test('goes on behind its marker, and names the next one only with a delimiter', async () => {
    await put('a', 'b', 'c');
    const first = await list({ 'max-keys': '1' });
    expect([keys(first), first.xml?.textOf('IsTruncated'), first.xml?.textOf('NextMarker')]).toEqual([
      ['a'],
      'true',
      undefined,
    ]);
    const second = await list({ 'max-keys': '1', marker: 'a', delimiter: '/' });
    expect([keys(second), second.xml?.textOf('Marker'), second.xml?.textOf('NextMarker')]).toEqual([['b'], 'a', 'b']);
    const last = await list({ 'max-keys': '1', marker: 'b' });
    expect([keys(last), last.xml?.textOf('IsTruncated')]).toEqual([['c'], 'false']);
    expect(keys(await list({ marker: 'aa' }))).toEqual(['b', 'c']);
  });

  test('leaves out the common prefix that its marker lies in', async () => {
    await put('folder/aSubfolder/subFile1', 'folder/aSubfolder/subFile2', 'folder/file1', 'folder/file2');
    const within = { prefix: 'folder/', delimiter: '/', 'max-keys': '1' };
    const first = await list(within);
    expect([prefixes(first), first.xml?.textOf('NextMarker')]).toEqual([['folder/aSubfolder/'], 'folder/aSubfolder/']);
    for (const marker of ['folder/aSubfolder/', 'folder/aSubfolder/subFile1']) {
      const next = await list({ ...within, marker });
      expect([prefixes(next), keys(next), next.xml?.textOf('NextMarker')]).toEqual([
        [],
        ['folder/file1'],
        'folder/file1',
      ]);
    }
    const end = await list({ ...within, marker: 'folder/file1' });
    expect([keys(end), end.xml?.textOf('NextMarker'), end.xml?.textOf('IsTruncated')]).toEqual([
      ['folder/file2'],
      undefined,
      'false',
    ]);
  });

  test('writes names encoded on request', async () => {
    await put('a b/ü+1', 'test%123');
    const answer = await list({ 'encoding-type': 'url', delimiter: '%2F', marker: 'a a' });
    expect([keys(answer), answer.xml?.textOf('Delimiter'), answer.xml?.textOf('Marker')]).toEqual([
      ['a+b/%C3%BC%2B1', 'test%25123'],
      '%252F',
      'a+a',
    ]);
  });

  test('takes delimiters of several characters', async () => {
    await put('a--b--c', 'a--d', 'a-e', 'f');
    expect(prefixes(await list({ delimiter: '--' }))).toEqual(['a--']);
    const below = await list({ delimiter: '--', prefix: 'a--' });
    expect([prefixes(below), keys(below)]).toEqual([['a--b--'], ['a--d']]);
  });

  test('orders keys by their UTF-8 bytes, control characters included', async () => {
    const ordered = ['\u0001', ' ', 'a', 'a\u0000b', 'a\u0001', 'ab', 'é', '\uFFFD', '😀'];
    await put(...[...ordered].reverse());
    const encoded = ordered.map((key) => encodeURIComponent(key).replaceAll('%20', '+'));
    const answer = await list({ 'encoding-type': 'url' });
    expect(keys(answer)).toEqual(encoded);
    const paged: unknown[] = [];
    for (let at = 0; at < ordered.length; at += 1) {
      const page = await list({
        'encoding-type': 'url',
        'max-keys': '1',
        marker: at === 0 ? '' : (ordered[at - 1] ?? ''),
      });
      paged.push(...(keys(page) as unknown[]));
    }
    expect(paged).toEqual(encoded);
  });
});

test('the AWS SDK lists with both versions', async () => {
  await put('a b', 'c/d', 'c/e');
  const client = bench.client();
  const one = await client.send(new ListObjectsCommand({ Bucket: 'docs', Delimiter: '/', MaxKeys: 1 }));
  expect([one.Contents?.map(({ Key }) => Key), one.NextMarker]).toEqual([['a b'], 'a b']);
  const found: unknown[] = [];
  for await (const { Contents } of paginateListObjectsV2(
    { client, pageSize: 1 },
    { Bucket: 'docs', StartAfter: 'a b' },
  )) {
    found.push(...(Contents ?? []).map(({ Key }) => Key));
  }
  expect(found).toEqual(['c/d', 'c/e']);
});
