import type { Header } from '#sigv4/headers.ts';

import { checksumHeader } from '../../body/checksum-algorithms.ts';
import { S3Error } from '../../errors.ts';
import { expirationOf } from '../../lifecycle.ts';
import { findVersion, type ObjectEntry } from '../../object-versions.ts';
import type { BucketRecord, ObjectRecord, StoredChecksum } from '../../records.ts';
import type { OperationContext } from '../context.ts';

/** The current version as it is now. */
export async function findObject({ store, bucketName, key }: OperationContext): Promise<ObjectEntry | undefined> {
  const found = await findVersion(store, bucketName, key);
  return found?.kind === 'object' ? found : undefined;
}

/** The object, or the answer for a missing one: who may not list the bucket does not learn whether a key exists. */
export async function requireObject(context: OperationContext): Promise<ObjectEntry> {
  const found = await findObject(context);
  const { checks, key } = context;
  if (found) {
    checks.pass('object');
    return found;
  }
  if (context.may('s3:ListBucket', 'bucket')) return checks.fail('object', new S3Error('NoSuchKey', { Key: key }));
  const text = 'There is no such object, and without s3:ListBucket on the bucket S3 does not say so.';
  return checks.fail(
    'object',
    context.denial('s3:ListBucket', 'bucket'),
    { kind: 'note', text },
    { known: 'documented' },
  );
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

/** The id of a version; an object put while its bucket had no versioning shows none. */
export function versionHeaders({ versionId }: ObjectRecord): Header[] {
  return versionId === undefined ? [] : [['x-amz-version-id', versionId]];
}
