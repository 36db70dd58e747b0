import { statfs } from 'node:fs/promises';
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
export async function commitFailure(error: unknown, folder: string): Promise<unknown> {
  const cause = await causeOf(error);
  const { code } = cause as { readonly code?: unknown };
  if (code === noSpace) return full(cause);
  if (code !== ioError) return cause;
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < roomBytes ? full(cause) : cause;
}

/** LMDB hands the reason over in a promise that rejects. */
async function causeOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { readonly commitError?: Promise<unknown> };
  if (!commitError) return error;
  return commitError.then(
    () => error,
    (cause: unknown) => cause,
  );
}

function full(cause: unknown): StoreFullError {
  return new StoreFullError('the disk has no room left', { cause });
}
