import type { ByteSource } from '#base/byte-source.ts';
import { Fill } from '#base/fill.ts';

import type { Piece } from '../../records.ts';
import type { Store } from '../../store/store.ts';

/**
 * The bytes `from <= i < to` of an object's pieces; where they come at once, as those of a small object do, as they are.
 *
 * @throws BytesGoneError before anything is returned, if the object was replaced after its record was read.
 */
export async function objectBytes(
  store: Store,
  pieces: readonly Piece[],
  range: { readonly from: number; readonly to: number },
): Promise<ByteSource | Uint8Array<ArrayBuffer>> {
  const source = bytesOf(store, pieces, range);
  return source instanceof Fill ? source : begun(source, range.to - range.from);
}

/** The pieces one after the other; all are opened at once, so that none is removed under the reader. */
function bytesOf(
  store: Store,
  pieces: readonly Piece[],
  { from, to }: { readonly from: number; readonly to: number },
): ByteSource {
  const sources: ByteSource[] = [];
  let start = 0;
  for (const { bytes } of pieces) {
    const [first, last] = [Math.max(from - start, 0), Math.min(to - start, bytes.size)];
    if (first < last) sources.push(store.bytes.read(bytes.id, first, last));
    start += bytes.size;
  }
  const [only] = sources;
  if (only && sources.length === 1) return only;
  return fillOf(sources) ?? inTurn(sources);
}

/** Fills of one character are one fill, however large: it can be copied without being read. */
function fillOf(sources: readonly ByteSource[]): Fill | undefined {
  const fills = sources.filter((source) => source instanceof Fill);
  const [first] = fills;
  if (!first || fills.length < sources.length || fills.some(({ fill }) => fill !== first.fill)) return undefined;
  return new Fill(
    fills.reduce((sum, { size }) => sum + size, 0),
    first.fill,
  );
}

async function* inTurn(sources: readonly ByteSource[]): ByteSource {
  const iterators = sources.map((source) => source[Symbol.asyncIterator]());
  try {
    for (const iterator of iterators) {
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    }
  } finally {
    // A reader that stops early leaves none of them open.
    for (const iterator of iterators) await iterator.return?.();
  }
}

/** Reads the first chunk, so that bytes which are gone are noticed before the answer begins. */
async function begun(source: ByteSource, size: number): Promise<ByteSource | Uint8Array<ArrayBuffer>> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done !== true && first.value.length === size) {
    await iterator.return?.();
    return first.value as Uint8Array<ArrayBuffer>;
  }
  return continued(first, iterator);
}

async function* continued(first: IteratorResult<Uint8Array>, iterator: AsyncIterator<Uint8Array>): ByteSource {
  try {
    for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
