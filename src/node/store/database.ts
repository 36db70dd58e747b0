import type { Database, RootDatabase } from 'lmdb';
import { join } from 'node:path';
import { commitFailure, FolderError } from './failure.ts';

export type Table = Database<Buffer, Buffer>;

/** The ordered database of a data folder. Reads see what was committed; writes wait together for one transaction. */
export class RecordDatabase {
  readonly records: Table;
  /** Small bodies by id. */
  readonly bodies: Table;
  /** Ids of files that no record names: just being written, or just released. */
  readonly loose: Table;
  /** Counters, and who has the folder. */
  readonly meta: Table;
  readonly #folder: string;
  readonly #root: RootDatabase<Buffer, Buffer>;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  private constructor(folder: string, root: RootDatabase<Buffer, Buffer>) {
    this.#folder = folder;
    this.#root = root;
    const table = (name: string): Table => root.openDB<Buffer, Buffer>(name, inBytes);
    this.records = table('records');
    this.bodies = table('bodies');
    this.loose = table('loose');
    this.meta = table('meta');
  }

  /** @throws FolderError if the database cannot be opened. */
  static async open(folder: string): Promise<RecordDatabase> {
    const path = join(folder, 'records.mdb');
    try {
      // Native code, so it is loaded only where it is used.
      const lmdb = await import('lmdb');
      // Without overlapping a transaction is on the disk when its promise resolves. The page size lets keys be 4,026 bytes
      // long. With batching of its own, a transaction that fails would also reject promises that nobody holds.
      return new RecordDatabase(
        folder,
        lmdb.open<Buffer, Buffer>({
          path,
          pageSize: 8192,
          overlappingSync: false,
          eventTurnBatching: false,
          ...inBytes,
        }),
      );
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new FolderError(`The database ${path} cannot be opened: ${why}`, { cause });
    }
  }

  /** Runs `work` in a transaction at once and waits for it; what it throws is passed on, and nothing is written. */
  exclusively<Result>(work: () => Result): Result {
    return this.#root.transactionSync(work);
  }

  /**
   * Runs `work` in the next transaction, with whatever else waits for it. On the disk once it resolves; one that fails takes
   * all that waited with it.
   *
   * @throws StoreFullError when the disk has no room.
   */
  write<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve: (result) => resolve(result as Result), reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async close(): Promise<void> {
    while (this.#writing) await this.#writing;
    await this.#root.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeWaiting();
    this.#writing = undefined;
  }

  async #writeWaiting(): Promise<void> {
    let group: readonly Waiting[] = [];
    try {
      // A child, since only such a one is undone when `work` throws.
      const results = await this.#root.childTransaction(() => {
        // Taken when the transaction begins, so that those who came while it was prepared are in it.
        group = this.#waiting;
        this.#waiting = [];
        return group.map(({ work }) => work());
      });
      // A read transaction that was begun before would still see what was there then.
      this.#root.resetReadTxn();
      for (const [index, { resolve }] of group.entries()) resolve(results[index]);
    } catch (error) {
      const failure = await commitFailure(error, this.#folder);
      const failed = group.length > 0 ? group : this.#waiting.splice(0);
      for (const { reject } of failed) reject(failure);
    }
  }
}

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

const inBytes = { encoding: 'binary', keyEncoding: 'binary' } as const;
