import { concat } from '#base/bytes.ts';
import type { ByteSource } from '#base/byte-source.ts';

import { allOrNothing, type StoreDatabase, type StoredBytes } from './indexed-db-schema.ts';
import { Readers } from './readers.ts';
import { BytesGoneError, StoreFullError, type ByteStore, type WrittenBytes } from './store.ts';

const inlineBytes = 64 * 1024;
/** So much of an arriving body is held in memory before the browser gets it. */
const heldBytes = 1024 * 1024;
const readBytes = 1024 * 1024;
/** Longer than any commit takes that another page may be about to make. */
const looseMilliseconds = 60 * 60 * 1000;
const shareOfQuota = 0.25;
const shareIsUsed = 'the emulator has used its share of the quota';

/** The bytes of an IndexedDB store. */
export class IndexedDbBytes implements ByteStore {
  readonly #database: () => Promise<StoreDatabase>;
  readonly #quota: (() => Promise<number | undefined>) | undefined;
  readonly #now: () => Date;
  readonly #readers = new Readers((ids) => this.#removeNow(ids.map(Number)));

  constructor(
    database: () => Promise<StoreDatabase>,
    quota: (() => Promise<number | undefined>) | undefined,
    now: () => Date,
  ) {
    this.#database = database;
    this.#quota = quota;
    this.#now = now;
  }

  now(): number {
    return this.#now().getTime();
  }

  async write(source: ByteSource): Promise<WrittenBytes> {
    const database = await this.#database();
    const limit = await this.#limit();
    const body = await bodyOf(source, limit - ((await database.get('counters', 'used')) ?? 0));
    const transaction = database.transaction(['bytes', 'loose', 'counters'], 'readwrite', { durability: 'strict' });
    const counters = transaction.objectStore('counters');
    return allOrNothing(transaction, async () => {
      const used = ((await counters.get('used')) ?? 0) + body.size;
      // Others may have written since the body began to arrive.
      if (used > limit) throw new StoreFullError(shareIsUsed);
      const id = await transaction.objectStore('bytes').add({ data: body.data });
      await transaction.objectStore('loose').put({ since: this.now() }, id);
      await counters.put(used, 'used');
      return { id: String(id), size: body.size };
    });
  }

  read(id: string, from: number, to: number): ByteSource {
    return this.#readers.read(id, this.#slices(id, from, to));
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#readers.remove(ids);
  }

  /** Removes bytes that have had no record for an hour: their write or their removal was cut short. */
  async sweep(): Promise<void> {
    const loose = (await this.#database()).transaction('loose').store;
    const [ids, entries] = await Promise.all([loose.getAllKeys(), loose.getAll()]);
    const limit = this.now() - looseMilliseconds;
    await this.#removeNow(ids.filter((_id, index) => (entries[index]?.since ?? limit) < limit));
  }

  async *#slices(id: string, from: number, to: number): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    const stored = await (await this.#database()).get('bytes', Number(id));
    if (!stored) throw new BytesGoneError(`no bytes ${id}`);
    for (let at = from; at < to; at += readBytes) {
      const slice = stored.data.slice(at, Math.min(at + readBytes, to));
      const chunk = new Uint8Array(slice instanceof Blob ? await slice.arrayBuffer() : slice);
      if (chunk.length === 0) return;
      yield chunk;
    }
  }

  async #removeNow(ids: readonly number[]): Promise<void> {
    if (ids.length === 0) return;
    const database = await this.#database();
    const transaction = database.transaction(['bytes', 'loose', 'counters'], 'readwrite', { durability: 'strict' });
    const bytes = transaction.objectStore('bytes');
    const counters = transaction.objectStore('counters');
    await allOrNothing(transaction, async () => {
      let freed = 0;
      for (const id of ids) {
        freed += sizeOf(await bytes.get(id));
        await bytes.delete(id);
        await transaction.objectStore('loose').delete(id);
      }
      await counters.put(Math.max(((await counters.get('used')) ?? 0) - freed, 0), 'used');
    });
  }

  async #limit(): Promise<number> {
    const quota = await this.#quota?.();
    return quota === undefined ? Number.POSITIVE_INFINITY : quota * shareOfQuota;
  }
}

/** Takes a body in without holding more than a mebibyte of it: what has arrived is handed to the browser as blobs. */
async function bodyOf(source: ByteSource, room: number): Promise<{ data: Blob | ArrayBuffer; size: number }> {
  const blobs: Blob[] = [];
  let held: Uint8Array[] = [];
  let heldSize = 0;
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > room) throw new StoreFullError(shareIsUsed);
    held.push(new Uint8Array(chunk));
    heldSize += chunk.length;
    if (heldSize < heldBytes) continue;
    blobs.push(new Blob([concat(held)]));
    held = [];
    heldSize = 0;
  }
  const rest = concat(held);
  return { data: size <= inlineBytes ? rest.buffer : new Blob([...blobs, rest]), size };
}

function sizeOf(stored: StoredBytes | undefined): number {
  if (!stored) return 0;
  return stored.data instanceof Blob ? stored.data.size : stored.data.byteLength;
}
