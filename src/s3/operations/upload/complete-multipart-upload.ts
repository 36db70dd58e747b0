import { checksumElement } from '../../body/checksum-algorithms.ts';
import { element } from '#base/xml.ts';

import { encryptionHeaders } from '../../encryption/encryption-headers.ts';
import { requireKey } from '../../encryption/kms-permission.ts';
import { S3Error } from '../../errors.ts';
import { objectMaximumBytes } from '../../limits.ts';
import type { ObjectRecord, PartRecord } from '../../records.ts';
import type { S3Response } from '../../request.ts';
import { findUpload, partsOf, removeParts, type UploadEntry } from '../../uploads.ts';
import { elements, quoted, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import { committed, type Prepared } from '../committed.ts';
import { matchedParts, requireAscending, requireSizes } from './complete-checks.ts';
import { completedChecksum, multipartEtag, requireObjectChecksum, requireObjectSize } from './complete-checksum.ts';
import { listedParts, type ListedPart } from './complete-list.ts';
import type { Handler, OperationContext } from '../context.ts';
import { expirationHeaders, newVersionHeaders } from '../object/object-record.ts';
import { completedBefore, requireSameList } from './repeated-complete.ts';
import { uploadIdOf } from './upload.ts';
import { writeConditionOf, type WriteCondition } from '../object/write-conditions.ts';
import { objectWrite } from '../object/write-object.ts';

/**
 * Makes the listed parts one object, without its bytes being read or written again; parts that are not listed are dropped.
 *
 * @throws S3Error NoSuchUpload, InvalidPart, InvalidPartOrder, EntityTooSmall, BadDigest, or PreconditionFailed for
 * `If-Match` and `If-None-Match`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export const completeMultipartUpload: Handler = async (context) => {
  const { store, bucketName, key, checks } = context;
  const condition = writeConditionOf(context);
  checks.pass('request');
  const uploadId = uploadIdOf(context);
  const found = await findUpload(store, bucketName, key, uploadId);
  if (!found) {
    const object = await completedBefore(context);
    return answer(context, requireSameList(context, object, await listedParts(context)));
  }
  checks.pass('upload');
  requireKey(context, 'kms:Decrypt', found.upload.description.encryption);
  const listed = await listedParts(context);
  const object = await committed(store, () => prepare(context, listed, condition));
  // Parts that came while the object was made.
  await removeParts(store, bucketName, uploadId);
  return answer(context, object);
};

/** Completes what stands now; run again if anything changed meanwhile, which may be that another request completed it. */
async function prepare(
  context: OperationContext,
  listed: readonly ListedPart[],
  condition: WriteCondition,
): Promise<Prepared<ObjectRecord>> {
  const { store, bucketName, key } = context;
  const entry = await findUpload(store, bucketName, key, uploadIdOf(context));
  if (!entry) return { change: {}, result: requireSameList(context, await completedBefore(context), listed) };
  requireAscending(context, entry.upload, listed);
  const stored = await partsOf(store, bucketName, entry.upload.uploadId);
  const byNumber = new Map(stored.map(({ part }) => [part.partNumber, part]));
  const parts = matchedParts(context, entry.upload, listed, byNumber);
  requireSizes(context, parts);
  const object = await completedObject(context, entry, parts);
  const used = new Set(parts.map(({ bytes }) => bytes.id));
  const also = {
    expect: [
      { key: entry.key, version: entry.version },
      ...stored.map(({ entry: { key: partKey, version } }) => ({ key: partKey, version })),
    ],
    remove: [entry.key, ...stored.map(({ entry: { key: partKey } }) => partKey)],
    // The parts' bytes are the object's now, claimed when they came.
    claims: [],
    // Parts that were uploaded and not listed are dropped.
    releases: stored.map(({ part }) => part.bytes.id).filter((id) => !used.has(id)),
  };
  return objectWrite(context, { object, condition, since: entry.upload.objectVersion, also });
}

async function completedObject(
  context: OperationContext,
  { upload }: UploadEntry,
  parts: readonly PartRecord[],
): Promise<ObjectRecord> {
  const size = parts.reduce((sum, { bytes }) => sum + bytes.size, 0);
  requireObjectSize(context, size);
  if (size > objectMaximumBytes) {
    const extras = { ProposedSize: size, MaxSizeAllowed: objectMaximumBytes };
    context.checks.fail('size', new S3Error('EntityTooLarge', extras));
  }
  const checksum = await completedChecksum(upload, parts);
  requireObjectChecksum(context, upload, checksum);
  return {
    v: 1,
    key: upload.key,
    size,
    etag: await multipartEtag(parts),
    lastModified: context.instant.toISOString(),
    checksum,
    description: upload.description,
    pieces: parts.map(({ bytes, partNumber, etag, checksum: value }) => ({ bytes, partNumber, etag, checksum: value })),
    uploadId: upload.uploadId,
  };
}

function answer(context: OperationContext, object: ObjectRecord): S3Response {
  const { checksum } = object;
  const content = [
    ...elements({
      Location: context.location,
      Bucket: context.bucketName,
      Key: object.key,
      ETag: quoted(object.etag),
    }),
    ...(checksum ? [element(checksumElement(checksum.algorithm), checksum.value)] : []),
    ...elements({ ChecksumType: checksum?.type }),
  ];
  const headers = [
    ...encryptionHeaders(object.description.encryption),
    ...newVersionHeaders(object),
    ...expirationHeaders(bucketOf(context), object),
  ];
  return xmlAnswer('CompleteMultipartUploadResult', content, headers);
}
