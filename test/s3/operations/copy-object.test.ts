import { createHash } from 'node:crypto';

import { CopyObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';

import { Fill } from '#base/fill.ts';

import { Bench, start, type Answered, type Sent } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
  await bench.send('PUT', '/backup');
});

const put = (path: string, body: string, headers: Record<string, string> = {}): Promise<Answered> =>
  bench.send('PUT', path, { body, headers });
const copy = (path: string, source: string, headers: Record<string, string> = {}, sent: Sent = {}) =>
  bench.send('PUT', path, { headers: { 'x-amz-copy-source': source, ...headers }, ...sent });
const told = (answer: Answered): unknown[] => [answer.status, answer.code, answer.xml?.textOf('Message')];
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe('a copy', () => {
  test('has the bytes, type and metadata of its source, and tells what it is', async () => {
    await put('/docs/a.txt', 'hello', { 'content-type': 'text/plain', 'x-amz-meta-owner': 'alice' });
    const answer = await copy('/backup/b.txt', '/docs/a.txt');
    expect([answer.status, answer.xml?.name, answer.decision.operation]).toEqual([
      200,
      'CopyObjectResult',
      'CopyObject',
    ]);
    expect(answer.xml?.textOf('ETag')).toBe(`"${md5('hello')}"`);
    expect(answer.xml?.textOf('LastModified')).toBe('2026-03-01T09:00:00.000Z');
    expect(answer.xml?.textOf('ChecksumCRC64NVME')).toBeDefined();
    expect(answer.xml?.textOf('ChecksumType')).toBeUndefined();
    expect(answer.headers.get('x-amz-server-side-encryption')).toBe('AES256');
    const read = await bench.send('GET', '/backup/b.txt');
    expect([read.text, read.headers.get('content-type'), read.headers.get('x-amz-meta-owner')]).toEqual([
      'hello',
      'text/plain',
      'alice',
    ]);
  });

  for (const source of ['docs/dir/a b+c%.txt', '/docs/dir/a%20b%2Bc%25.txt', 'docs%2Fdir%2Fa%20b+c%25.txt']) {
    test(`finds its source as ${source}`, async () => {
      await put('/docs/dir/a%20b%2Bc%25.txt', 'odd');
      expect((await copy('/docs/copy', source)).status).toBe(200);
    });
  }

  for (const source of ['docs', '/docs', 'docs/', '/', '//key']) {
    test(`is refused when its source is "${source}"`, async () => {
      const answer = await copy('/docs/copy', source);
      expect(told(answer)).toEqual([
        400,
        'InvalidArgument',
        'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      ]);
      expect(answer.xml?.textOf('ArgumentValue')).toBe(source);
    });
  }

  test('outlives its source, and its source outlives it', async () => {
    await put('/docs/a', 'hello');
    await copy('/docs/b', 'docs/a');
    await bench.send('DELETE', '/docs/a');
    expect((await bench.send('GET', '/docs/b')).text).toBe('hello');
    await copy('/docs/c', 'docs/b');
    await bench.send('DELETE', '/docs/b');
    expect((await bench.send('GET', '/docs/c')).text).toBe('hello');
  });

  test('of a missing key or bucket names what is missing', async () => {
    const key = await copy('/docs/b', 'docs/none');
    expect([...told(key), key.xml?.textOf('Key'), key.failed]).toEqual([
      404,
      'NoSuchKey',
      'The specified key does not exist.',
      'none',
      'object',
    ]);
    const bucket = await copy('/docs/b', 'nowhere/a');
    expect([bucket.code, bucket.xml?.textOf('BucketName')]).toEqual(['NoSuchBucket', 'nowhere']);
  });

  test('of an object put in parts is put whole: its ETag is the MD5 of all bytes', async () => {
    const body = 'x'.repeat(5_242_880);
    const upload = await bench.send('POST', '/docs/parts', { query: { uploads: '' } });
    const uploadId = upload.xml?.textOf('UploadId') ?? '';
    const etags: string[] = [];
    for (const [partNumber, bytes] of [body, 'rest'].entries()) {
      const query = { partNumber: String(partNumber + 1), uploadId };
      etags.push((await bench.send('PUT', '/docs/parts', { query, body: bytes })).headers.get('etag') ?? '');
    }
    const parts = etags.map((etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
    const list = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    await bench.send('POST', '/docs/parts', { query: { uploadId }, body: list });
    const answer = await copy('/docs/whole', 'docs/parts');
    expect(answer.xml?.textOf('ETag')).toBe(`"${md5(`${body}rest`)}"`);
    const head = await bench.send('HEAD', '/docs/whole', { query: { partNumber: '1' } });
    expect([head.status, head.headers.has('x-amz-mp-parts-count')]).toEqual([206, false]);
  });

  test('of a fill of 5 GiB takes no room, and one byte more is too much', async () => {
    await bench.send('PUT', '/docs/large', { body: new Fill(5_368_709_120, 'a') });
    expect((await copy('/docs/copy', 'docs/large')).status).toBe(200);
    const answer = await bench.send('HEAD', '/docs/copy');
    expect(answer.headers.get('content-length')).toBe('5368709120');
    const upload = await bench.send('POST', '/docs/huge', { query: { uploads: '' } });
    const uploadId = upload.xml?.textOf('UploadId') ?? '';
    let list = '';
    for (const [at, size] of [5_368_709_120, 1].entries()) {
      const query = { partNumber: String(at + 1), uploadId };
      const part = await bench.send('PUT', '/docs/huge', { query, body: new Fill(size, 'a') });
      list += `<Part><PartNumber>${at + 1}</PartNumber><ETag>${part.headers.get('etag')}</ETag></Part>`;
    }
    const body = `<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`;
    expect((await bench.send('POST', '/docs/huge', { query: { uploadId }, body })).status).toBe(200);
    expect(told(await copy('/docs/copy', 'docs/huge'))).toEqual([
      400,
      'InvalidRequest',
      'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    ]);
  });

  test('of an archived object is refused', async () => {
    await put('/docs/cold', 'ice', { 'x-amz-storage-class': 'GLACIER' });
    const answer = await copy('/docs/b', 'docs/cold');
    expect(told(answer)).toEqual([
      403,
      'InvalidObjectState',
      "Operation is not valid for the source object's storage class",
    ]);
    expect(answer.xml?.textOf('StorageClass')).toBe('GLACIER');
  });
});

describe('what is said of a copy', () => {
  beforeEach(async () => {
    await put('/docs/a', 'hello', {
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'x-amz-meta-owner': 'alice',
      'x-amz-website-redirect-location': '/elsewhere',
      'x-amz-storage-class': 'STANDARD_IA',
      'x-amz-tagging': 'stage=draft',
    });
  });
  const headersOf = async (path: string, ...names: readonly string[]): Promise<(string | undefined)[]> => {
    const { headers } = await bench.send('HEAD', path);
    return names.map((name) => headers.get(name));
  };

  test('leaves storage class and redirect location behind', async () => {
    await copy('/docs/b', 'docs/a', { 'x-amz-meta-owner': 'ignored' });
    const names = ['content-type', 'cache-control', 'x-amz-meta-owner', 'x-amz-website-redirect-location'];
    expect(await headersOf('/docs/b', ...names, 'x-amz-storage-class', 'x-amz-tagging-count')).toEqual([
      'text/plain',
      'no-store',
      'alice',
      undefined,
      undefined,
      '1',
    ]);
  });

  test('is replaced as a whole on request, tags apart', async () => {
    const headers = {
      'x-amz-metadata-directive': 'REPLACE',
      'x-amz-tagging-directive': 'REPLACE',
      'x-amz-meta-stage': 'final',
    };
    await copy('/docs/b', 'docs/a', headers);
    const names = ['content-type', 'cache-control', 'x-amz-meta-owner', 'x-amz-meta-stage', 'x-amz-tagging-count'];
    expect(await headersOf('/docs/b', ...names)).toEqual([
      'binary/octet-stream',
      undefined,
      undefined,
      'final',
      undefined,
    ]);
  });

  for (const [directive, text] of [
    ['x-amz-metadata-directive', 'Unknown metadata directive.'],
    ['x-amz-tagging-directive', 'Unknown tagging directive.'],
  ] as const) {
    test(`${directive} is COPY or REPLACE`, async () => {
      expect(told(await copy('/docs/b', 'docs/a', { [directive]: 'MERGE' }))).toEqual([400, 'InvalidArgument', text]);
    });
  }

  test('its checksum is of the algorithm asked for, else of its source’s', async () => {
    const crc = { 'x-amz-checksum-crc32c': 'mnG7TA==' };
    await put('/docs/c', 'hello', crc);
    const same = await copy('/docs/d', 'docs/c');
    expect(same.xml?.textOf('ChecksumCRC32C')).toBe('mnG7TA==');
    const other = await copy('/docs/d', 'docs/c', { 'x-amz-checksum-algorithm': 'SHA256' });
    expect(other.xml?.textOf('ChecksumSHA256')).toBe(createHash('sha256').update('hello').digest('base64'));
    const none = await copy('/docs/d', 'docs/c', { 'x-amz-checksum-algorithm': 'CRC31' });
    expect(told(none).slice(0, 2)).toEqual([400, 'InvalidRequest']);
  });
});

describe('a copy onto itself', () => {
  const illegal =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
  const cases: readonly [headers: Record<string, string>, isLegal: boolean][] = [
    [{}, false],
    [{ 'x-amz-metadata-directive': 'COPY', 'x-amz-meta-a': 'b' }, false],
    [{ 'x-amz-tagging-directive': 'REPLACE', 'x-amz-tagging': 'a=b' }, false],
    [{ 'x-amz-metadata-directive': 'REPLACE' }, true],
    [{ 'x-amz-storage-class': 'STANDARD' }, true],
    [{ 'x-amz-website-redirect-location': '/there' }, true],
    [{ 'x-amz-server-side-encryption': 'AES256' }, true],
  ];
  for (const [headers, isLegal] of cases) {
    test(`with ${JSON.stringify(headers)} is ${isLegal ? 'a change' : 'none'}`, async () => {
      await put('/docs/a', 'hello');
      const answer = await copy('/docs/a', '/docs/a', headers);
      expect(told(answer)).toEqual(isLegal ? [200, undefined, undefined] : [400, 'InvalidRequest', illegal]);
      expect((await bench.send('GET', '/docs/a')).text).toBe('hello');
    });
  }
});

describe('conditions on the source', () => {
  const past = new Date(start.getTime() - 60_000).toUTCString();
  const future = new Date(start.getTime() + 60_000).toUTCString();
  const now = start.toUTCString();
  const own = `"${md5('hello')}"`;
  const cases: readonly [headers: Record<string, string>, failed: string | undefined][] = [
    [{ 'if-match': own }, undefined],
    [{ 'if-match': md5('hello') }, undefined],
    [{ 'if-match': '"other"' }, 'If-Match'],
    [{ 'if-none-match': '"other"' }, undefined],
    [{ 'if-none-match': own }, 'If-None-Match'],
    [{ 'if-none-match': md5('hello') }, 'If-None-Match'],
    [{ 'if-unmodified-since': now }, undefined],
    [{ 'if-unmodified-since': past }, 'If-Unmodified-Since'],
    [{ 'if-modified-since': past }, undefined],
    [{ 'if-modified-since': now }, 'If-Modified-Since'],
    [{ 'if-modified-since': future }, undefined],
    [{ 'if-match': own, 'if-unmodified-since': past }, undefined],
    [{ 'if-none-match': own, 'if-modified-since': past }, 'If-None-Match'],
  ];
  for (const [conditions, failed] of cases) {
    test(`${JSON.stringify(conditions)} ${failed === undefined ? 'lets it be copied' : 'is answered 412'}`, async () => {
      await put('/docs/a', 'hello');
      const entries = Object.entries(conditions).map(([name, value]) => [`x-amz-copy-source-${name}`, value]);
      const answer = await copy('/docs/b', 'docs/a', Object.fromEntries(entries) as Record<string, string>);
      const expected = failed === undefined ? [200, undefined] : [412, `x-amz-copy-source-${failed}`];
      expect([answer.status, answer.xml?.textOf('Condition')]).toEqual(expected);
    });
  }

  test('and on the target hold together', async () => {
    await put('/docs/a', 'hello');
    expect((await copy('/docs/b', 'docs/a', { 'if-none-match': '*' })).status).toBe(200);
    const again = await copy('/docs/b', 'docs/a', { 'if-none-match': '*' });
    expect([again.status, again.xml?.textOf('Condition')]).toEqual([412, 'If-None-Match']);
  });
});

describe('permissions of a copy', () => {
  const put2 = 's3:PutObject';
  const cases: readonly [allow: readonly string[], tagged: boolean, status: number, code: string | undefined][] = [
    [['s3:GetObject', put2], false, 200, undefined],
    [['s3:GetObject'], false, 403, 'AccessDenied'],
    [[put2], false, 403, 'AccessDenied'],
    [['s3:GetObject', put2], true, 403, 'AccessDenied'],
    [['s3:GetObject', 's3:GetObjectTagging', put2], true, 403, 'AccessDenied'],
    [['s3:GetObject', 's3:GetObjectTagging', put2, 's3:PutObjectTagging'], true, 200, undefined],
  ];
  for (const [allow, tagged, status, code] of cases) {
    test(`${allow.join(', ')} of a source ${tagged ? 'with' : 'without'} tags: ${status}`, async () => {
      await put('/docs/a', 'hello', tagged ? { 'x-amz-tagging': 'a=b' } : {});
      const user = await bench.user('copier', allow);
      const answer = await copy('/backup/b', 'docs/a', {}, { as: user, headers: { 'x-amz-copy-source': 'docs/a' } });
      expect([answer.status, answer.code]).toEqual([status, code]);
    });
  }

  test('who may not list the source’s bucket does not learn that the key is missing', async () => {
    const user = await bench.user('copier', ['s3:GetObject', put2]);
    const answer = await copy('/backup/b', '', {}, { as: user, headers: { 'x-amz-copy-source': 'docs/none' } });
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied']);
  });
});

describe('owners', () => {
  const other = '444455556666';

  test('the source has to belong to the account that the sender expects', async () => {
    await put('/docs/a', 'hello');
    const name = 'x-amz-source-expected-bucket-owner';
    expect((await copy('/docs/b', 'docs/a', { [name]: '111122223333' })).status).toBe(200);
    const wrong = await copy('/docs/b', 'docs/a', { [name]: other });
    expect([wrong.status, wrong.code, wrong.failed]).toEqual([403, 'AccessDenied', 'bucket-owner']);
  });

  for (const name of ['x-amz-source-expected-bucket-owner', 'x-amz-expected-bucket-owner']) {
    for (const owner of ['0000', '0000000000020', 'abcd', 'aa000000000$']) {
      test(`${name} is no account: ${owner}`, async () => {
        await put('/docs/a', 'hello');
        expect(told(await copy('/docs/b', 'docs/a', { [name]: owner }))).toEqual([
          400,
          'InvalidBucketOwnerAWSAccountID',
          `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`,
        ]);
      });
    }
  }

  test('a source in another account needs a permission there too', async () => {
    const result = await bench.emulator.control({ command: 'credentials', identity: 'root', account: other });
    if (!result.ok || result.kind !== 'credentials') throw new Error('no root user of the other account');
    const root = result.credentials;
    await bench.send('PUT', '/theirs', { as: root });
    await bench.send('PUT', '/theirs/a', { as: root, body: 'hello' });
    expect(told(await copy('/docs/b', 'theirs/a'))).toEqual([403, 'AccessDenied', 'Access Denied']);
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::theirs/*',
    };
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const set = await bench.send('PUT', '/theirs', { as: root, query: { policy: '' }, body: policy });
    expect(set.status).toBe(204);
    expect((await copy('/docs/b', 'theirs/a')).status).toBe(200);
  });
});

describe('versions', () => {
  const versioned = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';

  test('are copied by their id, which brings an old one back', async () => {
    await bench.send('PUT', '/docs', { query: { versioning: '' }, body: versioned });
    const first = (await put('/docs/a', 'one')).headers.get('x-amz-version-id') ?? '';
    await put('/docs/a', 'two');
    const answer = await copy('/docs/a', `docs/a?versionId=${first}`);
    expect([answer.status, answer.headers.get('x-amz-copy-source-version-id')]).toEqual([200, first]);
    expect(answer.headers.get('x-amz-version-id')).not.toBe(first);
    expect((await bench.send('GET', '/docs/a')).text).toBe('one');
  });

  test('a delete marker is no source', async () => {
    await bench.send('PUT', '/docs', { query: { versioning: '' }, body: versioned });
    await put('/docs/a', 'one');
    const marker = (await bench.send('DELETE', '/docs/a')).headers.get('x-amz-version-id') ?? '';
    expect(told(await copy('/docs/b', 'docs/a')).slice(0, 2)).toEqual([404, 'NoSuchKey']);
    expect(told(await copy('/docs/b', `docs/a?versionId=${marker}`))).toEqual([
      400,
      'InvalidRequest',
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    ]);
  });
});

test('the AWS SDK copies between buckets of two Regions', async () => {
  const far = bench.client({ region: 'eu-central-1' });
  await bench.send('PUT', '/far', {
    body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
  });
  const client = bench.client();
  await client.send(new PutObjectCommand({ Bucket: 'docs', Key: 'ä b/c', Body: 'hello', Metadata: { a: 'b' } }));
  const source = `docs/${encodeURIComponent('ä b/c')}`;
  const { CopyObjectResult } = await far.send(
    new CopyObjectCommand({
      Bucket: 'far',
      Key: 'copy',
      CopySource: source,
      TaggingDirective: 'REPLACE',
      Tagging: 'x=y',
    }),
  );
  expect(CopyObjectResult?.ETag).toBe(`"${md5('hello')}"`);
  const head = await far.send(new HeadObjectCommand({ Bucket: 'far', Key: 'copy' }));
  expect([head.Metadata, head.ContentLength]).toEqual([{ a: 'b' }, 5]);
});
