import { objectKey, type ObjectRecord } from '../../records.ts';
import type { Change } from '../../store/store.ts';
import { bucketStillThere } from '../bucket/bucket-record.ts';
import type { Prepared } from '../committed.ts';
import type { OperationContext } from '../context.ts';
import { findObject } from './object-record.ts';
import { requireWriteCondition, type WriteCondition } from './write-conditions.ts';

/** An object about to become the current version of the key that the request addresses. */
export interface ObjectWrite {
  /** Without a version id: that is the bucket's matter. */
  readonly object: ObjectRecord;
  readonly condition: WriteCondition;
  /** Version in the store that the key's object had when the upload was created; see `requireWriteCondition`. */
  readonly since?: number | undefined;
  /** What the same commit does besides, e.g. ends the upload. */
  readonly also?: Change | undefined;
}

/**
 * Plans the one commit by which PutObject, CopyObject, PostObject and CompleteMultipartUpload store an object. For
 * `committed`, which plans it again when another request was quicker. The result is the record as it is stored.
 */
export async function objectWrite(context: OperationContext, write: ObjectWrite): Promise<Prepared<ObjectRecord>> {
  const { object, condition, since, also = {} } = write;
  const key = objectKey(context.bucketName, object.key);
  const [bucket, current] = await Promise.all([bucketStillThere(context), findObject(context)]);
  requireWriteCondition(context, condition, current, since);
  const change = {
    expect: [bucket, { key, version: current?.version ?? 0 }, ...(also.expect ?? [])],
    put: [{ key, value: object }, ...(also.put ?? [])],
    remove: also.remove ?? [],
    claims: also.claims ?? object.pieces.map(({ bytes }) => bytes.id),
    releases: [...(also.releases ?? []), ...(current?.object.pieces.map(({ bytes }) => bytes.id) ?? [])],
  };
  return { change, result: object };
}
