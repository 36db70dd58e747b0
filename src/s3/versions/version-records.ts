import type { ObjectRecord } from '../records.ts';
import { orderedKey, rangeOfPrefix, rangeUnder, type KeyRange } from '../store/order.ts';

/**
 * How versions are kept: an object that is the current version stands under its `objectKey`, as in a bucket without
 * versioning. Every other version, and every delete marker, stands under a `versionKey`, those of one key from the newest on.
 * A key whose newest version is a delete marker therefore has no current object.
 */
export type VersionRecord = ObjectRecord | DeleteMarkerRecord;

/** What a DELETE without a version id leaves in a bucket with versioning. */
export interface DeleteMarkerRecord {
  readonly v: 1;
  readonly isDeleteMarker: true;
  readonly key: string;
  /** Absent on one put while versioning was suspended: its id is then `null`. */
  readonly versionId?: string | undefined;
  readonly sequence: number;
  readonly lastModified: string;
  /** When a newer version took its place; absent while it is the newest. */
  readonly replaced?: string | undefined;
}

/** Says where the `null` version of a key stands, as long as it is under a `versionKey`; there is at most one. */
export interface NullVersionRecord {
  readonly v: 1;
  readonly sequence: number;
}

/** Digits that keep versions in order, the newest first. */
const sequenceDigits = 12;
export const sequenceMaximum = 10 ** sequenceDigits - 1;

export function versionKey(bucket: string, key: string, sequence: number): string {
  return orderedKey('version', bucket, key, String(sequenceMaximum - sequence).padStart(sequenceDigits, '0'));
}

/** All that stands under version keys of the keys that begin with a prefix. */
export function versionRange(bucket: string, prefix = ''): KeyRange {
  return rangeOfPrefix(['version', bucket], prefix);
}

export function versionsOfKey(bucket: string, key: string): KeyRange {
  return rangeUnder('version', bucket, key);
}

export function nullVersionKey(bucket: string, key: string): string {
  return orderedKey('null-version', bucket, key);
}

export function isDeleteMarker(record: VersionRecord): record is DeleteMarkerRecord {
  return 'isDeleteMarker' in record;
}
