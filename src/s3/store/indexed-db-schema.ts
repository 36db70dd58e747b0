import type { DBSchema, IDBPDatabase } from 'idb';

import { StoreFullError, type Entry } from './store.ts';

/** Page and worker may have the same database open; what both see is decided by its transactions alone. */
export interface StoreSchema extends DBSchema {
  records: { key: string; value: Entry };
  bytes: { key: number; value: StoredBytes };
  /** Ids of bytes that no record names: just written, or just released. */
  loose: { key: number; value: LooseBytes };
  counters: { key: 'version' | 'used'; value: number };
}

/** Small bodies are quicker as an ArrayBuffer, large ones as a Blob, which the browser keeps outside of memory. */
export interface StoredBytes {
  readonly data: Blob | ArrayBuffer;
}

interface LooseBytes {
  /** Milliseconds since 1970. */
  readonly since: number;
}

export type StoreDatabase = IDBPDatabase<StoreSchema>;

/**
 * Does the work and waits until it is on disk; if anything fails, nothing of it stays.
 *
 * @throws StoreFullError when the browser has no room.
 */
export async function allOrNothing<Result>(
  transaction: { readonly done: Promise<void>; abort(): void },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await work();
    await transaction.done;
    return result;
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    await transaction.done.catch(() => undefined);
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    throw isFull ? new StoreFullError('the browser has no room left', { cause: error }) : error;
  }
}
