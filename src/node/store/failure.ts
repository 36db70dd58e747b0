import { statfsSync } from 'node:fs';
import { StoreFullError } from '#s3/store/store.ts';

/** A folder that cannot be used; its message is a line for the user that says which and what to do. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

/** What a failed write of a file is to the emulator: a disk without room is a store that is full, the rest stays what it is. */
export function writeFailure(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG' ? full(error) : error;
}

/** LMDB grows in steps of this size at least. */
const roomBytes = 4 * 1024 * 1024;
const [ioError, noSpace] = [5, 28];

/** The same for a transaction. LMDB calls a page that was written in part an input/output error, so the disk is asked. */
export function transactionFailure(error: unknown, folder: string): unknown {
  const { code } = error as { readonly code?: unknown };
  if (code === noSpace) return full(error);
  if (code !== ioError) return error;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < roomBytes ? full(error) : error;
}

function full(cause: unknown): StoreFullError {
  return new StoreFullError('the disk has no room left', { cause });
}
