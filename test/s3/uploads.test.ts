import { expect, test } from 'vitest';

import { memoryStore } from '#s3/store/memory.ts';
import type { Store } from '#s3/store/store.ts';
import { findUpload, removeUpload } from '#s3/uploads.ts';

import { Bench } from './operations/bench.ts';

test('an upload is ended also where the bytes of its parts cannot be removed just then', async () => {
  const store = memoryStore();
  const bench = await Bench.open(store);
  await bench.send('PUT', '/films');
  const created = await bench.send('POST', '/films/a.bin', { query: { uploads: '' } });
  const uploadId = created.xml?.textOf('UploadId') ?? '';
  await bench.send('PUT', '/films/a.bin', { query: { uploadId, partNumber: '1' }, body: 'hello' });
  const stuck: Store = {
    get: (key) => store.get(key),
    range: (...bounds) => store.range(...bounds),
    commit: (change) => store.commit(change),
    bytes: {
      write: (source) => store.bytes.write(source),
      read: (...asked) => store.bytes.read(...asked),
      remove: () => Promise.reject(new Error('the file is open elsewhere')),
    },
    close: () => store.close(),
  };
  const found = await findUpload(stuck, 'films', 'a.bin', uploadId);
  if (!found) throw new Error('the upload is not there');
  expect(await removeUpload(stuck, 'films', { ...found, value: found.upload })).toBe(true);
  expect(await findUpload(store, 'films', 'a.bin', uploadId)).toBeUndefined();
});
