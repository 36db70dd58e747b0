import {
  bytesOf,
  newestVersions,
  recordOf,
  versionOf,
  type FoundVersion,
  type ObjectEntry,
} from './object-versions.ts';
import { objectKey, type BucketRecord } from '../records.ts';
import { changeOf, merged, type WholeChange } from '../store/change.ts';
import type { Store } from '../store/store.ts';
import { versionIdOf } from './version-id.ts';
import { nullVersionKey, versionKey, type NullVersionRecord } from './version-records.ts';

/** The key whose versions are changed. */
export interface VersionSite {
  readonly store: Store;
  /** As it is at the commit, which has to expect the version of the bucket's entry. */
  readonly bucket: BucketRecord;
  readonly key: string;
  readonly instant: Date;
  readonly uniqueId: (characters: number) => string;
}

/** Where the newest version of a key goes, in a bucket with versioning. */
export interface Place {
  /** Absent for a null version, as all are that come while versioning is suspended. */
  readonly versionId: string | undefined;
  readonly sequence: number;
  /** What the commit does with the versions before: each is kept, but for a null version that a new one overwrites. */
  readonly change: WholeChange;
}

export async function newPlace(site: VersionSite, current: ObjectEntry | undefined): Promise<Place> {
  const { store, bucket, key, uniqueId } = site;
  const [behind] = await newestVersions(store, bucket.name, key, 1);
  const sequence = Math.max(sequenceOf(current), sequenceOf(behind)) + 1;
  const isSuspended = bucket.versioning === 'Suspended';
  const newest = current ?? behind;
  const isOverwriting = isSuspended && newest !== undefined && recordOf(newest).versionId === undefined;
  const changes: Partial<WholeChange>[] = [
    {
      expect: [
        { key: objectKey(bucket.name, key), version: current?.version ?? 0 },
        // Two writers that find no current object must not take the same place: one may leave a delete marker there.
        { key: versionKey(bucket.name, key, sequence), version: 0 },
      ],
    },
    isSuspended ? await overwriting(site, current) : {},
    newest && !isOverwriting ? superseding(site, newest) : {},
  ];
  return {
    versionId: isSuspended ? undefined : versionIdOf(sequence, uniqueId),
    sequence,
    change: changes.reduce<WholeChange>(merged, changeOf({})),
  };
}

function sequenceOf(found: FoundVersion | undefined): number {
  return (found && recordOf(found).sequence) ?? 0;
}

/** A key has one null version at most, so a new one takes the place of the old one, wherever that stands. */
async function overwriting(
  { store, bucket, key }: VersionSite,
  current: ObjectEntry | undefined,
): Promise<Partial<WholeChange>> {
  if (current && current.object.versionId === undefined) return { releases: bytesOf(current) };
  const pointer = await store.get(nullVersionKey(bucket.name, key));
  const pointed = { key: nullVersionKey(bucket.name, key), version: pointer?.version ?? 0 };
  if (!pointer) return { expect: [pointed] };
  const { sequence } = pointer.value as NullVersionRecord;
  const entry = await store.get(versionKey(bucket.name, key, sequence));
  if (!entry) return { expect: [pointed] };
  return {
    expect: [pointed, { key: entry.key, version: entry.version }],
    remove: [entry.key],
    releases: bytesOf(versionOf(entry)),
  };
}

/** Keeps what was the newest version behind the new one, and notes when that came about. */
function superseding({ bucket, key, instant }: VersionSite, newest: FoundVersion): Partial<WholeChange> {
  const value = { ...recordOf(newest), replaced: instant.toISOString() };
  if (newest.kind === 'delete marker') {
    return { expect: [{ key: newest.key, version: newest.version }], put: [{ key: newest.key, value }] };
  }
  const sequence = sequenceOf(newest);
  const pointer: NullVersionRecord = { v: 1, sequence };
  return {
    put: [
      { key: versionKey(bucket.name, key, sequence), value },
      ...(newest.object.versionId === undefined ? [{ key: nullVersionKey(bucket.name, key), value: pointer }] : []),
    ],
    remove: [newest.key],
  };
}
