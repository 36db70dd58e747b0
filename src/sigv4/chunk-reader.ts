import { concat, utf8Text } from '#base/bytes.ts';
import type { ByteSource } from '#base/byte-source.ts';

/**
 * Why an aws-chunked body is refused: its form, its early end, a length other than announced, trailers other than
 * announced, a signature of its chain, or a small chunk before another one.
 */
export type ChunkFaultDetail =
  | { readonly kind: 'malformed' | 'ended' | 'length' | 'trailers' }
  | { readonly kind: 'signature'; readonly provided: string; readonly stringToSign: string }
  /** `chunk` counts from 1 and is the one that follows the small one, as S3 counts. */
  | { readonly kind: 'small-chunk'; readonly chunk: number; readonly bytes: number };

/** An aws-chunked body that cannot be taken. */
export class ChunkFault extends Error {
  readonly detail: ChunkFaultDetail;

  constructor(detail: ChunkFaultDetail, message: string) {
    super(message);
    this.name = 'ChunkFault';
    this.detail = detail;
  }
}

const lineFeed = 0x0a;

/** Reads lines and runs of bytes from a source in turn, holding no more than one chunk of it and one line. */
export class ChunkReader {
  readonly #source: AsyncIterator<Uint8Array, unknown>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /**
   * The next line without its end.
   *
   * @throws ChunkFault if the source ends before, or the line has more than `atMostBytes`.
   */
  async line(atMostBytes: number): Promise<string> {
    let end = this.#rest.indexOf(lineFeed);
    while (end < 0 && this.#rest.length <= atMostBytes) {
      const arrived = await this.#next();
      if (!arrived) throw new ChunkFault({ kind: 'ended' }, 'the body ends inside a line');
      end = arrived.indexOf(lineFeed);
      if (end >= 0) end += this.#rest.length;
      this.#rest = this.#rest.length === 0 ? arrived : concat([this.#rest, arrived]);
    }
    if (end < 0 || end > atMostBytes) {
      throw new ChunkFault({ kind: 'malformed' }, `a line is longer than ${atMostBytes} bytes`);
    }
    const line = utf8Text(this.#rest.subarray(0, end));
    this.#rest = this.#rest.subarray(end + 1);
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /**
   * The next `count` bytes, as they arrive.
   *
   * @throws ChunkFault if the source ends before.
   */
  async *bytes(count: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = count; left > 0;) {
      const arrived = this.#rest.length > 0 ? this.#rest : await this.#next();
      if (!arrived) throw new ChunkFault({ kind: 'ended' }, `the body ends ${left} bytes before its chunk`);
      const taken = arrived.subarray(0, left);
      this.#rest = arrived.subarray(taken.length);
      left -= taken.length;
      yield taken;
    }
  }

  /** Whether nothing is left. */
  async isAtEnd(): Promise<boolean> {
    if (this.#rest.length === 0) this.#rest = (await this.#next()) ?? this.#rest;
    return this.#rest.length === 0;
  }

  /** Lets go of the source, read to its end or not. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  async #next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const result = await this.#source.next();
      if (result.done) return undefined;
      if (result.value.length > 0) return result.value;
    }
  }
}
