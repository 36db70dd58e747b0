import type { ByteSource } from '#base/byte-source.ts';
import { concat } from '#base/bytes.ts';

/** A body that is at hand as a whole, or one whose beginning was read to see how long it is. */
export type FirstBytes =
  | { readonly isWhole: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly isWhole: false; readonly source: ByteSource };

/**
 * Reads a source until it ends or is longer than `atMostBytes`. Chunks are copied, since a reader of files or sockets may
 * use its buffer again.
 */
export async function firstBytes(source: ByteSource, atMostBytes: number): Promise<FirstBytes> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const iterator = source[Symbol.asyncIterator]();
  for (;;) {
    const next = await iterator.next();
    if (next.done) return { isWhole: true, bytes: chunks.length === 1 ? chunks[0]! : concat(chunks) };
    const chunk = next.value;
    size += chunk.length;
    if (size > atMostBytes) return { isWhole: false, source: joined(chunks, chunk, iterator) };
    chunks.push(new Uint8Array(chunk));
  }
}

async function* joined(
  first: readonly Uint8Array[],
  current: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* first;
    yield current;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
