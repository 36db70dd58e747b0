import { objectKey, type ObjectRecord } from './records.ts';
import type { Store } from './store/store.ts';

/** An object's record and where it stands in the store. */
export interface ObjectEntry {
  readonly kind: 'object';
  /** Key and version of the store's entry. */
  readonly key: string;
  readonly version: number;
  readonly object: ObjectRecord;
}

export type FoundVersion = ObjectEntry;

/** The version of this id, or the current one; `null` is the id of what was put without versioning. */
export async function findVersion(
  store: Store,
  bucketName: string,
  key: string,
  versionId?: string,
): Promise<FoundVersion | undefined> {
  const entry = await store.get(objectKey(bucketName, key));
  if (!entry) return undefined;
  const object = entry.value as ObjectRecord;
  const isAsked = versionId === undefined || versionId === (object.versionId ?? 'null');
  return isAsked ? { kind: 'object', key: entry.key, version: entry.version, object } : undefined;
}
