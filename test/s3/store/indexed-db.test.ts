import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { expect, test } from 'vitest';

import { collect, sourceOf } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import { openIndexedDbStore } from '#s3/store/indexed-db.ts';
import { BytesGoneError, StoreFullError } from '#s3/store/store.ts';

import { chunked, describeStore, patterned } from './store-contract.ts';

let databases = 0;
const freshName = (): string => `store-${(databases += 1)}`;
const hour = 60 * 60 * 1000;

describeStore('IndexedDB', () => openIndexedDbStore({ name: freshName() }));

test('a store that is opened again has what was committed', async () => {
  const name = freshName();
  const first = await openIndexedDbStore({ name });
  const { id } = await first.bytes.write(sourceOf('hello'));
  await first.commit({ put: [{ key: 'a', value: id }], claims: [id] });
  await first.close();
  const second = await openIndexedDbStore({ name });
  expect((await second.get('a'))?.value).toBe(id);
  expect(utf8Text(await collect(second.bytes.read(id, 0, 5)))).toBe('hello');
});

test('two pages with the same database race for a key and one of them wins', async () => {
  const name = freshName();
  const pages = [await openIndexedDbStore({ name }), await openIndexedDbStore({ name })];
  const results = await Promise.all(
    pages.map((page, index) => page.commit({ expect: [{ key: 'a', version: 0 }], put: [{ key: 'a', value: index }] })),
  );
  expect(results.filter(Boolean)).toHaveLength(1);
});

test('after a crash between bytes and record the bytes are swept an hour later, and claimed ones stay', async () => {
  const name = freshName();
  const start = new Date('2026-11-21T12:00:00Z').getTime();
  const openAt = (time: number) => openIndexedDbStore({ name, now: () => new Date(time) });
  const crashed = await openAt(start);
  const orphan = await crashed.bytes.write(sourceOf('orphan'));
  const kept = await crashed.bytes.write(sourceOf('kept'));
  await crashed.commit({ put: [{ key: 'a', value: kept.id }], claims: [kept.id] });
  const soon = await openAt(start + hour / 2);
  expect(utf8Text(await collect(soon.bytes.read(orphan.id, 0, 6)))).toBe('orphan');
  const later = await openAt(start + hour + 1);
  await expect(collect(later.bytes.read(orphan.id, 0, 6))).rejects.toThrow(BytesGoneError);
  expect(utf8Text(await collect(later.bytes.read(kept.id, 0, 4)))).toBe('kept');
});

test('bytes that were released and not removed before a crash are swept as well', async () => {
  const name = freshName();
  let time = 0;
  const now = (): Date => new Date(time);
  const store = await openIndexedDbStore({ name, now });
  const { id } = await store.bytes.write(sourceOf('old'));
  await store.commit({ put: [{ key: 'a', value: id }], claims: [id] });
  await store.commit({ remove: ['a'], releases: [id] });
  time = 2 * hour;
  const later = await openIndexedDbStore({ name, now });
  await expect(collect(later.bytes.read(id, 0, 3))).rejects.toThrow(BytesGoneError);
});

test('a store takes a quarter of the quota, and room that is freed can be used again', async () => {
  const store = await openIndexedDbStore({ name: freshName(), quota: async () => 4_000_000 });
  const first = await store.bytes.write(chunked(patterned(900_000), 50_000));
  await expect(store.bytes.write(chunked(patterned(200_000), 50_000))).rejects.toThrow(StoreFullError);
  await store.bytes.write(chunked(patterned(100_000), 50_000));
  await expect(store.bytes.write(sourceOf('x'))).rejects.toThrow(StoreFullError);
  await store.bytes.remove([first.id]);
  await store.bytes.write(chunked(patterned(900_000), 50_000));
});

test('bodies that arrive at the same time share one quota', async () => {
  const store = await openIndexedDbStore({ name: freshName(), quota: async () => 400_000 });
  const results = await Promise.allSettled(
    Array.from({ length: 4 }, () => store.bytes.write(chunked(patterned(40_000), 5_000))),
  );
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
});

test('a page that deletes the database is not kept waiting, and the store goes on empty', async () => {
  const name = freshName();
  const store = await openIndexedDbStore({ name });
  await store.commit({ put: [{ key: 'a', value: 1 }] });
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(new Error('not deleted'));
  });
  expect(await store.get('a')).toBeUndefined();
  expect(await store.commit({ put: [{ key: 'a', value: 2 }] })).toBe(true);
});

test('every write waits until it is on disk', async () => {
  const name = freshName();
  const durabilities: unknown[] = [];
  const prototype = IDBDatabase.prototype;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
  const original = prototype.transaction;
  prototype.transaction = function (stores, mode, options) {
    if (mode === 'readwrite') durabilities.push(options?.durability);
    return original.call(this, stores, mode, options);
  };
  try {
    const store = await openIndexedDbStore({ name });
    const { id } = await store.bytes.write(sourceOf('a'));
    await store.commit({ put: [{ key: 'a', value: id }], claims: [id] });
    await store.bytes.remove([id]);
  } finally {
    prototype.transaction = original;
  }
  expect(durabilities).toEqual(['strict', 'strict', 'strict']);
});

test('large bodies are kept as blobs, small ones in place', async () => {
  const name = freshName();
  const store = await openIndexedDbStore({ name });
  await store.bytes.write(sourceOf(patterned(65_536)));
  await store.bytes.write(sourceOf(patterned(65_537)));
  const rows = (await (await openDB(name)).getAll('bytes')) as { data: unknown }[];
  expect(rows.map(({ data }) => data instanceof Blob)).toEqual([false, true]);
});
