import { S3Error } from '../../errors.ts';
import { bucketKey, objectRange, uploadRange } from '../../records.ts';
import { removeUpload } from '../../uploads.ts';
import { noContent } from '../answers.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';

const uploadsAtOnce = 100;

/** Uploads under way go with their bucket; objects keep it. */
export const deleteBucket: Handler = async (context) => {
  const { store, bucketName, checks } = context;
  const key = bucketKey(bucketName);
  const removed = await committed(store, async () => {
    await requireEmpty(context);
    const entry = await store.get(key);
    if (!entry) throw new S3Error('NoSuchBucket', { BucketName: bucketName });
    return { change: { expect: [{ key, version: entry.version }], remove: [key] }, result: entry };
  });
  if (await hasObjects(context)) {
    // An object was put between the look and the removal, so the bucket has to stay.
    await store.commit({ expect: [{ key, version: 0 }], put: [{ key, value: removed.value }] });
    await requireEmpty(context);
  }
  await removeUploads(context);
  checks.pass('request');
  return noContent();
};

async function hasObjects({ store, bucketName }: OperationContext): Promise<boolean> {
  const { from, to } = objectRange(bucketName);
  return (await store.range(from, to, 1)).length > 0;
}

async function requireEmpty(context: OperationContext): Promise<void> {
  if (!(await hasObjects(context))) return;
  context.checks.fail('request', new S3Error('BucketNotEmpty', { BucketName: context.bucketName }));
}

async function removeUploads({ store, bucketName }: OperationContext): Promise<void> {
  const { from, to } = uploadRange(bucketName);
  for (;;) {
    const uploads = await store.range(from, to, uploadsAtOnce);
    if (uploads.length === 0) return;
    for (const upload of uploads) await removeUpload(store, bucketName, upload);
  }
}
