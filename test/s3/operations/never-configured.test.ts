import {
  GetBucketLoggingCommand,
  GetBucketRequestPaymentCommand,
  ListBucketInventoryConfigurationsCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from 'vitest';

import { Bench } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
});

const missing: readonly [subresource: string, code: string, message: string][] = [
  ['website', 'NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration'],
  ['replication', 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found'],
  ['object-lock', 'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'],
];
for (const [subresource, code, message] of missing) {
  test(`?${subresource} is 404 ${code}`, async () => {
    const answer = await bench.send('GET', '/docs', { query: { [subresource]: '' } });
    expect([answer.status, answer.code, answer.xml?.textOf('Message'), answer.xml?.textOf('BucketName')]).toEqual([
      404,
      code,
      message,
      'docs',
    ]);
  });
}

for (const kind of ['analytics', 'inventory', 'metrics', 'intelligent-tiering']) {
  test(`?${kind} has no configuration, and writing one is 501 by name`, async () => {
    const list = await bench.send('GET', '/docs', { query: { [kind]: '' } });
    expect([list.status, list.xml?.children.map(({ name, text }) => [name, text])]).toEqual([
      200,
      [['IsTruncated', 'false']],
    ]);
    for (const method of ['GET', 'DELETE']) {
      const answer = await bench.send(method, '/docs', { query: { [kind]: '', id: 'one' } });
      expect([answer.status, answer.code]).toEqual([404, 'NoSuchConfiguration']);
    }
    const put = await bench.send('PUT', '/docs', { query: { [kind]: '', id: 'one' }, body: '<A/>' });
    expect([put.status, put.code, put.xml?.textOf('Message')]).toEqual([
      501,
      'NotImplemented',
      expect.stringMatching(/PutBucket\w+Configuration/),
    ]);
  });
}

for (const subresource of ['website', 'replication']) {
  test(`there is no ?${subresource} to delete, which is a success`, async () => {
    expect((await bench.send('DELETE', '/docs', { query: { [subresource]: '' } })).status).toBe(204);
    expect((await bench.send('PUT', '/docs', { query: { [subresource]: '' }, body: '<A/>' })).status).toBe(501);
  });
}

test('the bucket’s owner pays, and nothing else can be said', async () => {
  const payment = (payer: string): string =>
    `<RequestPaymentConfiguration><Payer>${payer}</Payer></RequestPaymentConfiguration>`;
  const statuses: unknown[] = [];
  for (const payer of ['BucketOwner', 'Requester', 'Random']) {
    const answer = await bench.send('PUT', '/docs', { query: { requestPayment: '' }, body: payment(payer) });
    statuses.push([answer.status, answer.code]);
  }
  expect(statuses).toEqual([
    [200, undefined],
    [501, 'NotImplemented'],
    [400, 'MalformedXML'],
  ]);
  const read = await bench.client().send(new GetBucketRequestPaymentCommand({ Bucket: 'docs' }));
  expect(read.Payer).toBe('BucketOwner');
});

test('logging is off, can be turned off, and not on', async () => {
  const put = (body: string) => bench.send('PUT', '/docs', { query: { logging: '' }, body });
  expect((await put('<BucketLoggingStatus/>')).status).toBe(200);
  const on = '<LoggingEnabled><TargetBucket>docs</TargetBucket><TargetPrefix/></LoggingEnabled>';
  expect((await put(`<BucketLoggingStatus>${on}</BucketLoggingStatus>`)).code).toBe('NotImplemented');
  const client = bench.client();
  expect((await client.send(new GetBucketLoggingCommand({ Bucket: 'docs' }))).LoggingEnabled).toBeUndefined();
  const lists = await client.send(new ListBucketInventoryConfigurationsCommand({ Bucket: 'docs' }));
  expect([lists.IsTruncated, lists.InventoryConfigurationList]).toEqual([false, undefined]);
});

test('a bucket that is not there is NoSuchBucket, whatever is asked of it', async () => {
  for (const subresource of ['website', 'replication', 'logging', 'requestPayment', 'tagging', 'analytics']) {
    expect((await bench.send('GET', '/none', { query: { [subresource]: '' } })).code).toBe('NoSuchBucket');
  }
});
