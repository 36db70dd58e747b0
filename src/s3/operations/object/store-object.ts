import type { ObjectRecord } from '../../records.ts';
import { committed } from '../committed.ts';
import type { OperationContext } from '../context.ts';
import type { WriteCondition } from './write-conditions.ts';
import { objectWrite } from './write-object.ts';

/** Makes an object whose bytes were just written the current version of its key, or removes them if that fails. */
export async function storeObject(
  context: OperationContext,
  object: ObjectRecord,
  condition: WriteCondition,
): Promise<ObjectRecord> {
  try {
    return await committed(context.store, () => objectWrite(context, { object, condition }));
  } catch (error) {
    await context.store.bytes.remove(object.pieces.map(({ bytes }) => bytes.id));
    throw error;
  }
}
