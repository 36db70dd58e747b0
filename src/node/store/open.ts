import type { Store } from '#s3/store/store.ts';
import { openDirectoryStore } from './directory.ts';
import { openTemporaryStore } from './temporary.ts';

/**
 * The store of a data folder, or without one a store that ends with the process.
 *
 * @throws FolderError if the folder cannot be used; its message is a line for the user.
 */
export function openStore(folder: string | undefined): Promise<Store> {
  return folder === undefined ? openTemporaryStore() : openDirectoryStore(folder);
}

/** For the terminal. */
export function keptIn(folder: string | undefined): string {
  return folder === undefined ? 'kept in memory' : `kept in ${folder}`;
}
