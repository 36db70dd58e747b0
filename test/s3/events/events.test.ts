import { beforeEach, describe, expect, test } from 'vitest';

import type { DeliveredEvent } from '#s3/events/event-queue.ts';
import { Account, start } from '../emulated-account.ts';

const queue = 'arn:aws:sqs:us-east-1:111122223333:uploads';
const topic = 'arn:aws:sns:us-east-1:111122223333:removals';

let account: Account;

beforeEach(async () => {
  account = await Account.withBucket();
});

function rule(content: string, kind: 'Queue' | 'Topic' = 'Queue', id = 'tell'): string {
  return `<${kind}Configuration><Id>${id}</Id><${kind}>${kind === 'Queue' ? queue : topic}</${kind}>${content}</${kind}Configuration>`;
}

async function notify(...rules: readonly string[]): Promise<void> {
  const body = `<NotificationConfiguration>${rules.join('')}</NotificationConfiguration>`;
  await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'notification=', body }));
}

async function events(since?: number): Promise<readonly DeliveredEvent[]> {
  const result = await account.emulator.control({ command: 'events', bucket: 'bucket', since });
  if (!result.ok || result.kind !== 'events') throw new Error(JSON.stringify(result));
  return result.events;
}

async function names(): Promise<readonly (string | undefined)[]> {
  return (await events()).map(({ message }) => message.Records[0]?.eventName);
}

async function multipart(key: string): Promise<void> {
  const created = await account.ok(account.headerSigned({ method: 'POST', path: `/bucket/${key}`, query: 'uploads=' }));
  const uploadId = /<UploadId>(.*?)<\/UploadId>/.exec(created.text)?.[1] ?? '';
  const query = `partNumber=1&uploadId=${uploadId}`;
  const part = await account.ok(account.headerSigned({ method: 'PUT', path: `/bucket/${key}`, query, body: 'hello' }));
  const etag = part.headers.find(([name]) => name === 'ETag')?.[1] ?? '';
  const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
  await account.ok(
    account.headerSigned({ method: 'POST', path: `/bucket/${key}`, query: `uploadId=${uploadId}`, body }),
  );
}

describe('the event of an object that was put', () => {
  test('has the fields of version 2.1 of the message', async () => {
    await notify(rule('<Event>s3:ObjectCreated:*</Event>'));
    const user = await account.user('app', ['s3:PutObject']);
    const request = account.presigned({ method: 'PUT', path: '/bucket/a%20b/c%2B%40.txt', body: 'hello' }, user);
    const { decision } = await account.ok(request);
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event).toMatchObject({ number: 1, destination: { kind: 'queue', arn: queue } });
    expect(event?.message.Records).toEqual([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'us-east-1',
        eventTime: start.toISOString(),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: expect.stringMatching(/^AWS:AIDA/) as string },
        requestParameters: { sourceIPAddress: '192.0.2.1' },
        responseElements: {
          'x-amz-request-id': decision.requestId,
          'x-amz-id-2': expect.stringMatching(/=$/) as string,
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'tell',
          bucket: {
            name: 'bucket',
            ownerIdentity: { principalId: expect.stringMatching(/^A\w{13}$/) as string },
            arn: 'arn:aws:s3:::bucket',
          },
          object: {
            key: 'a+b/c%2B%40.txt',
            size: 5,
            eTag: '5d41402abc4b2a76b9719d911017c592',
            sequencer: '000000000000000001',
          },
        },
      },
    ]);
  });

  test('is delivered to the queue whose filter the key meets', async () => {
    const filter = (prefix: string) =>
      `<Filter><S3Key><FilterRule><Name>prefix</Name><Value>${prefix}</Value></FilterRule><FilterRule><Name>Suffix</Name><Value>.jpg</Value></FilterRule></S3Key></Filter>`;
    await notify(
      rule(`<Event>s3:ObjectCreated:Put</Event>${filter('in/')}`, 'Queue', 'one'),
      rule(`<Event>s3:ObjectCreated:Put</Event>${filter('out/')}`, 'Topic', 'two'),
    );
    for (const key of ['in/a.jpg', 'in/a.png', 'out/b.jpg', 'c.jpg']) await account.put(key, 'x');
    const delivered = await events();
    expect(delivered.map(({ destination }) => destination.arn)).toEqual([queue, topic]);
  });

  test('is not made where the write is refused', async () => {
    await notify(rule('<Event>s3:ObjectCreated:*</Event>'));
    await account.put('a', 'x');
    const again = account.headerSigned({
      method: 'PUT',
      path: '/bucket/a',
      headers: [['If-None-Match', '*']],
      body: 'y',
    });
    expect((await account.send(again)).status).toBe(412);
    expect(await names()).toEqual(['ObjectCreated:Put']);
  });

  test('is not made in a bucket that tells of other events', async () => {
    await notify(rule('<Event>s3:ObjectRemoved:*</Event>'));
    await account.put('a', 'x');
    expect(await names()).toEqual([]);
  });
});

describe('a multipart upload', () => {
  test('makes one event, of its completion, and none for its parts', async () => {
    await notify(rule('<Event>s3:ObjectCreated:*</Event>'));
    await multipart('a.bin');
    const [event, ...others] = await events();
    expect(others).toEqual([]);
    expect(event?.message.Records[0]?.eventName).toBe('ObjectCreated:CompleteMultipartUpload');
    expect(event?.message.Records[0]?.s3.object).toMatchObject({ eTag: '62109206880d38a4010a98e11243924a-1', size: 5 });
  });

  test('says nothing to a queue that asked for ObjectCreated:Put alone', async () => {
    await notify(rule('<Event>s3:ObjectCreated:Put</Event>'));
    await multipart('a.bin');
    expect(await names()).toEqual([]);
  });
});

describe('the events of a bucket', () => {
  test('stand in the order in which they came about, also when many come at once', async () => {
    await notify(rule('<Event>s3:ObjectCreated:*</Event>'));
    await Promise.all(Array.from({ length: 25 }, (_, index) => account.put(`k${index}`, 'x')));
    const delivered = await events();
    expect(delivered.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    const keys = delivered.map(({ message }) => message.Records[0]?.s3.object['key']);
    expect(new Set(keys).size).toBe(25);
    expect(await events(20)).toEqual(delivered.slice(20));
  });

  test('are the last thousand', async () => {
    await notify(rule('<Event>s3:ObjectCreated:*</Event>'));
    for (let count = 0; count < 1_003; count += 1) await account.put('a', 'x');
    const delivered = await events();
    expect([delivered.length, delivered[0]?.number, delivered.at(-1)?.number]).toEqual([1_000, 4, 1_003]);
  });
});

describe('what happens to an object', () => {
  const versioning = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
  const tagging = '<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>';

  async function configured(query: string, body: string): Promise<void> {
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query, body }));
  }

  async function records() {
    return (await events()).map(({ message }) => message.Records[0]);
  }

  beforeEach(async () => {
    const kinds = ['ObjectCreated', 'ObjectRemoved', 'ObjectTagging', 'LifecycleExpiration'];
    await notify(rule(kinds.map((kind) => `<Event>s3:${kind}:*</Event>`).join('')));
  });

  test('is told when it is copied, tagged, untagged and deleted', async () => {
    await account.put('a', 'x');
    await account.ok(
      account.headerSigned({ method: 'PUT', path: '/bucket/b', headers: [['x-amz-copy-source', '/bucket/a']] }),
    );
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/b', query: 'tagging=', body: tagging }));
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket/b', query: 'tagging=' }));
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket/b' }));
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket/never-there' }));
    expect(await names()).toEqual([
      'ObjectCreated:Put',
      'ObjectCreated:Copy',
      'ObjectTagging:Put',
      'ObjectTagging:Delete',
      'ObjectRemoved:Delete',
    ]);
    const [, , tagged, , removed] = await records();
    expect([tagged?.eventVersion, Object.keys(tagged?.s3.object ?? {})]).toEqual(['2.3', ['key', 'eTag']]);
    expect([removed?.eventVersion, Object.keys(removed?.s3.object ?? {})]).toEqual(['2.1', ['key', 'sequencer']]);
  });

  test('is told once for each key of DeleteObjects', async () => {
    for (const key of ['a', 'b']) await account.put(key, 'x');
    const body = '<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>';
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(body))).toString('base64');
    const headers = [['x-amz-checksum-sha256', digest]] as const;
    await account.ok(account.headerSigned({ method: 'POST', path: '/bucket', query: 'delete=', headers, body }));
    expect((await names()).slice(2)).toEqual(['ObjectRemoved:Delete', 'ObjectRemoved:Delete']);
  });

  test('is told with its version, and a delete marker as what it is', async () => {
    await configured('versioning=', versioning);
    await account.put('a', 'x');
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket/a' }));
    const [created, marked] = await records();
    expect(created?.s3.object).toMatchObject({ versionId: expect.any(String) as string });
    expect(marked?.eventName).toBe('ObjectRemoved:DeleteMarkerCreated');
    const markerId = String(marked?.s3.object['versionId']);
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket/a', query: `versionId=${markerId}` }));
    const gone = (await records()).at(-1);
    expect([gone?.eventName, gone?.s3.object['versionId']]).toEqual(['ObjectRemoved:Delete', markerId]);
  });

  test('is told when its ACL is put, which a bucket with its ACLs disabled refuses', async () => {
    await notify(rule('<Event>s3:ObjectAcl:Put</Event>'));
    await account.put('a', 'x');
    const acl = { method: 'PUT', path: '/bucket/a', query: 'acl=' };
    const headers = [['x-amz-acl', 'bucket-owner-full-control']] as const;
    expect((await account.send(account.headerSigned({ ...acl, headers: [['x-amz-acl', 'private']] }))).status).toBe(
      400,
    );
    const ownership =
      '<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>';
    await configured('ownershipControls=', ownership);
    await account.ok(account.headerSigned({ ...acl, headers }));
    const [event, ...others] = await records();
    expect(others).toEqual([]);
    expect([event?.eventName, event?.eventVersion, event?.s3.object]).toEqual([
      'ObjectAcl:Put',
      '2.3',
      { key: 'a', eTag: '9dd4e461268c8034f5c8564e155c67a6' },
    ]);
  });

  test('is told of by lifecycle rules under their own name', async () => {
    await account.put('a', 'x');
    await configured(
      'lifecycle=',
      '<LifecycleConfiguration><Rule><Status>Enabled</Status><Filter/><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>',
    );
    await account.control({ command: 'move-clock', byMilliseconds: 3 * 24 * 3600 * 1000 });
    const [, expired, ...others] = await records();
    expect(others).toEqual([]);
    expect(expired).toMatchObject({
      eventVersion: '2.3',
      eventName: 'LifecycleExpiration:Delete',
      userIdentity: { principalId: 's3.amazonaws.com' },
      responseElements: {},
    });
  });
});
