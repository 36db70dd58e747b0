import type { Entry } from '#s3/store/store.ts';

const entriesAtMost = 2_000;
/** Larger ones, such as the record of an object of 10,000 parts, are read anew. */
const bytesAtMost = 4 * 1024;

/** Entries as they were last read: a request asks for its clock, bucket, key and owner, which are those of the one before. */
export class ReadEntries {
  readonly #entries = new Map<string, Entry>();

  find(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  keep(entry: Entry, bytes: number): void {
    if (bytes > bytesAtMost) return;
    if (this.#entries.size >= entriesAtMost) this.#entries.delete(this.#entries.keys().next().value ?? '');
    this.#entries.set(entry.key, entry);
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}
