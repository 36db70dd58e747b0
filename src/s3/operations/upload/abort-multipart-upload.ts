import { removeUpload } from '../../uploads.ts';
import { noContent } from '../answers.ts';
import type { Handler } from '../context.ts';
import { noSuchUpload, requireUpload } from './upload.ts';

export const abortMultipartUpload: Handler = async (context) => {
  const { key, version, upload } = await requireUpload(context);
  const isOurs = await removeUpload(context.store, context.bucketName, { key, version, value: upload });
  if (!isOurs) return noSuchUpload(context);
  return noContent();
};
