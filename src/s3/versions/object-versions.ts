import { objectKey, type ObjectRecord } from '../records.ts';
import type { Entry, Store } from '../store/store.ts';
import { nullVersionId, sequenceOf } from './version-id.ts';
import {
  isDeleteMarker,
  nullVersionKey,
  versionKey,
  versionsOfKey,
  type DeleteMarkerRecord,
  type NullVersionRecord,
  type VersionRecord,
} from './version-records.ts';

/** An object's record and where it stands in the store. */
export interface ObjectEntry {
  readonly kind: 'object';
  /** Key and version of the store's entry. */
  readonly key: string;
  readonly version: number;
  readonly object: ObjectRecord;
}

export interface DeleteMarkerEntry {
  readonly kind: 'delete marker';
  readonly key: string;
  readonly version: number;
  readonly marker: DeleteMarkerRecord;
}

export type FoundVersion = ObjectEntry | DeleteMarkerEntry;

/** The version of this id, or the newest one; `null` is the id of what was put without versioning. */
export async function findVersion(
  store: Store,
  bucketName: string,
  key: string,
  versionId?: string,
): Promise<FoundVersion | undefined> {
  const current = await findCurrent(store, bucketName, key);
  if (versionId === undefined) return current ?? (await newestBehind(store, bucketName, key));
  if (current && idOf(current.object) === versionId) return current;
  const found = await findNoncurrent(store, bucketName, key, versionId);
  if (found) return found;
  // Between the two looks the version may have become the current one again.
  const again = await findCurrent(store, bucketName, key);
  return again && again.version !== current?.version && idOf(again.object) === versionId ? again : undefined;
}

/** The object that is the current version; none where the newest version is a delete marker. */
export async function findCurrent(store: Store, bucketName: string, key: string): Promise<ObjectEntry | undefined> {
  const entry = await store.get(objectKey(bucketName, key));
  return entry && { kind: 'object', key: entry.key, version: entry.version, object: entry.value as ObjectRecord };
}

/** The newest of the versions behind the current object, or, without one, the newest of all. */
async function newestBehind(store: Store, bucketName: string, key: string): Promise<FoundVersion | undefined> {
  const [newest] = await newestVersions(store, bucketName, key, 1);
  if (!newest || recordOf(newest).replaced === undefined) return newest;
  // Since the look at the current object, a delete marker was removed and the version behind it became that.
  return (await findCurrent(store, bucketName, key)) ?? newest;
}

/** The newest of the versions that stand under version keys. */
export async function newestVersions(
  store: Store,
  bucketName: string,
  key: string,
  count: number,
): Promise<readonly FoundVersion[]> {
  const { from, to } = versionsOfKey(bucketName, key);
  return (await store.range(from, to, count)).map(versionOf);
}

/** An entry of a version key. */
export function versionOf({ key, version, value }: Entry): FoundVersion {
  const record = value as VersionRecord;
  if (isDeleteMarker(record)) return { kind: 'delete marker', key, version, marker: record };
  return { kind: 'object', key, version, object: record };
}

export function recordOf(found: FoundVersion): VersionRecord {
  return found.kind === 'object' ? found.object : found.marker;
}

/** Ids of the bytes that go with a version; a delete marker has none. */
export function bytesOf(found: FoundVersion | undefined): readonly string[] {
  return found?.kind === 'object' ? found.object.pieces.map(({ bytes }) => bytes.id) : [];
}

/** As lists and headers show it. */
export function idOf({ versionId }: VersionRecord): string {
  return versionId ?? nullVersionId;
}

async function findNoncurrent(
  store: Store,
  bucketName: string,
  key: string,
  versionId: string,
): Promise<FoundVersion | undefined> {
  const sequence = versionId === nullVersionId ? await sequenceOfNull(store, bucketName, key) : sequenceOf(versionId);
  if (sequence === undefined) return undefined;
  const entry = await store.get(versionKey(bucketName, key, sequence));
  const found = entry && versionOf(entry);
  return found && idOf(recordOf(found)) === versionId ? found : undefined;
}

async function sequenceOfNull(store: Store, bucketName: string, key: string): Promise<number | undefined> {
  const entry = await store.get(nullVersionKey(bucketName, key));
  return (entry?.value as NullVersionRecord | undefined)?.sequence;
}
