import { join, resolve } from 'node:path';
import type { Change, Entry, Store } from '#s3/store/store.ts';
import { ByteFiles } from './byte-files.ts';
import { prepareFolder } from './data-folder.ts';
import { RecordDatabase } from './database.ts';
import { DirectoryBytes } from './directory-bytes.ts';
import { setVersion, valueBytes, valueOf, versionOf } from './entry-bytes.ts';
import { leaveFolder, takeFolder } from './folder-owner.ts';
import { boundBytes, keyBytes, keyText, longestKeyBytes } from './key-bytes.ts';
import { ReadEntries } from './read-entries.ts';

const sessionKey = Buffer.from('session');
const versionKey = Buffer.from('version');

/**
 * A store in a folder. What was committed is found when the folder is opened again, also after the process was killed at
 * any moment; a power cut may cost what came last.
 *
 * @throws FolderError if the folder is in use, holds anything else or cannot be written.
 */
export async function openDirectoryStore(folder: string): Promise<Store> {
  const path = resolve(folder);
  await prepareFolder(path);
  const database = await RecordDatabase.open(path);
  try {
    takeFolder(database, path);
    const session = numberOf(database, sessionKey) + 1;
    database.write(() => putNumber(database, sessionKey, session));
    const bytes = new DirectoryBytes(database, new ByteFiles(join(path, 'bytes')), session);
    await bytes.sweep();
    return new DirectoryStore(database, bytes);
  } catch (error) {
    await database.close();
    throw error;
  }
}

class DirectoryStore implements Store {
  readonly bytes: DirectoryBytes;
  readonly #database: RecordDatabase;
  /** Nobody else writes to the folder, so what was read stays true until it is written here. */
  readonly #read = new ReadEntries();
  #lastVersion: number;

  constructor(database: RecordDatabase, bytes: DirectoryBytes) {
    this.#database = database;
    this.bytes = bytes;
    this.#lastVersion = numberOf(database, versionKey);
  }

  async get(key: string): Promise<Entry | undefined> {
    return this.#read.find(key) ?? this.#load(key);
  }

  async range(from: string, to: string, limit: number, backwards = false): Promise<readonly Entry[]> {
    if (from >= to || limit <= 0) return [];
    const bounds = { from: boundBytes(from), to: boundBytes(to) };
    const range = this.#database.records.getRange({
      ...(backwards
        ? { reverse: true, start: bounds.to, end: bounds.from, exclusiveStart: true, inclusiveEnd: true }
        : { start: bounds.from, end: bounds.to }),
      ...(Number.isFinite(limit) && { limit }),
    });
    return [...range].map(({ key, value }) => entryOf(keyText(key), value));
  }

  async commit(change: Change): Promise<boolean> {
    const puts = (change.put ?? []).map(({ key, value }) => ({ key, name: nameOf(key), bytes: valueBytes(value) }));
    const removed = (change.remove ?? []).map((key) => ({ key, name: boundBytes(key) }));
    const expected = (change.expect ?? []).map(({ key, version }) => ({ name: boundBytes(key), version }));
    const { records } = this.#database;
    const isMade = this.#database.write(() => {
      if (!expected.every(({ name, version }) => this.#versionOf(name) === version)) return false;
      for (const { name } of removed) records.removeSync(name);
      for (const { name, bytes } of puts) {
        setVersion(bytes, (this.#lastVersion += 1));
        records.putSync(name, bytes);
      }
      if (puts.length > 0) putNumber(this.#database, versionKey, this.#lastVersion);
      this.bytes.apply(change);
      return true;
    });
    for (const { key } of [...puts, ...removed]) this.#read.forget(key);
    if (isMade) this.bytes.applied(change);
    return isMade;
  }

  async close(): Promise<void> {
    leaveFolder(this.#database);
    await this.#database.close();
  }

  #load(key: string): Entry | undefined {
    const bytes = this.#database.records.get(boundBytes(key));
    if (!bytes) return undefined;
    const entry = entryOf(key, bytes);
    this.#read.keep(entry, bytes.length);
    return entry;
  }

  #versionOf(name: Buffer): number {
    const bytes = this.#database.records.get(name);
    return bytes ? versionOf(bytes) : 0;
  }
}

/** @throws RangeError if the database takes no such key; no key of a bucket or an object is as long. */
function nameOf(key: string): Buffer {
  const name = keyBytes(key);
  if (name.length === 0 || name.length > longestKeyBytes)
    throw new RangeError(`a key of the store has 1 to ${longestKeyBytes} bytes, got ${name.length}`);
  return name;
}

function entryOf(key: string, bytes: Buffer): Entry {
  return { key, value: valueOf(bytes), version: versionOf(bytes) };
}

function numberOf(database: RecordDatabase, key: Buffer): number {
  return database.meta.get(key)?.readDoubleBE() ?? 0;
}

function putNumber(database: RecordDatabase, key: Buffer, value: number): void {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  database.meta.putSync(key, bytes);
}
