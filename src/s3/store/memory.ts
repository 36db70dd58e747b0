import type { ByteSource } from '#base/byte-source.ts';
import { Fill } from '#base/fill.ts';

import { plainCopy } from './plain-copy.ts';
import { BytesGoneError, type ByteStore, type Change, type Entry, type Store, type WrittenBytes } from './store.ts';
import { SortedKeys } from './sorted-keys.ts';

/** A store that lives as long as its object. */
export interface MemoryStore extends Store {
  /** A store of its own with the same content; cheap, since both share what neither has changed. */
  copy(): MemoryStore;
}

/** An empty store in memory. A {@link Fill} is kept as a fill, so a body of 5 TiB of one character takes no room. */
export function memoryStore(): MemoryStore {
  return new Memory(new Map(), new SortedKeys(), new MemoryBytes(new Map(), 0), 0);
}

class Memory implements MemoryStore {
  readonly bytes: MemoryBytes;
  #entries: Map<string, Entry>;
  #keys: SortedKeys;
  #lastVersion: number;
  #isShared = false;

  constructor(entries: Map<string, Entry>, keys: SortedKeys, bytes: MemoryBytes, lastVersion: number) {
    this.#entries = entries;
    this.#keys = keys;
    this.bytes = bytes;
    this.#lastVersion = lastVersion;
  }

  async get(key: string): Promise<Entry | undefined> {
    return this.#entries.get(key);
  }

  async range(from: string, to: string, limit: number, backwards = false): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (const key of this.#keys.between(from, to, limit, backwards)) {
      const entry = this.#entries.get(key);
      if (entry) entries.push(entry);
    }
    return entries;
  }

  async commit(change: Change): Promise<boolean> {
    const holds = (change.expect ?? []).every(({ key, version }) => (this.#entries.get(key)?.version ?? 0) === version);
    if (!holds) return false;
    // Copied before the first write, since a value that cannot be copied must leave nothing behind.
    const puts = (change.put ?? []).map(({ key, value }) => ({ key, value: plainCopy(value) }));
    this.#own();
    for (const key of change.remove ?? []) {
      if (this.#entries.delete(key)) this.#keys.delete(key);
    }
    for (const { key, value } of puts) {
      if (!this.#entries.has(key)) this.#keys.add(key);
      this.#entries.set(key, { key, value, version: (this.#lastVersion += 1) });
    }
    return true;
  }

  async close(): Promise<void> {}

  copy(): MemoryStore {
    this.#isShared = true;
    const copy = new Memory(this.#entries, this.#keys, this.bytes.copy(), this.#lastVersion);
    copy.#isShared = true;
    return copy;
  }

  #own(): void {
    if (!this.#isShared) return;
    this.#entries = new Map(this.#entries);
    this.#keys = this.#keys.copy();
    this.#isShared = false;
  }
}

/** Chunks of real bytes, or a fill. */
type Body = Fill | readonly Uint8Array[];

class MemoryBytes implements ByteStore {
  readonly #bodies: Map<string, Body>;
  #lastId: number;

  constructor(bodies: Map<string, Body>, lastId: number) {
    this.#bodies = bodies;
    this.#lastId = lastId;
  }

  async write(source: ByteSource): Promise<WrittenBytes> {
    const { body, size } = source instanceof Fill ? { body: source, size: source.size } : await copied(source);
    const id = String((this.#lastId += 1));
    this.#bodies.set(id, body);
    return { id, size };
  }

  read(id: string, from: number, to: number): ByteSource {
    const body = this.#bodies.get(id);
    if (body instanceof Fill) return body.slice(from, to);
    return slices(id, body, from, to);
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#bodies.delete(id);
  }

  copy(): MemoryBytes {
    return new MemoryBytes(new Map(this.#bodies), this.#lastId);
  }
}

async function copied(source: ByteSource): Promise<{ readonly body: Uint8Array[]; readonly size: number }> {
  const body: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    // A reader of files or sockets may use its buffer again; the `slice` of Node's Buffer would be a view of it.
    body.push(new Uint8Array(chunk));
    size += chunk.length;
  }
  return { body, size };
}

async function* slices(id: string, body: Body | undefined, from: number, to: number): AsyncGenerator<Uint8Array> {
  if (!body || body instanceof Fill) throw new BytesGoneError(`no bytes ${id}`);
  let start = 0;
  for (const chunk of body) {
    const slice = chunk.subarray(Math.max(from - start, 0), Math.max(to - start, 0));
    if (slice.length > 0) yield slice;
    start += chunk.length;
    if (start >= to) return;
  }
}
