import { expect, test } from 'vitest';

import { memoryStore } from '#s3/store/memory.ts';
import type { Store } from '#s3/store/store.ts';
import { findVersion } from '#s3/versions/object-versions.ts';

import { Bench } from '../operations/bench.ts';
import { VersionedBench } from '../operations/versioned-bench.ts';

test('a version that becomes the newest while it is looked for is found, not the one behind it', async () => {
  const store = memoryStore();
  const films = await VersionedBench.open('Enabled', await Bench.open(store));
  await films.put('a', 'one');
  const second = await films.put('a', 'two');
  const marker = (await films.delete('a')).headers.get('x-amz-version-id');
  const meanwhile: Store = {
    get: (key) => store.get(key),
    range: async (...bounds) => {
      await films.delete('a', marker);
      return store.range(...bounds);
    },
    commit: (change) => store.commit(change),
    bytes: store.bytes,
    close: () => store.close(),
  };
  const found = await findVersion(meanwhile, 'films', 'a');
  expect(found?.kind === 'object' && found.object.versionId).toBe(second);
});
