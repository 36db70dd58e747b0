import { malformedXml } from '../../body/document.ts';
import { receiveBody, type ReceivedBody } from '../../body/receive.ts';
import { encryptionHeaders } from '../../encryption/encryption-headers.ts';
import type { Fields } from '../../post/fields.ts';
import { taggingOf } from '../../post/field-headers.ts';
import { sizedFile } from '../../post/sized-file.ts';
import { successAnswer } from '../../post/success-answer.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { objectDescriptionOf } from './object-description.ts';
import { checksumHeaders, expirationHeaders, newVersionHeaders } from './object-record.ts';
import { objectOf } from './put-object.ts';
import { storeObject } from './store-object.ts';

/**
 * Stores the file of a form. Its shape, its signature and its policy were looked at before; the permission is asked for
 * here, since S3 is taken to look at the size first. Where the policy says nothing of the size, nothing is read of a file
 * that is refused anyway.
 */
export const postObject: Handler = async (context) => {
  const { posted, checks } = context;
  if (!posted) throw new TypeError('PostObject is handed the form that was posted');
  const { fields, ranges } = posted;
  if (ranges.length === 0) requirePermission(context);
  requireTaggingDocument(context, fields);
  const description = objectDescriptionOf(context);
  checks.pass('request');
  const sized = { ...context, body: sizedFile(context.body, ranges, checks) };
  const body = await receiveBody(sized, { expectedDigest: 'hex' }).catch((error: unknown) => {
    if (ranges.length > 0 && !context.may('s3:PutObject', 'object')) checks.alsoFails('identity-policy');
    throw error;
  });
  if (ranges.length > 0) await requirePermissionFor(context, body);
  const object = await storeObject(context, objectOf(context, description, body), undefined);
  const bucket = bucketOf(context);
  return successAnswer(fields, {
    bucketName: context.bucketName,
    key: context.key,
    etag: object.etag,
    location: context.location,
    headers: [
      ...encryptionHeaders(object.description.encryption),
      ...checksumHeaders(object.checksum),
      ...newVersionHeaders(object),
      ...expirationHeaders(bucket, object),
    ],
  });
};

/** The tags of a form are a document, unlike those of a PUT. */
function requireTaggingDocument(context: OperationContext, fields: Fields): void {
  const document = fields.value('tagging');
  if (document !== undefined && taggingOf(document) === undefined) malformedXml(context, 'the field tagging');
}

/** The permission for a file that is there already, and goes where it is not given. */
async function requirePermissionFor(context: OperationContext, { bytes }: ReceivedBody): Promise<void> {
  try {
    requirePermission(context);
  } catch (error) {
    await context.store.bytes.remove([bytes.id]);
    throw error;
  }
}

function requirePermission(context: OperationContext): void {
  context.require('s3:PutObject', 'object');
}
