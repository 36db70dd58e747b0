import { StoreFullError } from '#s3/store/store.ts';

/** A folder that cannot be used; its message is a line for the user that says which and what to do. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** What a failed write is to the emulator: a disk without room is a store that is full, the rest stays what it is. */
export function writeFailure(error: unknown): unknown {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  // LMDB's own errors carry a number or words only.
  const isFullToLmdb = code === 28 || (typeof message === 'string' && /No space left|MDB_MAP_FULL/i.test(message));
  return isFull || isFullToLmdb ? new StoreFullError('the disk has no room left', { cause: error }) : error;
}
