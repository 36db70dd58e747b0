import { describe, expect, test } from 'vitest';

import { collect, sourceOf, type ByteSource } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import { orderedKey, rangeUnder } from '#s3/store/order.ts';
import { BytesGoneError, type Store } from '#s3/store/store.ts';

/** What every store must do, whatever it is made of. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`${name} store: records`, () => {
    test('a key that was never written is not there', async () => {
      expect(await (await open()).get('a')).toBeUndefined();
    });

    test('what was committed is read again, nested values, dates and bytes included', async () => {
      const store = await open();
      const value = { text: 'ü', list: [1, { deep: true }], when: new Date(0), bytes: new Uint8Array([1, 2]) };
      expect(await store.commit({ put: [{ key: 'a', value }] })).toBe(true);
      expect((await store.get('a'))?.value).toEqual(value);
    });

    test('a value that is changed after its commit stays as committed', async () => {
      const store = await open();
      const value = { list: [1] };
      await store.commit({ put: [{ key: 'a', value }] });
      value.list.push(2);
      expect((await store.get('a'))?.value).toEqual({ list: [1] });
    });

    test('each write of a key raises its version, also after a removal', async () => {
      const store = await open();
      const versions: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        await store.commit({ put: [{ key: 'a', value: 1 }] });
        versions.push((await store.get('a'))?.version ?? 0);
        await store.commit({ put: [{ key: 'a', value: 1 }] });
        versions.push((await store.get('a'))?.version ?? 0);
        await store.commit({ remove: ['a'] });
      }
      expect(versions[0]).toBeGreaterThan(0);
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    });

    test('a change whose expectation fails writes nothing of itself', async () => {
      const store = await open();
      await store.commit({ put: [{ key: 'a', value: 1 }] });
      const version = (await store.get('a'))?.version ?? 0;
      const change = { put: [{ key: 'b', value: 2 }], remove: ['a'] };
      expect(await store.commit({ ...change, expect: [{ key: 'a', version: version + 1 }] })).toBe(false);
      expect(await store.commit({ ...change, expect: [{ key: 'a', version: 0 }] })).toBe(false);
      expect(await store.get('b')).toBeUndefined();
      expect((await store.get('a'))?.value).toBe(1);
      expect(
        await store.commit({
          ...change,
          expect: [
            { key: 'a', version },
            { key: 'b', version: 0 },
          ],
        }),
      ).toBe(true);
      expect(await store.get('a')).toBeUndefined();
    });

    test('of twenty concurrent writers that expect the key to be absent one succeeds', async () => {
      const store = await open();
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, writer) =>
          store.commit({ expect: [{ key: 'a', version: 0 }], put: [{ key: 'a', value: writer }] }),
        ),
      );
      expect(results.filter(Boolean)).toHaveLength(1);
      expect((await store.get('a'))?.value).toBe(results.indexOf(true));
    });

    test('concurrent writers that retry lose no increment', async () => {
      const store = await open();
      const increment = async (): Promise<void> => {
        for (;;) {
          const entry = await store.get('n');
          const value = ((entry?.value as number | undefined) ?? 0) + 1;
          if (
            await store.commit({ expect: [{ key: 'n', version: entry?.version ?? 0 }], put: [{ key: 'n', value }] })
          ) {
            return;
          }
        }
      };
      await Promise.all(Array.from({ length: 12 }, increment));
      expect((await store.get('n'))?.value).toBe(12);
    });

    test('a value that cannot be stored leaves nothing of its change behind', async () => {
      const store = await open();
      const bad = store.commit({
        put: [
          { key: 'a', value: 1 },
          { key: 'b', value: () => 1 },
        ],
      });
      await expect(bad).rejects.toThrow();
      expect(await store.get('a')).toBeUndefined();
    });
  });

  describe(`${name} store: ranges`, () => {
    test('a range begins with its first key and ends before its last, in both directions', async () => {
      const store = await open();
      await store.commit({ put: ['b', 'a', 'd', 'c'].map((key) => ({ key, value: key })) });
      const keys = async (...range: [string, string, number, boolean?]): Promise<string[]> =>
        (await store.range(...range)).map(({ key }) => key);
      expect(await keys('a', 'd', 10)).toEqual(['a', 'b', 'c']);
      expect(await keys('a', 'd', 2)).toEqual(['a', 'b']);
      expect(await keys('a', 'd', 2, true)).toEqual(['c', 'b']);
      expect(await keys('aa', 'z', Number.POSITIVE_INFINITY)).toEqual(['b', 'c', 'd']);
      expect(await keys('a', 'd', 0)).toEqual([]);
      expect(await keys('d', 'a', 10)).toEqual([]);
      expect(await keys('b', 'b', 10)).toEqual([]);
    });

    test('a range read page by page yields each key once and in order', async () => {
      const store = await open();
      const names = Array.from({ length: 257 }, (_, index) => `k${(index * 7919) % 257}`);
      for (const name of names) await store.commit({ put: [{ key: orderedKey('o', name), value: name }] });
      await store.commit({ put: [{ key: orderedKey('p', 'x'), value: 'other' }] });
      const { from, to } = rangeUnder('o');
      const seen: string[] = [];
      for (let at = from; ;) {
        const page = await store.range(at, to, 50);
        seen.push(...page.map(({ value }) => value as string));
        const last = page.at(-1);
        if (!last) break;
        at = last.key + '\0';
      }
      expect(seen).toEqual([...names].sort());
    });

    test('removed keys are gone from ranges', async () => {
      const store = await open();
      await store.commit({ put: ['a', 'b', 'c'].map((key) => ({ key, value: key })) });
      await store.range('a', 'z', 10);
      await store.commit({ remove: ['b'], put: [{ key: 'bb', value: 1 }] });
      expect((await store.range('a', 'z', 10)).map(({ key }) => key)).toEqual(['a', 'bb', 'c']);
    });
  });

  describe(`${name} store: bytes`, () => {
    test('an empty body is a body', async () => {
      const store = await open();
      const written = await store.bytes.write(sourceOf(''));
      expect(written.size).toBe(0);
      expect(await collect(store.bytes.read(written.id, 0, 0))).toHaveLength(0);
    });

    for (const size of [1, 65_536, 65_537, 3_500_000]) {
      test(`a body of ${size} bytes is read whole and in slices`, async () => {
        const store = await open();
        const body = patterned(size);
        const written = await store.bytes.write(chunked(body, 100_000));
        expect(written.size).toBe(size);
        const whole = await collect(store.bytes.read(written.id, 0, size));
        expect(Buffer.compare(whole, body)).toBe(0);
        const [from, to] = [Math.floor(size / 3), Math.ceil((size * 2) / 3)];
        const slice = await collect(store.bytes.read(written.id, from, to));
        expect(Buffer.compare(slice, body.subarray(from, to))).toBe(0);
      });
    }

    for (const [kind, buffer] of [
      ['a Uint8Array', new Uint8Array(1)],
      ["Node's Buffer", Buffer.alloc(1)],
    ] as const)
      test(`a source that reuses ${kind} is stored as it was read`, async () => {
        const store = await open();
        const written = await store.bytes.write(
          (async function* () {
            for (const letter of 'abc') {
              buffer[0] = letter.charCodeAt(0);
              yield buffer;
            }
          })(),
        );
        expect(utf8Text(await collect(store.bytes.read(written.id, 0, 3)))).toBe('abc');
      });

    test('an error of the source is passed on', async () => {
      const store = await open();
      const failure = new Error('connection lost');
      await expect(store.bytes.write(failingAfter(200_000, failure))).rejects.toBe(failure);
    });

    test('bytes written at once get ids of their own', async () => {
      const store = await open();
      const written = await Promise.all(['a', 'b', 'c', 'd'].map((text) => store.bytes.write(sourceOf(text))));
      expect(new Set(written.map(({ id }) => id)).size).toBe(4);
      const texts = await Promise.all(
        written.map(async ({ id }) => utf8Text(await collect(store.bytes.read(id, 0, 1)))),
      );
      expect(texts).toEqual(['a', 'b', 'c', 'd']);
    });

    test('removed bytes are gone, and removing them again is no error', async () => {
      const store = await open();
      const { id } = await store.bytes.write(sourceOf('hello'));
      await store.bytes.remove([id]);
      await store.bytes.remove([id]);
      await expect(collect(store.bytes.read(id, 0, 5))).rejects.toThrow(BytesGoneError);
    });

    test('a reader that has begun keeps reading what is removed meanwhile', async () => {
      const store = await open();
      const body = patterned(3_000_000);
      const { id } = await store.bytes.write(sourceOf(body));
      const notYetRead = store.bytes.read(id, 0, body.length);
      const underWay = store.bytes.read(id, 0, body.length)[Symbol.asyncIterator]();
      await underWay.next();
      await store.bytes.remove([id]);
      expect(Buffer.compare(await collect(notYetRead), body)).toBe(0);
      expect((await underWay.next()).done).not.toBe(undefined);
      await underWay.return?.();
      await expect(collect(store.bytes.read(id, 0, 5))).rejects.toThrow(BytesGoneError);
    });

    test('bytes that a record claims outlive the change that released others', async () => {
      const store = await open();
      const [old, fresh] = [await store.bytes.write(sourceOf('old')), await store.bytes.write(sourceOf('new'))];
      await store.commit({ put: [{ key: 'a', value: old.id }], claims: [old.id] });
      await store.commit({ put: [{ key: 'a', value: fresh.id }], claims: [fresh.id], releases: [old.id] });
      await store.bytes.remove([old.id]);
      expect(utf8Text(await collect(store.bytes.read(fresh.id, 0, 3)))).toBe('new');
    });
  });
}

export function patterned(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 0xff;
  return bytes;
}

export async function* chunked(bytes: Uint8Array, chunkBytes: number): ByteSource {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function* failingAfter(bytes: number, failure: Error): ByteSource {
  yield new Uint8Array(bytes);
  throw failure;
}
