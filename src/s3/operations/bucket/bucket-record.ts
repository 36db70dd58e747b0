import { S3Error } from '../../errors.ts';
import { bucketKey, type BucketRecord } from '../../records.ts';
import type { OperationContext } from '../context.ts';
import { committed } from '../committed.ts';

/** The bucket that the pipeline found. */
export function bucketOf({ bucket, bucketName }: OperationContext): BucketRecord {
  if (!bucket) throw new TypeError(`the operation was started without its bucket ${bucketName}`);
  return bucket;
}

/** What a commit may expect of the bucket, so that nothing is put into one that is being deleted. */
export async function bucketStillThere(context: OperationContext): Promise<{ key: string; version: number }> {
  return (await bucketNow(context)).expected;
}

/** The bucket as it is at a commit which expects this version of it: its versioning may have changed since the request began. */
export async function bucketNow(
  context: OperationContext,
): Promise<{ readonly bucket: BucketRecord; readonly expected: { key: string; version: number } }> {
  const key = bucketKey(context.bucketName);
  const entry = await context.store.get(key);
  if (!entry) throw new S3Error('NoSuchBucket', { BucketName: context.bucketName });
  return { bucket: entry.value as BucketRecord, expected: { key, version: entry.version } };
}

/** Changes the bucket's record as it is now. */
export async function updateBucket(
  context: OperationContext,
  update: (bucket: BucketRecord) => BucketRecord,
): Promise<void> {
  const key = bucketKey(context.bucketName);
  await committed(context.store, async () => {
    const entry = await context.store.get(key);
    if (!entry) throw new S3Error('NoSuchBucket', { BucketName: context.bucketName });
    const value = update(entry.value as BucketRecord);
    return { change: { expect: [{ key, version: entry.version }], put: [{ key, value }] }, result: undefined };
  });
}
