import {
  DeleteBucketTaggingCommand,
  DeleteObjectTaggingCommand,
  GetBucketTaggingCommand,
  GetObjectTaggingCommand,
  PutBucketTaggingCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';

import { Bench, type Answered } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
});

const tagging = { tagging: '' };
const document = (tags: readonly (readonly [string, string])[]): string =>
  `<Tagging><TagSet>${tags.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('')}</TagSet></Tagging>`;
const shown = ({ xml }: Answered): unknown =>
  xml
    ?.child('TagSet')
    ?.all('Tag')
    .map((tag) => [tag.textOf('Key'), tag.textOf('Value')]);
const told = (answer: Answered): unknown[] => [answer.status, answer.code, answer.xml?.textOf('Message')];

describe('tags of an object', () => {
  beforeEach(async () => {
    await bench.send('PUT', '/docs/a', { body: 'hello' });
  });

  test('are put, replaced, shown, counted and deleted', async () => {
    expect(shown(await bench.send('GET', '/docs/a', { query: tagging }))).toEqual([]);
    const body = document([
      ['stage', 'draft'],
      ['empty', ''],
    ]);
    expect((await bench.send('PUT', '/docs/a', { query: tagging, body })).status).toBe(200);
    expect(shown(await bench.send('GET', '/docs/a', { query: tagging }))).toEqual([
      ['stage', 'draft'],
      ['empty', ''],
    ]);
    expect((await bench.send('GET', '/docs/a')).headers.get('x-amz-tagging-count')).toBe('2');
    await bench.send('PUT', '/docs/a', { query: tagging, body: document([['stage', 'a b/ü+']]) });
    expect(shown(await bench.send('GET', '/docs/a', { query: tagging }))).toEqual([['stage', 'a b/ü+']]);
    expect((await bench.send('DELETE', '/docs/a', { query: tagging })).status).toBe(204);
    const read = await bench.send('GET', '/docs/a');
    expect([read.text, read.headers.has('x-amz-tagging-count')]).toEqual(['hello', false]);
  });

  const accepted: readonly [header: string, tags: unknown][] = [
    [
      'a=b&c=d+e',
      [
        ['a', 'b'],
        ['c', 'd e'],
      ],
    ],
    [
      'a=%C3%BC&b=',
      [
        ['a', 'ü'],
        ['b', ''],
      ],
    ],
    [
      'first&second',
      [
        ['first', ''],
        ['second', ''],
      ],
    ],
    ['', []],
  ];
  for (const [header, tags] of accepted) {
    test(`come with the object as "${header}"`, async () => {
      await bench.send('PUT', '/docs/b', { body: 'x', headers: { 'x-amz-tagging': header } });
      expect(shown(await bench.send('GET', '/docs/b', { query: tagging }))).toEqual(tags);
    });
  }

  const eleven = Array.from({ length: 11 }, (_, at) => `k${at}=v`).join('&');
  const encoded =
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
  const refused: readonly [header: string, code: string, message: string][] = [
    ['key1=val1&key1=val2', 'InvalidArgument', encoded],
    ['key1=val1,key2=val2', 'InvalidArgument', encoded],
    ['=value', 'InvalidArgument', encoded],
    [`${'k'.repeat(129)}=v`, 'InvalidArgument', encoded],
    ['aws:mine=v', 'InvalidTag', 'Your TagKey cannot be prefixed with aws:'],
    [eleven, 'BadRequest', 'Object tags cannot be greater than 10'],
  ];
  for (const [header, code, message] of refused) {
    test(`are refused with the object as "${header.slice(0, 30)}"`, async () => {
      const answer = await bench.send('PUT', '/docs/b', { body: 'x', headers: { 'x-amz-tagging': header } });
      expect(told(answer)).toEqual([400, code, message]);
    });
  }

  const faulty: readonly [tags: readonly (readonly [string, string])[], code: string, message: string, key?: string][] =
    [
      [
        [
          ['Key1', 'a'],
          ['Key1', 'b'],
        ],
        'InvalidTag',
        'Cannot provide multiple Tags with the same key',
        'Key1',
      ],
      [[['Key1,Key2', 'a']], 'InvalidTag', 'The TagKey you have provided is invalid', 'Key1,Key2'],
      [[['Key1', 'Val1,Val2']], 'InvalidTag', 'The TagValue you have provided is invalid', 'Key1'],
      [[['Key1', 'v'.repeat(257)]], 'InvalidTag', 'The TagValue you have provided is invalid', 'Key1'],
      [[['aws:prefixed', 'a']], 'InvalidTag', 'Your TagKey cannot be prefixed with aws:', 'aws:prefixed'],
    ];
  for (const [tags, code, message, key] of faulty) {
    test(`are refused: ${message}`, async () => {
      const answer = await bench.send('PUT', '/docs/a', { query: tagging, body: document(tags) });
      expect([...told(answer), answer.xml?.textOf('TagKey')]).toEqual([400, code, message, key]);
    });
  }

  test('a document without a TagSet, or a Tag without a Value, is malformed', async () => {
    for (const body of ['<Tagging/>', '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>', '<Tags/>']) {
      expect((await bench.send('PUT', '/docs/a', { query: tagging, body })).code).toBe('MalformedXML');
    }
  });

  test('of a missing key are NoSuchKey, which GetObjectTagging shows with its bucket', async () => {
    const [read, removed] = [
      await bench.send('GET', '/docs/none', { query: tagging }),
      await bench.send('DELETE', '/docs/none', { query: tagging }),
    ];
    expect([read.code, read.xml?.textOf('Key')]).toEqual(['NoSuchKey', 'docs/none']);
    expect([removed.code, removed.xml?.textOf('Key')]).toEqual(['NoSuchKey', 'none']);
    const user = await bench.user('reader', ['s3:GetObjectTagging']);
    expect((await bench.send('GET', '/docs/none', { query: tagging, as: user })).code).toBe('AccessDenied');
  });

  test('need a permission of their own, also when the object is put', async () => {
    const user = await bench.user('writer', ['s3:PutObject']);
    const headers = { 'x-amz-tagging': 'a=b' };
    const untagged = await bench.send('PUT', '/docs/b', { body: 'x', as: user });
    const tagged = await bench.send('PUT', '/docs/b', { body: 'x', headers, as: user });
    expect([untagged.status, tagged.status, tagged.code]).toEqual([200, 403, 'AccessDenied']);
    expect((await bench.send('GET', '/docs/b', { query: tagging, as: user })).status).toBe(403);
  });

  test('belong to a version, and a delete marker has none', async () => {
    const body = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
    await bench.send('PUT', '/docs', { query: { versioning: '' }, body });
    const ids: string[] = [];
    for (const tag of ['one', 'two']) {
      const answer = await bench.send('PUT', '/docs/v', { body: tag, headers: { 'x-amz-tagging': `n=${tag}` } });
      ids.push(answer.headers.get('x-amz-version-id') ?? '');
    }
    const [first = '', second] = ids;
    const put = await bench.send('PUT', '/docs/v', {
      query: { ...tagging, versionId: first },
      body: document([['n', '1']]),
    });
    expect(put.headers.get('x-amz-version-id')).toBe(first);
    expect(shown(await bench.send('GET', '/docs/v', { query: { ...tagging, versionId: first } }))).toEqual([
      ['n', '1'],
    ]);
    const current = await bench.send('GET', '/docs/v', { query: tagging });
    expect([shown(current), current.headers.get('x-amz-version-id')]).toEqual([[['n', 'two']], second]);
    await bench.send('DELETE', '/docs/v');
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await bench.send(method, '/docs/v', {
        query: tagging,
        ...(method === 'PUT' ? { body: document([]) } : {}),
      });
      expect([answer.status, answer.code, answer.xml?.textOf('Method'), answer.xml?.textOf('ResourceType')]).toEqual([
        405,
        'MethodNotAllowed',
        method,
        'DeleteMarker',
      ]);
    }
  });
});

describe('tags of a bucket', () => {
  test('are put, replaced, shown and deleted', async () => {
    const missing = await bench.send('GET', '/docs', { query: tagging });
    expect([...told(missing), missing.xml?.textOf('BucketName')]).toEqual([
      404,
      'NoSuchTagSet',
      'The TagSet does not exist',
      'docs',
    ]);
    expect((await bench.send('PUT', '/docs', { query: tagging, body: document([['team', 'a']]) })).status).toBe(204);
    expect(shown(await bench.send('GET', '/docs', { query: tagging }))).toEqual([['team', 'a']]);
    expect((await bench.send('DELETE', '/docs', { query: tagging })).status).toBe(204);
    expect((await bench.send('GET', '/docs', { query: tagging })).code).toBe('NoSuchTagSet');
  });

  test('are never AWS’s own', async () => {
    const answer = await bench.send('PUT', '/docs', { query: tagging, body: document([['aws:prefixed', 'a']]) });
    expect(told(answer)).toEqual([400, 'InvalidTag', 'System tags cannot be added/updated by requester']);
  });
});

test('the AWS SDK tags objects and buckets', async () => {
  const client = bench.client();
  await bench.send('PUT', '/docs/a', { body: 'hello' });
  const TagSet = [{ Key: 'a', Value: 'b' }];
  const [object, bucket] = [{ Bucket: 'docs', Key: 'a' }, { Bucket: 'docs' }];
  await client.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet } }));
  expect((await client.send(new GetObjectTaggingCommand(object))).TagSet).toEqual(TagSet);
  await client.send(new DeleteObjectTaggingCommand(object));
  expect((await client.send(new GetObjectTaggingCommand(object))).TagSet).toEqual([]);
  await client.send(new PutBucketTaggingCommand({ ...bucket, Tagging: { TagSet } }));
  expect((await client.send(new GetBucketTaggingCommand(bucket))).TagSet).toEqual(TagSet);
  await client.send(new DeleteBucketTaggingCommand(bucket));
});
