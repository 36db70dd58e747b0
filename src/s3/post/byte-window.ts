import type { ByteSource } from '#base/byte-source.ts';
import { concat } from '#base/bytes.ts';

const none = new Uint8Array();

/** Bytes that arrive, seen through a window that grows at its end and is taken from its beginning. */
export class ByteWindow {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #bytes: Uint8Array;
  #isEnded = false;
  #taken = 0;

  /** @param before bytes that stand in front of what arrives */
  constructor(source: ByteSource, before: Uint8Array = none) {
    this.#chunks = source[Symbol.asyncIterator]();
    this.#bytes = before;
    this.#taken = -before.length;
  }

  /** What has arrived and was not taken. Valid until the next call. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** How many of the bytes that arrived were taken. */
  get taken(): number {
    return this.#taken;
  }

  take(count: number): Uint8Array {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(count);
    this.#taken += taken.length;
    return taken;
  }

  /** Waits for more; false where nothing comes any more. */
  async grow(): Promise<boolean> {
    for (;;) {
      const next = this.#isEnded ? { done: true as const } : await this.#chunks.next();
      if (next.done === true) {
        this.#isEnded = true;
        return false;
      }
      if (next.value.length === 0) continue;
      this.#bytes = this.#bytes.length === 0 ? next.value : concat([this.#bytes, next.value]);
      return true;
    }
  }

  /** Reads to the end and keeps nothing. */
  async drain(): Promise<void> {
    do this.take(this.#bytes.length);
    while (await this.grow());
  }

  /** Tells the source that nothing more is wanted. */
  async close(): Promise<void> {
    this.#isEnded = true;
    await this.#chunks.return?.();
  }
}
