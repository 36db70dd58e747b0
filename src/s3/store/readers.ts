import type { ByteSource } from '#base/byte-source.ts';

/** Who reads which bytes just now: what is removed meanwhile goes when its last reader has finished. */
export class Readers {
  readonly #removeNow: (ids: readonly string[]) => Promise<void>;
  readonly #counts = new Map<string, number>();
  readonly #removedMeanwhile = new Set<string>();

  constructor(removeNow: (ids: readonly string[]) => Promise<void>) {
    this.#removeNow = removeNow;
  }

  /** The same chunks, for one reader; from this call on the bytes stay. */
  read(id: string, chunks: AsyncGenerator<Uint8Array, void, undefined>): ByteSource {
    this.#counts.set(id, (this.#counts.get(id) ?? 0) + 1);
    let isReading = true;
    const finish = async (): Promise<void> => {
      if (!isReading) return;
      isReading = false;
      await this.#finish(id);
    };
    const next = async (): Promise<IteratorResult<Uint8Array, void>> => {
      try {
        const result = await chunks.next();
        if (result.done) await finish();
        return result;
      } catch (error) {
        await finish();
        throw error;
      }
    };
    // Returning a generator that was never started runs none of its code, so the reader is counted off here.
    const end = async (): Promise<IteratorResult<Uint8Array, void>> => {
      await chunks.return();
      await finish();
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) if (this.#counts.has(id)) this.#removedMeanwhile.add(id);
    await this.#removeNow(ids.filter((id) => !this.#counts.has(id)));
  }

  async #finish(id: string): Promise<void> {
    const left = (this.#counts.get(id) ?? 1) - 1;
    if (left > 0) {
      this.#counts.set(id, left);
      return;
    }
    this.#counts.delete(id);
    if (this.#removedMeanwhile.delete(id)) await this.#removeNow([id]);
  }
}
