import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';

import { Fill } from '#base/fill.ts';
import { seededRandom } from '#base/random.ts';
import type { PartRecord } from '#s3/records.ts';
import { openIndexedDbStore } from '#s3/store/indexed-db.ts';
import { isDeleteMarker, type VersionRecord } from '#s3/versions/version-records.ts';

import { Bench } from './bench.ts';

let databases = 0;

async function openBench(): Promise<{ bench: Bench; name: string }> {
  const name = `account-${(databases += 1)}`;
  const bench = await Bench.open(await openIndexedDbStore({ name }));
  await bench.send('PUT', '/docs');
  return { bench, name };
}

/** Ids of bytes that records name, of bytes that are kept, and of bytes that wait to be swept. */
async function accountedBytes(bench: Bench, name: string) {
  const records = async (kind: string) =>
    (await bench.store.range(`${kind}\0`, `${kind}\x01`, 10_000)).map(({ value }) => value);
  const versions = [...(await records('object')), ...(await records('version'))] as VersionRecord[];
  const objects = versions.flatMap((version) => (isDeleteMarker(version) ? [] : version.pieces));
  const parts = (await records('part')) as PartRecord[];
  const database = await openDB(name);
  const [kept, loose] = [await database.getAllKeys('bytes'), await database.getAllKeys('loose')];
  database.close();
  const named = [...objects, ...parts].map(({ bytes }) => bytes.id);
  return { named: named.sort(), kept: kept.map(String).sort(), loose };
}

async function upload(bench: Bench, key: string, sizes: readonly number[], list: readonly number[]) {
  const created = await bench.send('POST', `/docs/${key}`, { query: { uploads: '' } });
  const uploadId = created.xml?.textOf('UploadId') ?? '';
  const etags = await Promise.all(
    sizes.map(async (size, index) => {
      const query = { uploadId, partNumber: String(index + 1) };
      return (await bench.send('PUT', `/docs/${key}`, { query, body: new Fill(size, 'a') })).headers.get('etag');
    }),
  );
  const parts = list.map(
    (number) => `<Part><PartNumber>${number}</PartNumber><ETag>${etags[number - 1]}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
  return { uploadId, complete: () => bench.send('POST', `/docs/${key}`, { query: { uploadId }, body }) };
}

test('an upload in parts works in IndexedDB, and what it drops is freed', async () => {
  const { bench, name } = await openBench();
  const { complete } = await upload(bench, 'a', [5_242_880, 7, 9], [1, 3]);
  expect((await complete()).status).toBe(200);
  const got = await bench.send('GET', '/docs/a', { headers: { range: 'bytes=5242878-' } });
  expect(got.text).toBe('a'.repeat(11));
  const { named, kept, loose } = await accountedBytes(bench, name);
  expect(kept).toEqual(named);
  expect(named).toHaveLength(2);
  expect(loose).toEqual([]);
});

test('after any mix of requests, refused ones too, exactly the bytes that records name are kept', async () => {
  const { bench, name } = await openBench();
  const random = seededRandom('bytes');
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const uploads: { uploadId: string; key: string }[] = [];
  const copy = (path: string, key: string, headers: Record<string, string>, query: Record<string, string> = {}) =>
    bench.send('PUT', path, { query, headers: { 'x-amz-copy-source': `docs/${key}`, ...headers } });
  const actions: (() => Promise<unknown>)[] = [
    () => bench.send('PUT', `/docs/${pick(['a', 'b'])}`, { body: 'x'.repeat(pick([0, 5, 70_000])) }),
    () => bench.send('PUT', '/docs/a', { body: 'x', headers: { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' } }),
    () => bench.send('PUT', '/docs/a', { body: 'x', headers: { 'if-none-match': '*' } }),
    () => bench.send('PUT', '/docs/b', { body: 'x', headers: { 'content-length': '2' } }),
    () => bench.send('DELETE', `/docs/${pick(['a', 'b'])}`),
    () => copy(`/docs/${pick(['a', 'b'])}`, pick(['a', 'b', 'none']), { 'x-amz-metadata-directive': 'REPLACE' }),
    () => copy('/docs/a', 'b', { 'if-none-match': '*' }),
    () => bench.send('PUT', '/docs/a', { query: { tagging: '' }, body: '<Tagging><TagSet/></Tagging>' }),
    () => bench.send('GET', `/docs/${pick(['a', 'b'])}`),
    async () => uploads.push({ key: 'a', uploadId: (await upload(bench, 'a', [3, 4], [])).uploadId }),
    async () => (await upload(bench, 'b', [3], [1])).complete(),
    async () => {
      const begun = uploads.pop();
      if (begun) await bench.send('DELETE', `/docs/${begun.key}`, { query: { uploadId: begun.uploadId } });
    },
    () => {
      const { key, uploadId } = uploads.at(-1) ?? { key: 'a', uploadId: 'none' };
      return bench.send('PUT', `/docs/${key}`, { query: { uploadId, partNumber: '1' }, body: 'again' });
    },
    () => {
      const { key, uploadId } = uploads.at(-1) ?? { key: 'a', uploadId: 'none' };
      return copy(`/docs/${key}`, pick(['a', 'b']), {}, { uploadId, partNumber: '2' });
    },
  ];
  for (let round = 0; round < 40; round += 1) await Promise.all([pick(actions)(), pick(actions)(), pick(actions)()]);
  const { named, kept, loose } = await accountedBytes(bench, name);
  expect(kept).toEqual(named);
  expect(loose).toEqual([]);
});

test('a copy in IndexedDB has bytes of its own', async () => {
  const { bench, name } = await openBench();
  const { complete } = await upload(bench, 'a', [5_242_880, 7], [1, 2]);
  await complete();
  await bench.send('PUT', '/docs/b', { headers: { 'x-amz-copy-source': 'docs/a' } });
  await bench.send('DELETE', '/docs/a');
  const got = await bench.send('GET', '/docs/b', { headers: { range: 'bytes=5242878-' } });
  expect(got.text).toBe('a'.repeat(9));
  const { named, kept, loose } = await accountedBytes(bench, name);
  expect([named.length, kept, loose]).toEqual([1, named, []]);
});

test('a copy whose source is replaced before its bytes are opened copies what took their place', async () => {
  const { bench, name } = await openBench();
  await bench.send('PUT', '/docs/a', { body: 'first' });
  const { store } = bench;
  const get = store.get.bind(store);
  let isFirst = true;
  store.get = async (key) => {
    const entry = await get(key);
    if (key === 'object\0docs\0a' && isFirst) {
      isFirst = false;
      await bench.send('PUT', '/docs/a', { body: 'second' });
    }
    return entry;
  };
  expect((await bench.send('PUT', '/docs/b', { headers: { 'x-amz-copy-source': 'docs/a' } })).status).toBe(200);
  expect((await bench.send('GET', '/docs/b')).text).toBe('second');
  const { named, kept } = await accountedBytes(bench, name);
  expect(kept).toEqual(named);
});

test('a store without room answers 503 SlowDown and keeps what it had', async () => {
  const store = await openIndexedDbStore({ name: `account-${(databases += 1)}`, quota: async () => 4_000 });
  const bench = await Bench.open(store);
  await bench.send('PUT', '/docs');
  expect((await bench.send('PUT', '/docs/a', { body: 'x'.repeat(900) })).status).toBe(200);
  const refused = await bench.send('PUT', '/docs/a', { body: 'y'.repeat(900) });
  expect([refused.status, refused.code]).toEqual([503, 'SlowDown']);
  expect((await bench.send('GET', '/docs/a')).text).toBe('x'.repeat(900));
});

test('a reader that finds its bytes gone reads the object that took their place', async () => {
  const { bench } = await openBench();
  await bench.send('PUT', '/docs/a', { body: 'first' });
  const { store } = bench;
  const get = store.get.bind(store);
  let isFirst = true;
  // Between the record and its bytes the object is replaced and its old bytes are removed.
  store.get = async (key) => {
    const entry = await get(key);
    if (key === 'object\0docs\0a' && isFirst) {
      isFirst = false;
      await bench.send('PUT', '/docs/a', { body: 'second' });
    }
    return entry;
  };
  expect((await bench.send('GET', '/docs/a')).text).toBe('second');
});

test('a version keeps its bytes until it is deleted by its id, overwritten as null, or expired', async () => {
  const { bench, name } = await openBench();
  const versioning = (status: string) =>
    bench.send('PUT', '/docs', {
      query: { versioning: '' },
      body: `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`,
    });
  const put = async (body: string) => (await bench.send('PUT', '/docs/a', { body })).headers.get('x-amz-version-id');
  const count = async () => {
    const { named, kept, loose } = await accountedBytes(bench, name);
    expect(kept).toEqual(named);
    expect(loose).toEqual([]);
    return named.length;
  };
  await put('before');
  await versioning('Enabled');
  const [first] = [await put('one'), await put('two')];
  await bench.send('DELETE', '/docs/a');
  expect(await count()).toBe(3);
  await bench.send('DELETE', '/docs/a', { query: { versionId: first ?? '' } });
  expect(await count()).toBe(2);
  await versioning('Suspended');
  await put('null');
  expect(await count()).toBe(2);
  await put('null again');
  expect(await count()).toBe(2);
  await bench.send('DELETE', '/docs/a');
  expect(await count()).toBe(1);
  const rule = '<Filter/><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>';
  const body = `<LifecycleConfiguration><Rule><Status>Enabled</Status>${rule}</Rule></LifecycleConfiguration>`;
  await bench.send('PUT', '/docs', { query: { lifecycle: '' }, body });
  await bench.moveClock(2);
  expect(await count()).toBe(0);
});
