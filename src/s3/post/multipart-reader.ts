import type { ByteSource } from '#base/byte-source.ts';
import { utf8 } from '#base/bytes.ts';
import { ByteWindow } from './byte-window.ts';
import { partHeader, type PartHeader } from './part-header.ts';

/** The text is no multipart/form-data: a boundary is missing, a header has no end or no name. */
export class MultipartFault extends Error {
  override readonly name = 'MultipartFault';
}

/** One part; its content has to be read, or skipped by asking for the next part. */
export interface Part extends PartHeader {
  readonly content: ByteSource;
}

const [carriageReturn, lineFeed, dash] = [13, 10, 45];
const endOfHeaders = utf8('\r\n\r\n');
/** Bytes of the headers of one part. */
const headerMaximum = 20_480;
const blanks: readonly number[] = [32, 9];

/**
 * Reads the parts of a form one after the other from bytes that arrive in any pieces. Nothing is kept but what is needed
 * to tell a boundary from content. What stands before the first boundary and behind the last one counts for nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1
 */
export class MultipartReader {
  readonly #window: ByteWindow;
  readonly #delimiter: Uint8Array;
  #state: 'content' | 'boundary' | 'end' = 'content';

  constructor(source: ByteSource, boundary: string) {
    // The first boundary need not follow a line, so one is put before it.
    this.#window = new ByteWindow(source, utf8('\r\n'));
    this.#delimiter = utf8(`\r\n--${boundary}`);
  }

  /** Bytes taken so far: boundaries, headers and content. */
  get taken(): number {
    return this.#window.taken;
  }

  /**
   * The next part, `undefined` behind the last one.
   *
   * @throws MultipartFault
   */
  async next(): Promise<Part | undefined> {
    if (this.#state === 'content') for await (const _ of this.#content()) void _;
    if (this.#state === 'end') return undefined;
    const header = partHeader(await this.#headerLines());
    if (!header) throw new MultipartFault('a part has no name');
    this.#state = 'content';
    return { ...header, content: this.#content() };
  }

  /** Reads what is left and keeps nothing of it. */
  async drain(): Promise<void> {
    await this.#window.drain();
  }

  /** Stops reading in the middle. */
  async close(): Promise<void> {
    await this.#window.close();
  }

  async *#content(): AsyncGenerator<Uint8Array, void, undefined> {
    while (this.#state === 'content') {
      const found = this.#findDelimiter();
      const content = this.#window.take(found.at);
      if (content.length > 0) yield content;
      if (found.kind === 'delimiter') {
        this.#window.take(found.length);
        this.#state = found.isLast ? 'end' : 'boundary';
      } else if (!(await this.#window.grow())) {
        throw new MultipartFault('no boundary ends the last part');
      }
    }
  }

  /** Where the content in the window ends: at a delimiter, or where one may begin that has not arrived as a whole. */
  #findDelimiter(): Found {
    const { bytes } = this.#window;
    for (let at = bytes.indexOf(carriageReturn); at >= 0; at = bytes.indexOf(carriageReturn, at + 1)) {
      const compared = this.#compare(bytes, at);
      if (compared === 'more') return { kind: 'perhaps', at };
      if (compared) return { kind: 'delimiter', at, ...compared };
    }
    return { kind: 'perhaps', at: bytes.length };
  }

  /** A boundary ends in `--` (the last one) or in a line end, which blanks may precede; else it is content. */
  #compare(bytes: Uint8Array, at: number): Delimiter | 'more' | undefined {
    const delimiter = this.#delimiter;
    for (let offset = 0; offset < delimiter.length; offset += 1) {
      if (at + offset >= bytes.length) return 'more';
      if (bytes[at + offset] !== delimiter[offset]) return undefined;
    }
    let end = at + delimiter.length;
    if (bytes[end] === dash && bytes[end + 1] === dash) return { length: end + 2 - at, isLast: true };
    while (blanks.includes(bytes[end] ?? 0)) end += 1;
    if (end - at > delimiter.length + headerMaximum) return undefined;
    if (bytes[end] === carriageReturn && bytes[end + 1] === lineFeed) return { length: end + 2 - at, isLast: false };
    const isIncomplete = end + 1 >= bytes.length && [undefined, carriageReturn, dash].includes(bytes[end]);
    return isIncomplete ? 'more' : undefined;
  }

  async #headerLines(): Promise<Uint8Array> {
    for (;;) {
      const { bytes } = this.#window;
      const end = indexOf(bytes, endOfHeaders);
      if ((end < 0 ? bytes.length : end) > headerMaximum)
        throw new MultipartFault('the headers of a part are too long');
      if (end >= 0) return this.#window.take(end + endOfHeaders.length).subarray(0, end);
      if (!(await this.#window.grow())) throw new MultipartFault('the headers of a part have no end');
    }
  }
}

interface Delimiter {
  readonly length: number;
  readonly isLast: boolean;
}

type Found =
  { readonly kind: 'perhaps'; readonly at: number } | (Delimiter & { readonly kind: 'delimiter'; readonly at: number });

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}
