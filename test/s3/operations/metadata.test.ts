import { beforeEach, describe, expect, test } from 'vitest';

import { metadataText, metadataValue } from '#s3/operations/object/metadata-text.ts';

import { Bench, start, type Answered } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
});

const head = (): Promise<Answered> => bench.send('HEAD', '/docs/a');
const encoded = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

describe('metadata', () => {
  /** Header values as they arrive: a raw byte is a character. */
  const values: readonly [sent: string, shown: string][] = [
    ['plain, with a comma', 'plain, with a comma'],
    ['', ''],
    // The example of S3's documentation: UTF-8 that is sent raw counts as ISO-8859-1.
    [Buffer.from('ÄMÄZÕÑ S3').toString('latin1'), '=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?='],
    [encoded('ÄMÄZÕÑ S3'), encoded('ÄMÄZÕÑ S3')],
    [encoded('ascii after all'), 'ascii after all'],
    ['=?ISO-8859-1?Q?=C4M=C4Z_S3?=', encoded('ÄMÄZ S3')],
    [`${encoded('ä')} ${encoded('ö')}`, encoded('äö')],
    ['=?UTF-8?X?abc?=', '=?UTF-8?X?abc?='],
    ['=?not a word', '=?not a word'],
  ];
  for (const [sent, shown] of values) {
    test(`sent as ${JSON.stringify(sent)} is shown as ${JSON.stringify(shown)}`, async () => {
      await bench.send('PUT', '/docs/a', { body: 'x', headers: { 'x-amz-meta-note': sent } });
      expect((await head()).headers.get('x-amz-meta-note')).toBe(shown);
    });
  }

  test('from the query of a presigned URL may be any text', async () => {
    await bench.send('PUT', '/docs/a', { body: 'x', query: { 'x-amz-meta-note': '日本語' } });
    expect((await head()).headers.get('x-amz-meta-note')).toBe(encoded('日本語'));
  });

  test('with control characters is left out and counted', async () => {
    await bench.send('PUT', '/docs/a', {
      body: 'x',
      headers: { 'x-amz-meta-bell': encoded('a\u0007'), 'x-amz-meta-note': 'fine' },
    });
    const { headers } = await head();
    expect(['x-amz-meta-bell', 'x-amz-meta-note', 'x-amz-missing-meta'].map((name) => headers.get(name))).toEqual([
      undefined,
      'fine',
      '1',
    ]);
  });

  test('has names in lower case, and values of a repeated name joined', async () => {
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: 'arn:aws:s3:::docs/*' }],
    });
    await bench.send('DELETE', '/docs', { query: { publicAccessBlock: '' } });
    await bench.send('PUT', '/docs', { query: { policy: '' }, body: policy });
    const headers = { 'X-Amz-Meta-Mixed': 'One', 'x-amz-meta-mixed': 'Two' };
    const put = await bench.send('PUT', '/docs/a', { body: 'x', headers, as: 'anonymous' });
    expect([put.status, (await head()).headers.get('x-amz-meta-mixed')]).toEqual([200, 'One,Two']);
  });

  for (const [size, status] of [
    [2_048, 200],
    [2_049, 400],
  ] as const) {
    test(`of ${size} bytes is answered ${status}`, async () => {
      const headers = { 'x-amz-meta-abcd': 'v'.repeat(size - 4) };
      const answer = await bench.send('PUT', '/docs/a', { body: 'x', headers });
      expect([answer.status, answer.code]).toEqual([status, status === 200 ? undefined : 'MetadataTooLarge']);
    });
  }

  test('any text comes back from the header it was written in', () => {
    for (const text of ['', 'plain', 'ä', '日本語 and more', '=?UTF-8?B?', 'tab\there', '\u0000']) {
      expect(metadataText(metadataValue(text))).toBe(text);
    }
  });
});

describe('conditional reads', () => {
  const at = (seconds: number): string => new Date(start.getTime() + seconds * 1000).toUTCString();
  const [own, other] = ['"9dd4e461268c8034f5c8564e155c67a6"', '"other"'];
  const cases: readonly [headers: Record<string, string>, status: number][] = [
    [{ 'if-match': own }, 200],
    [{ 'if-match': own.slice(1, -1) }, 200],
    [{ 'if-match': other }, 412],
    [{ 'if-none-match': own }, 304],
    [{ 'if-none-match': other }, 200],
    [{ 'if-modified-since': at(-1) }, 200],
    [{ 'if-modified-since': at(0) }, 304],
    [{ 'if-modified-since': at(60) }, 200],
    [{ 'if-modified-since': 'yesterday' }, 200],
    [{ 'if-unmodified-since': at(-1) }, 412],
    [{ 'if-unmodified-since': at(0) }, 200],
    [{ 'if-match': own, 'if-unmodified-since': at(-1) }, 200],
    [{ 'if-none-match': own, 'if-modified-since': at(-1) }, 304],
    [{ 'if-none-match': other, 'if-modified-since': at(0) }, 200],
    [{ 'if-match': other, 'if-none-match': own }, 412],
  ];
  for (const [headers, status] of cases) {
    test(`${JSON.stringify(headers)} is answered ${status}`, async () => {
      await bench.send('PUT', '/docs/a', { body: 'x' });
      for (const method of ['GET', 'HEAD'])
        expect((await bench.send(method, '/docs/a', { headers })).status).toBe(status);
    });
  }
});
