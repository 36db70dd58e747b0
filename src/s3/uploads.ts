import { partRange, uploadKey, type PartRecord, type UploadRecord } from './records.ts';
import { removeReleased } from './store/remove-released.ts';
import type { Entry, Store } from './store/store.ts';

export interface UploadEntry {
  readonly key: string;
  readonly version: number;
  readonly upload: UploadRecord;
}

/** The upload of this id for this key, while it is under way. */
export async function findUpload(
  store: Store,
  bucket: string,
  key: string,
  uploadId: string,
): Promise<UploadEntry | undefined> {
  const entry = await store.get(uploadKey(bucket, key, uploadId));
  return entry && { key: entry.key, version: entry.version, upload: entry.value as UploadRecord };
}

/** The parts of an upload with their entries, in order of their numbers. */
export async function partsOf(
  store: Store,
  bucket: string,
  uploadId: string,
): Promise<readonly { readonly entry: Entry; readonly part: PartRecord }[]> {
  const { from, to } = partRange(bucket, uploadId);
  const entries = await store.range(from, to, Number.POSITIVE_INFINITY);
  return entries.map((entry) => ({ entry, part: entry.value as PartRecord }));
}

/**
 * Ends an upload and frees its parts. `false` if another request ended it first.
 *
 * A part is only ever put while its upload stands, so after the upload's removal none is added: what came in between is
 * found by looking again.
 */
export async function removeUpload(store: Store, bucket: string, upload: Entry): Promise<boolean> {
  const { uploadId } = upload.value as UploadRecord;
  for (let current: Entry | undefined = upload; current; current = await store.get(upload.key)) {
    const parts = await partsOf(store, bucket, uploadId);
    const entries = [current, ...parts.map(({ entry }) => entry)];
    const releases = parts.map(({ part }) => part.bytes.id);
    const expect = entries.map(({ key, version }) => ({ key, version }));
    if (!(await store.commit({ expect, remove: entries.map(({ key }) => key), releases }))) continue;
    await removeReleased(store, releases);
    await removeParts(store, bucket, uploadId);
    return true;
  }
  return false;
}

/** Removes the parts of an upload that has ended. */
export async function removeParts(store: Store, bucket: string, uploadId: string): Promise<void> {
  const parts = await partsOf(store, bucket, uploadId);
  if (parts.length === 0) return;
  const releases = parts.map(({ part }) => part.bytes.id);
  await store.commit({ remove: parts.map(({ entry }) => entry.key), releases });
  await removeReleased(store, releases);
}
