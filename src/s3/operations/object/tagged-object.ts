import { S3Error } from '../../errors.ts';
import { findVersion, type ObjectEntry } from '../../versions/object-versions.ts';
import type { OperationContext } from '../context.ts';
import { refuseMarker, refuseMissing } from './missing-object.ts';
import { versionIdParameter } from './version-parameter.ts';

/**
 * The object whose tags are meant. Recorded: a delete marker is 405 here also where no version is named, and the key
 * that GetObjectTagging misses is shown with its bucket.
 */
export async function requireTaggedObject(context: OperationContext): Promise<ObjectEntry> {
  const { store, bucketName, key, checks, operation } = context;
  const versionId = versionIdParameter(context);
  const found = await findVersion(store, bucketName, key, versionId);
  if (found?.kind === 'delete marker') return refuseMarker(context, found);
  if (found) {
    checks.pass('object');
    return found;
  }
  if (operation === 'GetObjectTagging' && versionId === undefined && context.may('s3:ListBucket', 'bucket')) {
    checks.fail('object', new S3Error('NoSuchKey', { Key: `${bucketName}/${key}` }));
  }
  return refuseMissing(context, found, versionId);
}
