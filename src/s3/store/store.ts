import type { ByteSource } from '#base/byte-source.ts';

/**
 * Where an emulated account is kept: records in key order, and bytes apart from them.
 *
 * A store knows nothing of S3. Keys are strings ordered by UTF-16 code unit (`order.ts` makes keys whose order is that
 * of their UTF-8 bytes). Values are plain data, fit for structured clone and, but for dates, for JSON.
 * Page and worker, or two servers' requests, may write at once: atomicity comes from `commit`, never from a lock in memory.
 */
export interface Store {
  get(key: string): Promise<Entry | undefined>;
  /** Entries with `from <= key < to`, in order (or from the end with `backwards`), at most `limit`. */
  range(from: string, to: string, limit: number, backwards?: boolean): Promise<readonly Entry[]>;
  /** Writes all of a change or nothing. `false` when an expectation does not hold; then nothing is written. Once it resolves, the end of the page, the worker or the process loses nothing. */
  commit(change: Change): Promise<boolean>;
  readonly bytes: ByteStore;
  close(): Promise<void>;
}

export interface Entry {
  readonly key: string;
  readonly value: unknown;
  /** Raised at each write of the key; never 0, and never the same again after a removal. */
  readonly version: number;
}

export interface Change {
  /** Versions read before; `0` says: the key must not exist. */
  readonly expect?: readonly { readonly key: string; readonly version: number }[];
  readonly put?: readonly { readonly key: string; readonly value: unknown }[];
  readonly remove?: readonly string[];
  /** Ids of bytes that the change's values name for the first time. A store sweeps bytes that were written and never claimed. */
  readonly claims?: readonly string[];
  /** Ids of bytes that no value names any more. They are to be removed next; a store sweeps them if that does not come about. */
  readonly releases?: readonly string[];
}

/** Bytes by an id of the store's own making, written once, visible whole or not at all; memory stays flat whatever the size. */
export interface ByteStore {
  /** @throws StoreFullError when the store has no room (the emulator answers 503 SlowDown). An error of the source is passed on and leaves nothing behind. */
  write(source: ByteSource): Promise<WrittenBytes>;
  /**
   * Bytes `from <= i < to`, for one reader. From this call on they stay readable, also when this store removes the id meanwhile.
   *
   * @throws BytesGoneError at the first chunk if there is no such id: it was removed after its record was read.
   */
  read(id: string, from: number, to: number): ByteSource;
  remove(ids: readonly string[]): Promise<void>;
}

export interface WrittenBytes {
  readonly id: string;
  readonly size: number;
}

export class StoreFullError extends Error {
  override readonly name = 'StoreFullError';
}

export class BytesGoneError extends Error {
  override readonly name = 'BytesGoneError';
}
