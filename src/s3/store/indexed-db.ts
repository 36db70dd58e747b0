import { openDB, type IDBPTransaction } from 'idb';

import { IndexedDbBytes } from './indexed-db-bytes.ts';
import { allOrNothing, type StoreDatabase, type StoreSchema } from './indexed-db-schema.ts';
import type { Change, Entry, Store } from './store.ts';

export interface IndexedDbOptions {
  /** Name of the database. */
  readonly name: string;
  /** Bytes that the whole origin may keep, e.g. from `navigator.storage.estimate()`; the store takes a quarter at most. */
  readonly quota?: (() => Promise<number | undefined>) | undefined;
  /** Tells how old unclaimed bytes are. */
  readonly now?: () => Date;
}

type Writing = IDBPTransaction<StoreSchema, ('records' | 'loose' | 'counters')[], 'readwrite'>;

const schemaVersion = 1;

/**
 * A store in the browser's IndexedDB. A commit is on disk once it resolves (`durability: 'strict'`).
 *
 * Bytes that a crash left without a record are removed when the store is opened, an hour after they were written.
 */
export async function openIndexedDbStore(options: IndexedDbOptions): Promise<Store> {
  const connection = new Connection(options.name);
  const bytes = new IndexedDbBytes(() => connection.database(), options.quota, options.now ?? (() => new Date()));
  await bytes.sweep();
  return new IndexedDbStore(connection, bytes);
}

/** One open database; closed when another page wants to change or delete it, and opened again at the next use. */
class Connection {
  readonly #name: string;
  #database: Promise<StoreDatabase> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  database(): Promise<StoreDatabase> {
    this.#database ??= this.#open();
    return this.#database;
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = undefined;
    (await database)?.close();
  }

  async #open(): Promise<StoreDatabase> {
    const forget = (): void => {
      this.#database = undefined;
    };
    try {
      return await openDB<StoreSchema>(this.#name, schemaVersion, {
        upgrade(database) {
          database.createObjectStore('records', { keyPath: 'key' });
          database.createObjectStore('bytes', { autoIncrement: true });
          database.createObjectStore('loose');
          database.createObjectStore('counters');
        },
        blocking: (_current, _blocked, event) => {
          forget();
          (event.target as IDBDatabase).close();
        },
        terminated: forget,
      });
    } catch (error) {
      forget();
      throw error;
    }
  }
}

class IndexedDbStore implements Store {
  readonly bytes: IndexedDbBytes;
  readonly #connection: Connection;

  constructor(connection: Connection, bytes: IndexedDbBytes) {
    this.#connection = connection;
    this.bytes = bytes;
  }

  async get(key: string): Promise<Entry | undefined> {
    return (await this.#connection.database()).get('records', key);
  }

  async range(from: string, to: string, limit: number, backwards = false): Promise<readonly Entry[]> {
    if (from >= to || limit <= 0) return [];
    const database = await this.#connection.database();
    const keys = IDBKeyRange.bound(from, to, false, true);
    // A count of 2^32 or more is an error of type, so "all" is the largest count there is.
    const count = Math.min(limit, 0xffff_ffff);
    return backwards ? lastEntries(database, keys, count) : database.getAll('records', keys, count);
  }

  async commit(change: Change): Promise<boolean> {
    const database = await this.#connection.database();
    const transaction = database.transaction(['records', 'loose', 'counters'], 'readwrite', { durability: 'strict' });
    return allOrNothing(transaction, async () => {
      if (!(await expectationsHold(transaction, change))) return false;
      await this.#write(transaction, change);
      return true;
    });
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #write(transaction: Writing, change: Change): Promise<void> {
    const [records, loose] = [transaction.objectStore('records'), transaction.objectStore('loose')];
    const counters = transaction.objectStore('counters');
    const puts = change.put ?? [];
    const version = (await counters.get('version')) ?? 0;
    const since = this.bytes.now();
    // Each asked for inside an async function, so that one that cannot even be asked for fails like the others.
    await Promise.all([
      ...(change.remove ?? []).map(async (key) => records.delete(key)),
      ...puts.map(async ({ key, value }, index) => records.put({ key, value, version: version + index + 1 })),
      counters.put(version + puts.length, 'version'),
      ...(change.claims ?? []).map(async (id) => loose.delete(Number(id))),
      ...(change.releases ?? []).map(async (id) => loose.put({ since }, Number(id))),
    ]);
  }
}

async function expectationsHold(transaction: Writing, change: Change): Promise<boolean> {
  const records = transaction.objectStore('records');
  const found = await Promise.all((change.expect ?? []).map(({ key }) => records.get(key)));
  return (change.expect ?? []).every(({ version }, index) => (found[index]?.version ?? 0) === version);
}

async function lastEntries(database: StoreDatabase, keys: IDBKeyRange, count: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor = await database.transaction('records').store.openCursor(keys, 'prev');
  while (cursor && entries.length < count) {
    entries.push(cursor.value);
    if (entries.length < count) cursor = await cursor.continue();
  }
  return entries;
}
