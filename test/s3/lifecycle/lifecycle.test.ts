import { beforeEach, describe, expect, test } from 'vitest';

import { lifecycleDate } from '#s3/lifecycle/due-date.ts';

import { Bench, type Answered } from '../operations/bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/scans');
});

async function rules(...texts: string[]): Promise<void> {
  const body = `<LifecycleConfiguration>${texts.map((text, index) => `<Rule><ID>rule-${index}</ID><Status>Enabled</Status>${text}</Rule>`).join('')}</LifecycleConfiguration>`;
  expect((await bench.send('PUT', '/scans', { query: { lifecycle: '' }, body })).status).toBe(200);
}

const abortAfter = (days: number, prefix = ''): string =>
  `<Filter><Prefix>${prefix}</Prefix></Filter><AbortIncompleteMultipartUpload><DaysAfterInitiation>${days}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`;
const expireAfter = (days: number, prefix = ''): string =>
  `<Filter><Prefix>${prefix}</Prefix></Filter><Expiration><Days>${days}</Days></Expiration>`;

async function uploads(): Promise<(string | undefined)[]> {
  const answer: Answered = await bench.send('GET', '/scans', { query: { uploads: '' } });
  return answer.xml?.all('Upload').map((element) => element.textOf('Key')) ?? [];
}

test('a rule acts at the midnight (UTC) after its days are over', () => {
  const days = (since: string, count: number): string => lifecycleDate(since, count).toISOString();
  expect(days('2026-03-01T09:00:00.000Z', 7)).toBe('2026-03-09T00:00:00.000Z');
  expect(days('2026-03-01T00:00:00.000Z', 7)).toBe('2026-03-08T00:00:00.000Z');
  expect(days('2026-03-01T23:59:59.000Z', 1)).toBe('2026-03-03T00:00:00.000Z');
});

describe('lifecycle rules', () => {
  test('abort old uploads with their parts, and leave young uploads and objects', async () => {
    await bench.send('PUT', '/scans/done', { body: 'done' });
    const created = await bench.send('POST', '/scans/old', { query: { uploads: '' } });
    const uploadId = created.xml?.textOf('UploadId') ?? '';
    await bench.send('PUT', '/scans/old', { query: { uploadId, partNumber: '1' }, body: 'part' });
    await bench.moveClock(10);
    await bench.send('POST', '/scans/young', { query: { uploads: '' } });
    expect(await uploads()).toEqual(['old', 'young']);
    await rules(abortAfter(7));
    await bench.moveClock(2);
    expect(await uploads()).toEqual(['young']);
    expect(await bench.store.range('part\0', 'part\x01', 9)).toEqual([]);
    expect((await bench.send('GET', '/scans/done')).text).toBe('done');
  });

  test('expire objects and leave parts of uploads, which are no objects', async () => {
    await bench.send('PUT', '/scans/tmp/a', { body: 'x' });
    await bench.send('PUT', '/scans/kept', { body: 'x' });
    await bench.send('POST', '/scans/tmp/b', { query: { uploads: '' } });
    await rules(expireAfter(7, 'tmp/'));
    await bench.moveClock(7);
    expect((await bench.send('HEAD', '/scans/tmp/a')).status).toBe(200);
    await bench.moveClock(1);
    expect((await bench.send('HEAD', '/scans/tmp/a')).status).toBe(404);
    expect((await bench.send('HEAD', '/scans/kept')).status).toBe(200);
    expect(await uploads()).toEqual(['tmp/b']);
  });

  test('are announced in headers', async () => {
    await rules(abortAfter(7), expireAfter(30));
    const created = await bench.send('POST', '/scans/a', { query: { uploads: '' } });
    expect(created.headers.get('x-amz-abort-date')).toBe('Mon, 09 Mar 2026 00:00:00 GMT');
    expect(created.headers.get('x-amz-abort-rule-id')).toBe('rule-0');
    const uploadId = created.xml?.textOf('UploadId') ?? '';
    const parts = await bench.send('GET', '/scans/a', { query: { uploadId } });
    expect(parts.headers.get('x-amz-abort-rule-id')).toBe('rule-0');
    const put = await bench.send('PUT', '/scans/b', { body: 'x' });
    expect(put.headers.get('x-amz-expiration')).toBe('expiry-date="Wed, 01 Apr 2026 00:00:00 GMT", rule-id="rule-1"');
  });

  test('that are disabled do nothing', async () => {
    await bench.send('PUT', '/scans/a', { body: 'x' });
    const body = `<LifecycleConfiguration><Rule><Status>Disabled</Status>${expireAfter(1)}</Rule></LifecycleConfiguration>`;
    await bench.send('PUT', '/scans', { query: { lifecycle: '' }, body });
    await bench.moveClock(30);
    expect((await bench.send('HEAD', '/scans/a')).status).toBe(200);
  });

  test('move objects to another storage class', async () => {
    await bench.send('PUT', '/scans/a', { body: 'x' });
    await rules('<Filter/><Transition><Days>10</Days><StorageClass>GLACIER</StorageClass></Transition>');
    await bench.moveClock(11);
    expect((await bench.send('HEAD', '/scans/a')).headers.get('x-amz-storage-class')).toBe('GLACIER');
    expect((await bench.send('GET', '/scans/a')).code).toBe('InvalidObjectState');
  });
});
