import type { Database, RootDatabase } from 'lmdb';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderError, transactionFailure } from './failure.ts';

export type Table = Database<Buffer, Buffer>;

const inBytes = { encoding: 'binary', keyEncoding: 'binary' } as const;
const syncEveryMilliseconds = 1_000;

/**
 * The ordered database of a data folder. A transaction is with the operating system when it ends, so that nothing is lost
 * when the process is killed; the disk has it a second later. Waiting for the disk each time made a small PUT take four
 * times as long.
 */
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
  readonly #file: FileHandle;
  #nextSync: NodeJS.Timeout | undefined;

  private constructor(folder: string, root: RootDatabase<Buffer, Buffer>, file: FileHandle) {
    this.#folder = folder;
    this.#root = root;
    this.#file = file;
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
      // The page size lets keys be 4,026 bytes long.
      const root = lmdb.open<Buffer, Buffer>({ path, pageSize: 8192, noSync: true, ...inBytes });
      return new RecordDatabase(folder, root, await open(path, 'r+'));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new FolderError(`The database ${path} cannot be opened: ${why}`, { cause });
    }
  }

  /**
   * Runs `work` in a transaction; what it throws is passed on, and nothing is written.
   *
   * @throws StoreFullError when the disk has no room.
   */
  write<Result>(work: () => Result): Result {
    this.#nextSync ??= setTimeout(() => this.#sync(), syncEveryMilliseconds).unref();
    try {
      return this.#root.transactionSync(work);
    } catch (error) {
      throw transactionFailure(error, this.#folder);
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#nextSync);
    await this.#root.close();
    await this.#file.datasync();
    await this.#file.close();
  }

  #sync(): void {
    this.#nextSync = undefined;
    // What the disk cannot take now it is asked to take again with the next transaction.
    this.#file.datasync().catch(() => undefined);
  }
}
