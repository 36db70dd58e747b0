import { expect, test } from 'vitest';

import { collect, sourceOf } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import { Fill } from '#base/fill.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { orderedKey, rangeUnder } from '#s3/store/order.ts';

import { describeStore } from './store-contract.ts';

describeStore('memory', async () => memoryStore());

test('a copy and its original do not see what the other writes', async () => {
  const original = memoryStore();
  await original.commit({ put: ['a', 'b'].map((key) => ({ key, value: key })) });
  const { id } = await original.bytes.write(sourceOf('shared'));
  const [copy, other] = [original.copy(), original.copy()];
  await copy.commit({ put: [{ key: 'c', value: 'copy' }], remove: ['a'] });
  await copy.bytes.remove([id]);
  await original.commit({ put: [{ key: 'd', value: 'original' }] });
  const keysOf = async (store: typeof copy): Promise<string[]> =>
    (await store.range('a', 'z', 9)).map(({ key }) => key);
  expect(await keysOf(copy)).toEqual(['b', 'c']);
  expect(await keysOf(original)).toEqual(['a', 'b', 'd']);
  expect(await keysOf(other)).toEqual(['a', 'b']);
  expect(utf8Text(await collect(original.bytes.read(id, 0, 6)))).toBe('shared');
  await expect(collect(copy.bytes.read(id, 0, 6))).rejects.toThrow();
});

test('a fill of 5 TiB is kept as a fill', async () => {
  const store = memoryStore();
  const size = 5 * 1024 ** 4;
  const written = await store.bytes.write(new Fill(size, 'a'));
  expect(written.size).toBe(size);
  expect(utf8Text(await collect(store.bytes.read(written.id, size - 3, size)))).toBe('aaa');
});

test('100,000 keys in no order are written and paged through in a moment', async () => {
  const store = memoryStore();
  const count = 100_000;
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    await store.commit({ put: [{ key: orderedKey('o', String((index * 48_271) % count)), value: index }] });
  }
  const { from, to } = rangeUnder('o');
  let seen = 0;
  for (let at = from; ;) {
    const page = await store.range(at, to, 1000);
    if (page.length === 0) break;
    seen += page.length;
    at = `${page.at(-1)?.key}\0`;
    await store.commit({ put: [{ key: orderedKey('q', String(seen)), value: seen }] });
  }
  expect(seen).toBe(count);
  // Far above what it takes, and far below what it would take if each write or page moved all keys.
  expect(performance.now() - started).toBeLessThan(10_000);
});
