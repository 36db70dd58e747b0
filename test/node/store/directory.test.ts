import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { collect, sourceOf } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import { openDirectoryStore } from '#node/store/directory.ts';
import { FolderError } from '#node/store/failure.ts';
import { BytesGoneError, type Store } from '#s3/store/store.ts';
import { chunked, describeStore, patterned } from '../../s3/store/store-contract.ts';

const base = mkdtempSync(join(tmpdir(), 'directory-store-'));
const opened: Store[] = [];
let folders = 0;
const freshFolder = (): string => join(base, `folder-${(folders += 1)}`);

afterAll(async () => {
  await Promise.all(opened.map((store) => store.close()));
  rmSync(base, { recursive: true, force: true });
});

async function open(folder: string): Promise<Store> {
  const store = await openDirectoryStore(folder);
  opened.push(store);
  return store;
}

describeStore('directory', () => open(freshFolder()));

/** Opens a folder, does something with it and closes it again. */
async function within<Result>(folder: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openDirectoryStore(folder);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

test('a folder that is opened again has its records, small and large bodies, and goes on counting versions', async () => {
  const folder = freshFolder();
  const large = patterned(300_000);
  const ids = await within(folder, async (store) => {
    const [small, big] = [await store.bytes.write(sourceOf('hello')), await store.bytes.write(chunked(large, 9_000))];
    await store.commit({ put: [{ key: 'a', value: { small, big } }], claims: [small.id, big.id] });
    return [small.id, big.id] as const;
  });
  await within(folder, async (store) => {
    expect((await store.get('a'))?.version).toBe(1);
    expect(utf8Text(await collect(store.bytes.read(ids[0], 0, 5)))).toBe('hello');
    expect(Buffer.compare(await collect(store.bytes.read(ids[1], 0, large.length)), large)).toBe(0);
    await store.commit({ put: [{ key: 'b', value: 1 }] });
    expect((await store.get('b'))?.version).toBe(2);
    const { id } = await store.bytes.write(chunked(large, 9_000));
    expect(ids).not.toContain(id);
  });
});

test('bytes that no commit claimed are gone when the folder is opened again, and so are their files', async () => {
  const folder = freshFolder();
  const [orphan, released] = await within(folder, async (store) => {
    const [first, second] = [await store.bytes.write(chunked(patterned(50_000), 9_000)), await store.bytes.write(chunked(patterned(50_000), 9_000))]; // prettier-ignore
    await store.commit({ put: [{ key: 'a', value: 1 }], claims: [second.id] });
    await store.commit({ remove: ['a'], releases: [second.id] });
    return [first.id, second.id] as const;
  });
  expect(filesUnder(folder)).toHaveLength(2);
  await within(folder, async (store) => {
    for (const id of [orphan, released])
      await expect(collect(store.bytes.read(id, 0, 5))).rejects.toThrow(BytesGoneError);
  });
  expect(filesUnder(folder)).toEqual([]);
});

test('a body whose source fails leaves no file', async () => {
  const folder = freshFolder();
  await within(folder, async (store) => {
    const failing = async function* () {
      yield patterned(2_000_000);
      throw new Error('connection lost');
    };
    await expect(store.bytes.write(failing())).rejects.toThrow('connection lost');
    expect(filesUnder(folder)).toEqual([]);
  });
});

test('a file that lost its end does not pass for a shorter body', async () => {
  const folder = freshFolder();
  await within(folder, async (store) => {
    const { id, size } = await store.bytes.write(chunked(patterned(50_000), 9_000));
    truncateSync(join(folder, 'bytes', filesUnder(folder)[0]!), 20_000);
    await expect(collect(store.bytes.read(id, 0, size))).rejects.toThrow(BytesGoneError);
  });
});

test('keys never become paths', async () => {
  const folder = freshFolder();
  await within(folder, async (store) => {
    const { id } = await store.bytes.write(chunked(patterned(50_000), 9_000));
    await store.commit({ put: [{ key: '../../escaped', value: id }], claims: [id] });
  });
  expect(filesUnder(folder).every((name) => /^[0-9a-f]{2}\/f\d+-\d+$/.test(name))).toBe(true);
  expect(readdirSync(folder).sort()).toEqual(['bytes', 'records.mdb', 'records.mdb-lock', 'valet-key.json']);
});

test('keys of 4,025 bytes and of any character keep their order', async () => {
  const keys = ['\0', '\x01', 'a', 'a\0', 'a\xfd', 'a\xfe', 'a\xff', 'a\u0100', 'a\ud800', 'b'.repeat(4025), 'ü'];
  await within(freshFolder(), async (store) => {
    for (const key of [...keys].reverse()) await store.commit({ put: [{ key, value: key }] });
    const entries = await store.range('\0', '\xfd', 100);
    expect(entries.map(({ key }) => key)).toEqual([...keys].sort());
    expect(entries.every(({ key, value }) => key === value)).toBe(true);
    await expect(store.commit({ put: [{ key: 'b'.repeat(4026), value: 1 }] })).rejects.toThrow(RangeError);
    expect(await store.get('b'.repeat(4026))).toBeUndefined();
    expect(await store.range('b'.repeat(9999), 'c', 1)).toEqual([]);
  });
});

test('of commits that wait together one that cannot be written does not take the others with it', async () => {
  await within(freshFolder(), async (store) => {
    const results = await Promise.allSettled([
      store.commit({ put: [{ key: 'a', value: 1 }] }),
      store.commit({ put: [{ key: 'b', value: () => 1 }] }),
      store.commit({ expect: [{ key: 'a', version: 9 }], put: [{ key: 'c', value: 1 }] }),
      store.commit({ put: [{ key: 'd', value: 1 }] }),
    ]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'rejected'))).toEqual([true, 'rejected', false, true]); // prettier-ignore
    expect((await store.range('a', 'z', 9)).map(({ key }) => key)).toEqual(['a', 'd']);
  });
});

test('a second server on a folder is refused with a line that names it, and gets it once the first has ended', async () => {
  const folder = freshFolder();
  await within(folder, async () => {
    const refused = openDirectoryStore(folder);
    await expect(refused).rejects.toThrow(FolderError);
    await expect(refused).rejects.toThrow(`The folder ${folder} is in use by another server (process ${process.pid})`);
  });
  await within(folder, async (store) => expect(await store.get('a')).toBeUndefined());
});

test('a folder is free again when the process that had it was killed, or its number is now another process', async () => {
  const folder = freshFolder();
  await within(folder, async () => undefined);
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    await once(other, 'spawn');
    // The process runs, but it is not the one that began then.
    await ownedBy(folder, { pid: other.pid!, started: 'another start of the machine 1' });
    await within(folder, async (store) => expect(await store.get('a')).toBeUndefined());
  } finally {
    other.kill('SIGKILL');
    await once(other, 'exit');
  }
  await ownedBy(folder, { pid: other.pid!, started: '' });
  await within(folder, async (store) => expect(await store.get('a')).toBeUndefined());
});

async function ownedBy(folder: string, owner: object): Promise<void> {
  const lmdb = await import('lmdb');
  const root = lmdb.open({ path: join(folder, 'records.mdb'), pageSize: 8192 });
  const meta = root.openDB<Buffer, Buffer>('meta', { encoding: 'binary', keyEncoding: 'binary' });
  await meta.put(Buffer.from('owner'), Buffer.from(JSON.stringify(owner)));
  await root.close();
}

for (const [what, name, content] of [
  ['other files', 'holiday.jpg', 'x'],
  ['a marker that is not ours', 'valet-key.json', '{"colour":"blue"}'],
  ['a newer format', 'valet-key.json', '{"format":2}'],
] as const) {
  test(`a folder with ${what} is refused and stays as it is`, async () => {
    const folder = freshFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, name), content);
    const refused = openDirectoryStore(folder);
    await expect(refused).rejects.toThrow(FolderError);
    await expect(refused).rejects.toThrow(new RegExp(`^The folder ${folder} .*--data\\.$`));
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
  });
}

test('a path that is a file, or lies in one, is refused with a line', async () => {
  const file = join(base, 'a-file');
  writeFileSync(file, 'x');
  for (const path of [file, join(file, 'below')])
    await expect(openDirectoryStore(path)).rejects.toThrow(`The folder ${path} is a file or lies in one`);
});

test('a folder whose making was cut short is made again', async () => {
  const folder = freshFolder();
  mkdirSync(folder);
  writeFileSync(join(folder, 'valet-key.json'), '');
  await within(folder, async (store) => expect(await store.commit({ put: [{ key: 'a', value: 1 }] })).toBe(true));
});

function filesUnder(folder: string): readonly string[] {
  const bytes = join(folder, 'bytes');
  return readdirSync(bytes, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(bytes.length + 1));
}
