import { keyBehind, type KeyRange } from '../store/order.ts';
import type { Entry, Store } from '../store/store.ts';

const entriesAtOnce = 1_000;

/** All entries of a range, read in batches: they may be removed on the way. */
export async function* entriesOf(store: Store, { from, to }: KeyRange): AsyncGenerator<Entry, void, undefined> {
  for (let at = from; ;) {
    const entries = await store.range(at, to, entriesAtOnce);
    yield* entries;
    const last = entries.at(-1);
    if (!last || entries.length < entriesAtOnce) return;
    at = keyBehind(last.key);
  }
}
