import { withEvents } from '../../events/event-change.ts';
import type { EventName } from '../../events/event-name.ts';
import { findCurrent } from '../../versions/object-versions.ts';
import type { ObjectRecord } from '../../records.ts';
import { merged } from '../../store/change.ts';
import type { Change } from '../../store/store.ts';
import { planPut } from '../../versions/version-changes.ts';
import { bucketNow } from '../bucket/bucket-record.ts';
import type { Prepared } from '../committed.ts';
import type { OperationContext } from '../context.ts';
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
  const { condition, since, also = {} } = write;
  const { store, instant, uniqueId } = context;
  const { key } = write.object;
  const [{ bucket, expected }, current] = await Promise.all([
    bucketNow(context),
    findCurrent(store, context.bucketName, key),
  ]);
  requireWriteCondition(context, condition, current, since);
  const planned = await planPut({ store, bucket, key, instant, uniqueId }, write.object, current);
  const { object } = planned;
  const claims = also.claims ?? object.pieces.map(({ bytes }) => bytes.id);
  const expect = [expected, ...(also.expect ?? [])];
  const change = merged(planned.change, { ...also, expect, claims });
  const event = { name: createdBy(context), object };
  return { change: await withEvents(context, change, event), result: object };
}

function createdBy({ operation }: OperationContext): EventName {
  switch (operation) {
    case 'PostObject':
      return 's3:ObjectCreated:Post';
    case 'CopyObject':
      return 's3:ObjectCreated:Copy';
    case 'CompleteMultipartUpload':
      return 's3:ObjectCreated:CompleteMultipartUpload';
    default:
      return 's3:ObjectCreated:Put';
  }
}
