import type { ObjectRecord } from '../../records.ts';
import type { OperationContext } from '../context.ts';
import { findObject } from '../object/object-record.ts';
import type { ListedPart } from './complete-list.ts';
import { noSuchUpload, uploadIdOf } from './upload.ts';

/** The object that this upload was completed to, as long as it is the current one; else there is no such upload. */
export async function completedBefore(context: OperationContext): Promise<ObjectRecord> {
  const object = (await findObject(context))?.object;
  return object?.uploadId !== undefined && object.uploadId === uploadIdOf(context) ? object : noSuchUpload(context);
}

/**
 * Completing an upload again with the same list is answered as the first time, also where both came at once. For how
 * long S3 does so is not known.
 */
export function requireSameList(
  context: OperationContext,
  object: ObjectRecord,
  listed: readonly ListedPart[],
): ObjectRecord {
  const isSame =
    listed.length === object.pieces.length &&
    object.pieces.every(({ partNumber, etag }, index) => {
      const part = listed[index];
      return part?.partNumber === partNumber && part.etag === etag;
    });
  if (!isSame) return noSuchUpload(context);
  const text = 'The upload was completed before, with the same list of parts.';
  context.checks.pass('upload', { kind: 'note', text });
  context.checks.note('S3 answers a repeated Complete with success; for how long is not documented.');
  return object;
}
