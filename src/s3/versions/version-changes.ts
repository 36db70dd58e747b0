import {
  bytesOf,
  findCurrent,
  newestVersions,
  recordOf,
  type FoundVersion,
  type ObjectEntry,
} from './object-versions.ts';
import { objectKey, type ObjectRecord } from '../records.ts';
import { changeOf, merged, type WholeChange } from '../store/change.ts';
import { newPlace, type VersionSite } from './version-place.ts';
import { nullVersionKey, versionKey, type DeleteMarkerRecord, type NullVersionRecord } from './version-records.ts';

/** A planned commit that makes an object the current version, and the object's record as it will be stored. */
export interface PlannedPut {
  readonly change: WholeChange;
  readonly object: ObjectRecord;
}

/** A planned commit that deletes without naming a version, and the marker it leaves. */
export interface PlannedDelete {
  readonly change: WholeChange;
  /** Absent in a bucket that never had versioning: there the object is gone. */
  readonly marker: DeleteMarkerRecord | undefined;
}

/** `current` is the object as the plan's maker found it; the commit expects that it still is. */
export async function planPut(
  site: VersionSite,
  object: ObjectRecord,
  current: ObjectEntry | undefined,
): Promise<PlannedPut> {
  const { bucket } = site;
  const key = objectKey(bucket.name, site.key);
  if (bucket.versioning === undefined) {
    const expect = [{ key, version: current?.version ?? 0 }];
    return { change: changeOf({ expect, put: [{ key, value: object }], releases: bytesOf(current) }), object };
  }
  const { versionId, sequence, change } = await newPlace(site, current);
  const placed: ObjectRecord = { ...object, versionId, sequence };
  // As the current version it stands under its object key, so no null version is left to be found elsewhere.
  const remove = versionId === undefined ? [nullVersionKey(bucket.name, site.key)] : [];
  return { change: merged(change, { put: [{ key, value: placed }], remove }), object: placed };
}

/** A DELETE without a version id: it leaves a delete marker, or nothing in a bucket that never had versioning. */
export async function planDelete(site: VersionSite, current: ObjectEntry | undefined): Promise<PlannedDelete> {
  const { bucket, key, instant } = site;
  if (bucket.versioning === undefined) return { change: current ? removal(current) : changeOf({}), marker: undefined };
  const { versionId, sequence, change } = await newPlace(site, current);
  const lastModified = instant.toISOString();
  const marker: DeleteMarkerRecord = { v: 1, isDeleteMarker: true, key, versionId, sequence, lastModified };
  const pointer: NullVersionRecord = { v: 1, sequence };
  const put = [
    { key: versionKey(bucket.name, key, sequence), value: marker },
    ...(versionId === undefined ? [{ key: nullVersionKey(bucket.name, key), value: pointer }] : []),
  ];
  return { change: merged(change, { put, remove: [objectKey(bucket.name, key)] }), marker };
}

/** Removes one version for good. If it was the newest, the one behind it becomes that. */
export async function planRemoval(site: VersionSite, found: FoundVersion): Promise<WholeChange> {
  const { store, bucket, key } = site;
  if (bucket.versioning === undefined) return removal(found);
  const [current, behind] = await Promise.all([
    findCurrent(store, bucket.name, key),
    newestVersions(store, bucket.name, key, 2),
  ]);
  const newest = current ? [current, ...behind] : behind;
  const next = newest[0]?.key === found.key ? newest[1] : undefined;
  const left = [found, ...(next ? [next] : [])].filter((version) => version.key !== current?.key);
  const change = merged(removal(found), {
    // Neither the newest version nor the one that would be it next may go at the same time.
    expect: [
      { key: objectKey(bucket.name, key), version: current?.version ?? 0 },
      ...behind.map((version) => ({ key: version.key, version: version.version })),
    ],
    remove: left.some((version) => isNullObject(version, found)) ? [nullVersionKey(bucket.name, key)] : [],
  });
  return next ? merged(change, promotion(site, next)) : change;
}

/** Makes a version the newest again: an object moves to its object key, a delete marker stays where it is. */
function promotion({ bucket, key }: VersionSite, next: FoundVersion): Partial<WholeChange> {
  const value = { ...recordOf(next), replaced: undefined };
  if (next.kind === 'delete marker') return { put: [{ key: next.key, value }] };
  return { put: [{ key: objectKey(bucket.name, key), value }], remove: [next.key] };
}

/** Whether a null version leaves its version key: the one removed, or an object that becomes the current one. */
function isNullObject(version: FoundVersion, found: FoundVersion): boolean {
  return recordOf(version).versionId === undefined && (version === found || version.kind === 'object');
}

function removal(found: FoundVersion): WholeChange {
  return changeOf({
    expect: [{ key: found.key, version: found.version }],
    remove: [found.key],
    releases: bytesOf(found),
  });
}
