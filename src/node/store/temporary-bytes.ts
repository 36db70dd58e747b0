import type { ByteSource } from '#base/byte-source.ts';
import { sourceOf } from '#base/byte-source.ts';
import { Fill } from '#base/fill.ts';
import { Readers } from '#s3/store/readers.ts';
import type { ByteStore, WrittenBytes } from '#s3/store/store.ts';
import type { ByteFiles } from './byte-files.ts';
import { firstBytes } from './first-bytes.ts';

/** A larger body goes to a file. */
const bodyInMemoryBytes = 256 * 1024;
/** So much of small bodies stays in memory; those that come later go to files too. */
const allInMemoryBytes = 64 * 1024 * 1024;
const inFile = 'f';

/** Bytes of an account in memory, of which the large ones lie in temporary files, so that memory stays flat. */
export class TemporaryBytes implements ByteStore {
  readonly #memory: ByteStore;
  readonly #files: ByteFiles;
  readonly #readers = new Readers((ids) => this.#removeFiles(ids));
  /** Size of each body that is in memory. */
  readonly #sizes = new Map<string, number>();
  #inMemoryBytes = 0;
  #lastNumber = 0;

  constructor(memory: ByteStore, files: ByteFiles) {
    this.#memory = memory;
    this.#files = files;
  }

  async write(source: ByteSource): Promise<WrittenBytes> {
    if (source instanceof Fill) return this.#memory.write(source);
    const room = Math.min(bodyInMemoryBytes, allInMemoryBytes - this.#inMemoryBytes);
    const first = await firstBytes(source, Math.max(room, 0));
    if (!first.isWhole) {
      const id = `${inFile}-${(this.#lastNumber += 1)}`;
      return { id, size: await this.#files.write(id, first.source) };
    }
    const written = await this.#memory.write(sourceOf(first.bytes));
    this.#sizes.set(written.id, written.size);
    this.#inMemoryBytes += written.size;
    return written;
  }

  read(id: string, from: number, to: number): ByteSource {
    if (!isInFile(id)) return this.#memory.read(id, from, to);
    return this.#readers.read(id, this.#files.read(id, from, to));
  }

  async remove(ids: readonly string[]): Promise<void> {
    const inMemory = ids.filter((id) => !isInFile(id));
    for (const id of inMemory) {
      this.#inMemoryBytes -= this.#sizes.get(id) ?? 0;
      this.#sizes.delete(id);
    }
    await this.#memory.remove(inMemory);
    await this.#readers.remove(ids.filter(isInFile));
  }

  async #removeFiles(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#files.remove(id);
  }
}

function isInFile(id: string): boolean {
  return id.startsWith(inFile);
}
