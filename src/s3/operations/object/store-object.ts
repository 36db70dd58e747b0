import type { ObjectRecord } from '../../records.ts';
import { etagOf } from '../../encryption/encryption-headers.ts';
import { committed } from '../committed.ts';
import type { OperationContext } from '../context.ts';
import type { WriteCondition } from './write-conditions.ts';
import { objectWrite } from './write-object.ts';

/** Makes an object whose bytes were just written the current version of its key, or removes them if that fails. */
export async function storeObject(
  context: OperationContext,
  received: ObjectRecord,
  condition: WriteCondition,
): Promise<ObjectRecord> {
  const object = withEtag(context, received);
  try {
    return await committed(context.store, () => objectWrite(context, { object, condition }));
  } catch (error) {
    await context.store.bytes.remove(object.pieces.map(({ bytes }) => bytes.id));
    throw error;
  }
}

/** Bytes that a key of KMS encrypts have another ETag than their MD5. */
function withEtag(context: OperationContext, object: ObjectRecord): ObjectRecord {
  const { encryption } = object.description;
  if (!encryption) return object;
  const etag = etagOf(context, encryption, object.etag);
  return { ...object, etag, pieces: object.pieces.map((piece) => ({ ...piece, etag })) };
}
