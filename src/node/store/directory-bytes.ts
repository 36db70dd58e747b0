import type { ByteSource } from '#base/byte-source.ts';
import { sourceOf } from '#base/byte-source.ts';
import { Readers } from '#s3/store/readers.ts';
import { BytesGoneError, type ByteStore, type Change, type WrittenBytes } from '#s3/store/store.ts';
import type { ByteFiles } from './byte-files.ts';
import type { RecordDatabase } from './database.ts';
import { firstBytes } from './first-bytes.ts';

/** A body up to this size costs less in the transaction of its record than the making of a file. */
const inlineBytes = 16 * 1024;
const inline = 'i';
const inFile = 'f';
const nothing = Buffer.alloc(0);

/** The bytes of a data folder: small bodies in its database, the others in files. */
export class DirectoryBytes implements ByteStore {
  readonly #database: RecordDatabase;
  readonly #files: ByteFiles;
  readonly #session: number;
  readonly #readers = new Readers((ids) => this.#removeFiles(ids));
  /** Small bodies that no commit has claimed; one that never is ends with the process. */
  readonly #unclaimed = new Map<string, Uint8Array>();
  #lastNumber = 0;

  /** `session` tells this opening of the folder from all others, so that no id is given twice. */
  constructor(database: RecordDatabase, files: ByteFiles, session: number) {
    this.#database = database;
    this.#files = files;
    this.#session = session;
  }

  async write(source: ByteSource): Promise<WrittenBytes> {
    const first = await firstBytes(source, inlineBytes);
    if (first.isWhole) {
      const id = this.#nextId(inline);
      this.#unclaimed.set(id, first.bytes);
      return { id, size: first.bytes.length };
    }
    const id = this.#nextId(inFile);
    // Known to be loose before there is a file, so that a crash at any moment leaves none that is not swept.
    this.#database.write(() => this.#loosen(id));
    try {
      return { id, size: await this.#files.write(id, first.source) };
    } catch (error) {
      this.#settle([id]);
      throw error;
    }
  }

  read(id: string, from: number, to: number): ByteSource {
    if (isInFile(id)) return this.#readers.read(id, this.#files.read(id, from, to));
    const bytes = this.#unclaimed.get(id) ?? this.#database.bodies.get(Buffer.from(id));
    if (bytes) return sourceOf(bytes.subarray(from, to));
    return gone(id);
  }

  async remove(ids: readonly string[]): Promise<void> {
    const kept = ids.filter((id) => !isInFile(id) && !this.#unclaimed.delete(id)).map((id) => Buffer.from(id));
    const left = kept.filter((key) => this.#database.bodies.doesExist(key));
    if (left.length > 0) {
      this.#database.write(() => {
        for (const key of left) this.#database.bodies.removeSync(key);
      });
    }
    await this.#readers.remove(ids.filter(isInFile));
  }

  /** What a change does to its bytes; to be called inside the transaction that makes it. */
  apply({ claims = [], releases = [] }: Change): void {
    const { bodies, loose } = this.#database;
    for (const id of claims) {
      const bytes = this.#unclaimed.get(id);
      if (bytes) bodies.putSync(Buffer.from(id), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      else loose.removeSync(Buffer.from(id));
    }
    for (const id of releases) {
      if (isInFile(id)) this.#loosen(id);
      else bodies.removeSync(Buffer.from(id));
    }
  }

  /** To be called when the change is made. */
  applied({ claims = [] }: Change): void {
    for (const id of claims) this.#unclaimed.delete(id);
  }

  /** Removes the files that a process that was killed left without a record. */
  async sweep(): Promise<void> {
    await this.#removeFiles([...this.#database.loose.getKeys()].map((key) => key.toString()));
  }

  async #removeFiles(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const id of ids) await this.#files.remove(id);
    this.#settle(ids);
  }

  #settle(ids: readonly string[]): void {
    this.#database.write(() => {
      for (const id of ids) this.#database.loose.removeSync(Buffer.from(id));
    });
  }

  #loosen(id: string): void {
    this.#database.loose.putSync(Buffer.from(id), nothing);
  }

  #nextId(kind: string): string {
    return `${kind}${this.#session}-${(this.#lastNumber += 1)}`;
  }
}

function isInFile(id: string): boolean {
  return id.startsWith(inFile);
}

async function* gone(id: string): AsyncGenerator<Uint8Array, void, undefined> {
  throw new BytesGoneError(`no bytes ${id}`);
  yield nothing;
}
