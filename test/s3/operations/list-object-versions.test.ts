import { describe, expect, test } from 'vitest';

import { memoryStore } from '#s3/store/memory.ts';
import type { Store } from '#s3/store/store.ts';

import { Bench } from './bench.ts';
import { linesOf, VersionedBench } from './versioned-bench.ts';

/** Versions and delete markers of several keys, some below a slash. */
async function library(): Promise<VersionedBench> {
  const films = await VersionedBench.open();
  await films.put('a', 'before');
  await films.set('Enabled');
  for (const key of ['a', 'a', 'b/1', 'b/1', 'b/2', 'c', 'd/1']) await films.put(key, key);
  for (const key of ['b/1', 'c', 'never']) await films.delete(key);
  await films.put('c', 'again');
  return films;
}

/** Every page, following the markers as clients do. */
async function pages(
  films: VersionedBench,
  maxKeys: number,
  query: Readonly<Record<string, string>> = {},
): Promise<string[][]> {
  const found: string[][] = [];
  let markers: Record<string, string> = {};
  for (;;) {
    const page = await films.page({ ...query, ...markers, 'max-keys': String(maxKeys) });
    found.push([
      ...linesOf(page).map(({ key, versionId }) => `${key} ${versionId}`),
      ...page.all('CommonPrefixes').map((element) => element.textOf('Prefix') ?? ''),
    ]);
    if (page.textOf('IsTruncated') !== 'true') return found;
    const versionId = page.textOf('NextVersionIdMarker');
    markers = {
      'key-marker': page.textOf('NextKeyMarker') ?? '',
      ...(versionId === undefined ? {} : { 'version-id-marker': versionId }),
    };
  }
}

describe('ListObjectVersions', () => {
  test('lists by key, and within a key from the newest on', async () => {
    const films = await library();
    const lines = await films.list();
    expect(lines.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'Version a',
      'Version a',
      'Version a',
      'DeleteMarker b/1',
      'Version b/1',
      'Version b/1',
      'Version b/2',
      'Version c',
      'DeleteMarker c',
      'Version c',
      'Version d/1',
      'DeleteMarker never',
    ]);
    const latest = lines.filter(({ isLatest }) => isLatest).map(({ kind, key }) => `${kind} ${key}`);
    expect(latest).toEqual([
      'Version a',
      'DeleteMarker b/1',
      'Version b/2',
      'Version c',
      'Version d/1',
      'DeleteMarker never',
    ]);
    const page = await films.page();
    expect(page.child('Version')?.children.map(({ name }) => name)).toEqual([
      'Key',
      'VersionId',
      'IsLatest',
      'LastModified',
      'ETag',
      'ChecksumAlgorithm',
      'ChecksumType',
      'Size',
      'Owner',
      'StorageClass',
    ]);
  });

  for (const size of [1, 2, 3, 5, 12]) {
    test(`shows the same in pages of ${size}`, async () => {
      const films = await library();
      for (const query of [{}, { prefix: 'b/' }, { delimiter: '/' }, { prefix: 'b/', delimiter: '/' }]) {
        const whole = (await pages(films, 1_000, query)).flat();
        const paged = await pages(films, size, query);
        expect(paged.flat().sort()).toEqual([...whole].sort());
        expect(paged.slice(0, -1).every((page) => page.length === size)).toBe(true);
      }
    });
  }

  test('rolls up what lies below a delimiter, once for objects and for what is behind them', async () => {
    const films = await library();
    const page = await films.page({ delimiter: '/' });
    expect(linesOf(page).map(({ key }) => key)).toEqual(['a', 'a', 'a', 'c', 'c', 'c', 'never']);
    expect(page.all('CommonPrefixes').map(({ text }) => text)).toEqual(['b/', 'd/']);
    const first = await films.page({ delimiter: '/', 'max-keys': '4' });
    expect([first.textOf('NextKeyMarker'), first.textOf('NextVersionIdMarker')]).toEqual(['b/', undefined]);
  });

  test('goes on behind all versions of a key, or behind one of them', async () => {
    const films = await library();
    const [newest, , oldest] = (await films.list({ prefix: 'a' })).map(({ versionId }) => versionId);
    const keys = async (query: Record<string, string>) => (await films.list(query)).map(({ key }) => key).slice(0, 3);
    expect(await keys({ 'key-marker': 'a' })).toEqual(['b/1', 'b/1', 'b/1']);
    expect(await keys({ 'key-marker': 'a', 'version-id-marker': newest ?? '' })).toEqual(['a', 'a', 'b/1']);
    expect(oldest).toBe('null');
    expect(await keys({ 'key-marker': 'a', 'version-id-marker': 'null' })).toEqual(['b/1', 'b/1', 'b/1']);
    expect(await keys({ 'key-marker': 'ab' })).toEqual(['b/1', 'b/1', 'b/1']);
  });

  test('lists a common prefix that the marker lies in not again', async () => {
    const films = await library();
    const page = await films.page({ delimiter: '/', 'key-marker': 'b/1' });
    expect(linesOf(page).map(({ key }) => key)).toEqual(['c', 'c', 'c', 'never']);
    expect(page.all('CommonPrefixes').map(({ text }) => text)).toEqual(['d/']);
  });

  test('goes on behind a version that was deleted since', async () => {
    const films = await library();
    const [, second] = (await films.list({ prefix: 'a' })).map(({ versionId }) => versionId);
    await films.delete('a', second);
    const rest = await films.list({ 'key-marker': 'a', 'version-id-marker': second ?? '', prefix: 'a' });
    expect(rest.map(({ versionId }) => versionId)).toEqual(['null']);
  });

  test('goes on with a version that became the current one since', async () => {
    const films = await library();
    const [newest, second] = (await films.list({ prefix: 'a' })).map(({ versionId }) => versionId);
    await films.delete('a', newest);
    const rest = await films.list({ 'key-marker': 'a', 'version-id-marker': newest ?? '', prefix: 'a' });
    expect(rest.map(({ versionId, isLatest }) => [versionId, isLatest])).toEqual([
      [second, true],
      ['null', false],
    ]);
  });

  test('leaves no version out behind a version null that was deleted since', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', '1');
    await films.set('Suspended');
    await films.put('a', '2');
    await films.delete('a', 'null');
    const rest = await films.list({ 'key-marker': 'a', 'version-id-marker': 'null' });
    expect(rest.map(({ versionId }) => versionId)).toEqual([kept]);
  });

  test('encodes names where it is asked to', async () => {
    const films = await VersionedBench.open('Enabled');
    await films.put('a%20b/%C3%BC', 'x');
    await films.delete('a%20b/%C3%BC');
    const lines = await films.list({ 'encoding-type': 'url' });
    expect(lines.map(({ key }) => key)).toEqual(['a+b/%C3%BC', 'a+b/%C3%BC']);
  });

  for (const [query, argument, message] of [
    [{ 'version-id-marker': 'x' }, 'x', 'A version-id marker cannot be specified without a key marker.'],
    [{ 'version-id-marker': '', 'key-marker': 'a' }, '', 'A version-id marker cannot be empty.'],
    [{ 'version-id-marker': 'x', 'key-marker': 'a' }, 'x', 'Invalid version id specified'],
  ] as const) {
    test(`answers 400 to ${JSON.stringify(query)}`, async () => {
      const films = await VersionedBench.open('Enabled');
      const refused = await films.bench.send('GET', '/films', { query: { versions: '', ...query } });
      expect([refused.status, refused.code]).toEqual([400, 'InvalidArgument']);
      expect(refused.xml?.textOf('Message')).toBe(message);
      expect(refused.xml?.textOf('ArgumentName')).toBe('version-id-marker');
      expect(refused.xml?.textOf('ArgumentValue')).toBe(argument);
    });
  }

  test('needs s3:ListBucketVersions', async () => {
    const films = await VersionedBench.open('Enabled');
    const lister = await films.bench.user('lister', ['s3:ListBucket']);
    expect((await films.bench.send('GET', '/films', { query: { versions: '' }, as: lister })).status).toBe(403);
  });

  test('reads no further than a page of a large bucket needs', async () => {
    const store = memoryStore();
    const read = { entries: 0 };
    const films = await VersionedBench.open('Enabled', await Bench.open(counting(store, read)));
    await films.put('a/1', 'x');
    await films.delete('a/1');
    await fill(store, 20_000);
    read.entries = 0;
    const page = await films.page({ delimiter: '/', 'max-keys': '2' });
    expect(page.all('CommonPrefixes').map(({ text }) => text)).toEqual(['a/', 'm/']);
    expect(read.entries).toBeLessThan(200);
    const last = await films.page({ 'key-marker': 'm/019998' });
    expect(linesOf(last).map(({ key }) => key)).toEqual(['m/019999', 'm/019999']);
    expect(read.entries).toBeLessThan(300);
  });
});

/** Counts the entries that ranges give. */
function counting(store: Store, read: { entries: number }): Store {
  return {
    get: (key) => store.get(key),
    commit: (change) => store.commit(change),
    close: () => store.close(),
    bytes: store.bytes,
    async range(...given) {
      const entries = await store.range(...given);
      read.entries += entries.length;
      return entries;
    },
  };
}

/** So many keys below `m/`, each with a current object and one version behind it: copies of what stands in the store. */
async function fill(store: Store, count: number): Promise<void> {
  const [, object] = await store.range('version', 'version\x01', 2);
  for (let at = 0; at < count; at += 5_000) {
    const keys = Array.from({ length: 5_000 }, (_, index) => `m/${String(at + index).padStart(6, '0')}`);
    const put = keys.flatMap((key) => [
      { key: `object\0films\0${key}`, value: { ...(object?.value as object), key, replaced: undefined } },
      { key: (object?.key ?? '').replace('a/1', key), value: { ...(object?.value as object), key } },
    ]);
    await store.commit({ put });
  }
}

for (const [query, argument, message] of [
  [{ versions: '' }, 'maxKeys', 'max-keys cannot be negative'],
  [{}, 'maxKeys', 'Argument maxKeys must be an integer between 0 and 2147483647'],
  [{ 'list-type': '2' }, 'maxKeys', 'Argument maxKeys must be an integer between 0 and 2147483647'],
] as const) {
  test(`a list of ${JSON.stringify(query)} refuses a negative number of keys in its own words`, async () => {
    const films = await VersionedBench.open();
    const answer = await films.bench.send('GET', '/films', { query: { ...query, 'max-keys': '-1' } });
    const told = ['ArgumentName', 'ArgumentValue', 'Message'].map((name) => answer.xml?.textOf(name));
    expect([answer.status, ...told]).toEqual([400, argument, '-1', message]);
  });
}
