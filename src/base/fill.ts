import { digestOf, type DigestAlgorithm } from './digest.ts';

/** Up to this size a fill is digested; the digests of a larger one would take seconds. */
export const digestableFillBytes = 64 * 1024 * 1024;

const chunkBytes = 1024 * 1024;
const rememberedAtMost = 512;
const remembered = new Map<string, Promise<Uint8Array>>();

/** A body that is one ASCII character repeated and is never held in memory as a whole. */
export class Fill implements AsyncIterable<Uint8Array> {
  /** Bytes. The AWS SDK reads the length of a body from a field of this name. */
  readonly size: number;
  /** The character. */
  readonly fill: string;

  /** @throws RangeError if `size` is no whole number of bytes or `fill` no single ASCII character. */
  constructor(size: number, fill: string) {
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RangeError(`a fill has a whole number of bytes, got ${size}`);
    if (fill.length !== 1 || fill.charCodeAt(0) > 0x7f) {
      throw new RangeError(`a fill repeats one ASCII character, got ${JSON.stringify(fill)}`);
    }
    this.size = size;
    this.fill = fill;
  }

  /** The bytes from `from` up to, not including, `to`; what lies outside is cut off, as `Blob.slice` does. */
  slice(from: number, to: number = this.size): Fill {
    const start = Math.min(Math.max(from, 0), this.size);
    return new Fill(Math.max(Math.min(to, this.size) - start, 0), this.fill);
  }

  /** Chunks of 1 MiB and a rest. A reader keeps them unchanged: all are views of one buffer. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
    const chunk = new Uint8Array(Math.min(this.size, chunkBytes)).fill(this.fill.charCodeAt(0));
    for (let left = this.size; left > 0; left -= chunk.length) yield chunk.subarray(0, Math.min(left, chunk.length));
  }
}

/**
 * The digest of a fill, remembered for the next time.
 *
 * @throws RangeError (as a rejection) if the fill is larger than {@link digestableFillBytes}.
 */
export async function fillDigest(fill: Fill, algorithm: DigestAlgorithm): Promise<Uint8Array> {
  if (fill.size > digestableFillBytes) {
    throw new RangeError(`a fill of at most ${digestableFillBytes} bytes is digested, got ${fill.size}`);
  }
  const name = `${algorithm} ${fill.size} ${fill.fill}`;
  const known = remembered.get(name);
  if (known) return (await known).slice();
  if (remembered.size >= rememberedAtMost) remembered.delete(remembered.keys().next().value ?? '');
  const digest = digestOf(algorithm, fill);
  remembered.set(name, digest);
  return (await digest).slice();
}
