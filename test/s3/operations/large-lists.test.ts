import { beforeAll, describe, expect, test } from 'vitest';

import { objectKey, uploadKey, type ObjectRecord, type UploadRecord } from '#s3/records.ts';
import { memoryStore } from '#s3/store/memory.ts';
import type { Entry, Store } from '#s3/store/store.ts';

import { Bench } from './bench.ts';

const count = 100_000;
const description = { headers: [], storageClass: 'STANDARD' };
const name = (at: number): string => `dir${String(at % 10)}/${String(at).padStart(6, '0')}`;

/** How much a list reads. */
interface Reads {
  calls: number;
  entries: number;
}

/** A store that counts what is read of it. */
function counting(store: Store, reads: Reads): Store {
  const counted = (entries: readonly Entry[]): readonly Entry[] => {
    reads.calls += 1;
    reads.entries += entries.length;
    return entries;
  };
  return {
    get: (key) => store.get(key),
    range: async (...inputs) => counted(await store.range(...inputs)),
    commit: (change) => store.commit(change),
    bytes: store.bytes,
    close: () => store.close(),
  };
}

async function filled(): Promise<{ bench: Bench; reads: Reads }> {
  const [store, reads] = [memoryStore(), { calls: 0, entries: 0 }];
  const bench = await Bench.open(counting(store, reads));
  await bench.send('PUT', '/docs');
  const initiator = { arn: 'arn:aws:iam::111122223333:root', id: 'root' };
  const time = '2026-03-01T09:00:00.000Z';
  const put = Array.from({ length: count }, (_, at) => {
    const key = name(at);
    const object: ObjectRecord = { v: 1, key, size: 0, etag: 'e', lastModified: time, description, pieces: [] };
    const upload: UploadRecord = {
      v: 1,
      key,
      uploadId: 'u',
      initiated: time,
      initiator,
      description,
      objectVersion: 0,
    };
    return [
      { key: objectKey('docs', key), value: object },
      { key: uploadKey('docs', key, 'u'), value: upload },
    ];
  });
  await store.commit({ put: put.flat() });
  return { bench, reads };
}

describe('of 100,000 keys', () => {
  let bench: Bench;
  let reads: Reads;
  beforeAll(async () => {
    ({ bench, reads } = await filled());
  }, 120_000);

  const lists: readonly [what: string, query: Record<string, string>, entries: number][] = [
    ['a page of version 1', { 'max-keys': '100' }, 1_000],
    ['a page of version 1 from the middle', { 'max-keys': '100', marker: 'dir5/050005' }, 1_000],
    ['a page of version 2', { 'list-type': '2', 'max-keys': '100' }, 1_000],
    [
      'a page of version 2 from the middle',
      { 'list-type': '2', 'start-after': 'dir7/000007', 'max-keys': '1000' },
      2_000,
    ],
    ['all folders', { 'list-type': '2', delimiter: '/' }, 200],
    ['all folders in version 1', { delimiter: '/' }, 200],
    ['one folder’s last keys', { 'list-type': '2', prefix: 'dir9/09999' }, 10],
    ['a page of versions', { versions: '', 'max-keys': '100' }, 2_000],
    ['a page of versions from the middle', { versions: '', 'key-marker': 'dir5/050005', 'max-keys': '100' }, 2_000],
    ['all folders of versions', { versions: '', delimiter: '/' }, 400],
    ['a page of uploads', { uploads: '', 'max-uploads': '100' }, 1_000],
    ['a page of uploads from the middle', { uploads: '', 'key-marker': 'dir5/050005', 'max-uploads': '100' }, 1_000],
    ['all folders of uploads', { uploads: '', delimiter: '/' }, 200],
  ];

  test('no list reads more than its page needs', { timeout: 120_000 }, async () => {
    for (const [what, query, entries] of lists) {
      reads.entries = 0;
      reads.calls = 0;
      const answer = await bench.send('GET', '/docs', { query });
      expect([what, answer.status]).toEqual([what, 200]);
      expect(reads.entries, what).toBeLessThanOrEqual(entries);
      expect(reads.calls).toBeLessThan(60);
    }
  });

  test('paging through version 1 by hand finds each key once', { timeout: 120_000 }, async () => {
    const found: string[] = [];
    for (let marker = ''; ;) {
      const { xml } = await bench.send('GET', '/docs', { query: { marker, prefix: 'dir3/' } });
      found.push(...(xml?.all('Contents') ?? []).map((item) => item.textOf('Key') ?? ''));
      if (xml?.textOf('IsTruncated') !== 'true') break;
      marker = found.at(-1) ?? '';
    }
    const all = Array.from({ length: count }, (_, at) => name(at));
    expect(found).toEqual(all.filter((key) => key.startsWith('dir3/')));
  });
});
