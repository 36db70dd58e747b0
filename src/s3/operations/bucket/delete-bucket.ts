import { S3Error } from '../../errors.ts';
import { bucketKey, objectRange, uploadRange } from '../../records.ts';
import { versionRange } from '../../versions/version-records.ts';
import { removeUpload } from '../../uploads.ts';
import { noContent } from '../answers.ts';
import { committed } from '../committed.ts';
import { bucketOf } from './bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';

const uploadsAtOnce = 100;
const versionsLeft = 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.';

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

/** Objects, versions behind them and delete markers. */
async function hasObjects({ store, bucketName }: OperationContext): Promise<boolean> {
  const ranges = [objectRange(bucketName), versionRange(bucketName)];
  const found = await Promise.all(ranges.map(({ from, to }) => store.range(from, to, 1)));
  return found.some((entries) => entries.length > 0);
}

async function requireEmpty(context: OperationContext): Promise<void> {
  if (!(await hasObjects(context))) return;
  const extras = { BucketName: context.bucketName };
  const message = bucketOf(context).versioning === undefined ? undefined : versionsLeft;
  context.checks.fail('request', new S3Error('BucketNotEmpty', extras, message));
}

async function removeUploads({ store, bucketName }: OperationContext): Promise<void> {
  const { from, to } = uploadRange(bucketName);
  for (;;) {
    const uploads = await store.range(from, to, uploadsAtOnce);
    if (uploads.length === 0) return;
    for (const upload of uploads) await removeUpload(store, bucketName, upload);
  }
}
