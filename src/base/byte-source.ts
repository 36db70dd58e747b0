import { concat, utf8 } from './bytes.ts';

/** Bytes that arrive in chunks: a request's body, a stored object, a {@link Fill}. */
export type ByteSource = AsyncIterable<Uint8Array>;

/**
 * Reads a source into memory.
 *
 * @throws RangeError as soon as more than `atMostBytes` have arrived.
 */
export async function collect(
  source: ByteSource,
  atMostBytes = Number.POSITIVE_INFINITY,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > atMostBytes) throw new RangeError(`a body of at most ${atMostBytes} bytes was expected, got more`);
    chunks.push(chunk);
  }
  return concat(chunks);
}

/** A source of bytes at hand, which can be read more than once. */
export function sourceOf(bytes: Uint8Array | string): ByteSource {
  const content = typeof bytes === 'string' ? utf8(bytes) : bytes;
  return {
    async *[Symbol.asyncIterator]() {
      if (content.length > 0) yield content;
    },
  };
}
