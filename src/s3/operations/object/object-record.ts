import type { Header } from '#sigv4/headers.ts';

import { checksumHeader } from '../../body/checksum-algorithms.ts';
import { expirationOf } from '../../lifecycle/due-date.ts';
import { findCurrent, findVersion, idOf, type ObjectEntry } from '../../versions/object-versions.ts';
import type { BucketRecord, ObjectRecord, StoredChecksum } from '../../records.ts';
import type { VersionRecord } from '../../versions/version-records.ts';
import type { OperationContext } from '../context.ts';
import { refuseMissing } from './missing-object.ts';
import { versionIdParameter } from './version-parameter.ts';

/** The current version as it is now; none where the newest version is a delete marker. */
export async function findObject({ store, bucketName, key }: OperationContext): Promise<ObjectEntry | undefined> {
  return findCurrent(store, bucketName, key);
}

/** The object that the request names, by key or by key and version, or the answer for a missing one. */
export async function requireObject(context: OperationContext): Promise<ObjectEntry> {
  const { store, bucketName, key, checks } = context;
  const versionId = versionIdParameter(context);
  const found = await findVersion(store, bucketName, key, versionId);
  if (found?.kind !== 'object') return refuseMissing(context, found, versionId);
  checks.pass('object');
  return found;
}

/** `x-amz-checksum-crc32` and its type. */
export function checksumHeaders(checksum: StoredChecksum | undefined): Header[] {
  if (!checksum) return [];
  return [
    [checksumHeader(checksum.algorithm), checksum.value],
    ['x-amz-checksum-type', checksum.type],
  ];
}

/** Says when a lifecycle rule will delete the object. */
export function expirationHeaders(bucket: BucketRecord, object: ObjectRecord): Header[] {
  const due = expirationOf(bucket, object);
  if (!due) return [];
  return [['x-amz-expiration', `expiry-date="${due.date.toUTCString()}", rule-id="${encodeURIComponent(due.ruleId)}"`]];
}

/** The id of a version; a bucket that never had versioning shows none. */
export function versionHeaders(record: VersionRecord, { versioning }: BucketRecord): Header[] {
  return versioning === undefined && record.versionId === undefined ? [] : [['x-amz-version-id', idOf(record)]];
}

/** The id of what was just put; S3 does not say that it is `null`, as it is while versioning is suspended. */
export function newVersionHeaders({ versionId }: VersionRecord): Header[] {
  return versionId === undefined ? [] : [['x-amz-version-id', versionId]];
}
