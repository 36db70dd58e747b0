import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { collect } from '#base/byte-source.ts';
import { Fill } from '#base/fill.ts';
import { openTemporaryStore } from '#node/store/temporary.ts';
import { BytesGoneError, type Store } from '#s3/store/store.ts';
import { chunked, describeStore, patterned } from '../../s3/store/store-contract.ts';

const parent = mkdtempSync(join(tmpdir(), 'temporary-store-'));
const opened: Store[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});
afterAll(() => {
  rmSync(parent, { recursive: true, force: true });
});

async function open(): Promise<Store> {
  const store = await openTemporaryStore(parent);
  opened.push(store);
  return store;
}

describeStore('temporary', open);

test('a large body lies in a file until it is removed, a small one and a fill never do', async () => {
  const folder = mkdtempSync(join(parent, 'own-'));
  const store = await openTemporaryStore(folder);
  const body = patterned(300_000);
  const { id } = await store.bytes.write(chunked(body, 7_000));
  await store.bytes.write(chunked(patterned(200_000), 7_000));
  await store.bytes.write(new Fill(5 * 1024 ** 4, 'a'));
  expect(filesUnder(folder)).toHaveLength(1);
  expect(Buffer.compare(await collect(store.bytes.read(id, 0, body.length)), body)).toBe(0);
  await store.bytes.remove([id]);
  expect(filesUnder(folder)).toHaveLength(0);
  await expect(collect(store.bytes.read(id, 0, 1))).rejects.toThrow(BytesGoneError);
  await store.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('small bodies go to files too once they fill 64 MiB, and to memory again when there is room', async () => {
  const folder = mkdtempSync(join(parent, 'own-'));
  const store = await openTemporaryStore(folder);
  const body = patterned(256 * 1024);
  const ids: string[] = [];
  for (let count = 0; count < 258; count += 1) ids.push((await store.bytes.write(chunked(body, 70_000))).id);
  expect(filesUnder(folder)).toHaveLength(2);
  await store.bytes.remove(ids);
  await store.bytes.write(chunked(body, 70_000));
  expect(filesUnder(folder)).toHaveLength(0);
  await store.close();
});

test("what a killed process left is removed, another's folder and one without an owner stay", async () => {
  const folder = mkdtempSync(join(parent, 'own-'));
  const left = { 'valet-key-bodies-dead': { pid: 2 ** 22 + 1, started: '' }, 'valet-key-bodies-new': undefined };
  for (const [name, owner] of Object.entries(left)) {
    mkdirSync(join(folder, name, '00'), { recursive: true });
    if (owner) writeFileSync(join(folder, name, 'owner.json'), JSON.stringify(owner));
  }
  const [first, second] = [await openTemporaryStore(folder), await openTemporaryStore(folder)];
  const names = readdirSync(folder);
  expect(names).not.toContain('valet-key-bodies-dead');
  expect(names).toContain('valet-key-bodies-new');
  expect(names).toHaveLength(3);
  await first.close();
  await second.close();
});

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'owner.json')
    .map(({ name }) => name);
}
