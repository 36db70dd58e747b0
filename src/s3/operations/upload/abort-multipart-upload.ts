import { removeUpload } from '../../uploads.ts';
import { noContent } from '../answers.ts';
import type { Handler } from '../context.ts';
import { noSuchUpload, requireUpload } from './upload.ts';

/**
 * Ends an upload and removes its parts, also those that arrive just then.
 *
 * @throws S3Error NoSuchUpload where it has ended before.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 */
export const abortMultipartUpload: Handler = async (context) => {
  const { key, version, upload } = await requireUpload(context);
  const isOurs = await removeUpload(context.store, context.bucketName, { key, version, value: upload });
  if (!isOurs) return noSuchUpload(context);
  return noContent();
};
