import { queryValue } from '#sigv4/query.ts';
import type { Header } from '#sigv4/headers.ts';

import { S3Error } from '../../errors.ts';
import { abortOf } from '../../lifecycle/due-date.ts';
import type { BucketRecord, UploadRecord } from '../../records.ts';
import { findUpload, type UploadEntry } from '../../uploads.ts';
import type { OperationContext, OperationEntry } from '../context.ts';

export function uploadIdOf({ query }: OperationContext): string {
  return queryValue(query, 'uploadId') ?? '';
}

/** The upload that the request names, which must be one for this key and under way. */
export async function requireUpload(context: OperationContext): Promise<UploadEntry> {
  const found = await findUpload(context.store, context.bucketName, context.key, uploadIdOf(context));
  if (!found) return noSuchUpload(context);
  context.checks.pass('upload');
  return found;
}

export function noSuchUpload(context: OperationContext): never {
  return context.checks.fail('upload', new S3Error('NoSuchUpload', { UploadId: uploadIdOf(context) }));
}

/** Who began an upload may list its parts and abort it, unless a policy denies that. */
export const isInitiator: NonNullable<OperationEntry['allowedByDefault']> = async (context) => {
  const uploadId = queryValue(context.query, 'uploadId') ?? '';
  const found = await findUpload(context.store, context.bucketName, context.key, uploadId);
  return found !== undefined && context.principal.arn !== '' && found.upload.initiator.arn === context.principal.arn;
};

/** Says when a lifecycle rule will abort the upload. */
export function abortHeaders(bucket: BucketRecord, upload: UploadRecord): Header[] {
  const due = abortOf(bucket, upload);
  if (!due) return [];
  return [
    ['x-amz-abort-date', due.date.toUTCString()],
    ['x-amz-abort-rule-id', due.ruleId],
  ];
}
