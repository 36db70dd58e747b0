import { keyBehind, type KeyRange } from '../../store/order.ts';
import type { Entry, Store } from '../../store/store.ts';

/** What a list shows: an entry, or a common prefix that stands for all entries below it. */
export type Listed =
  { readonly kind: 'entry'; readonly entry: Entry } | { readonly kind: 'common prefix'; readonly prefix: string };

export interface ListOptions {
  /** Where to begin and to end in the store. */
  readonly range: KeyRange;
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** The key of an object or upload. */
  readonly keyOf: (entry: Entry) => string;
  /** All store keys whose object key begins with a prefix. */
  readonly rangeOf: (prefix: string) => KeyRange;
}

const firstBatch = 16;
const largestBatch = 1_000;

/**
 * Entries in order, those with the delimiter behind the prefix rolled up.
 *
 * A common prefix is left in one leap, so what it hides is never read, however much it is. Batches grow while nothing is
 * rolled up.
 */
export async function* groupedKeys(store: Store, options: ListOptions): AsyncGenerator<Listed, void, undefined> {
  const { range, prefix, delimiter } = options;
  let batch = delimiter === '' ? largestBatch : firstBatch;
  for (let from = range.from; ;) {
    const entries = await store.range(from, range.to, batch);
    let leapTo: string | undefined;
    for (const entry of entries) {
      const key = options.keyOf(entry);
      const common = commonPrefixOf(key, prefix, delimiter);
      if (common === undefined) {
        yield { kind: 'entry', entry };
        continue;
      }
      yield { kind: 'common prefix', prefix: common };
      leapTo = options.rangeOf(common).to;
      break;
    }
    const last = entries.at(-1);
    if (!last || (leapTo === undefined && entries.length < batch)) return;
    from = leapTo ?? keyBehind(last.key);
    batch = leapTo === undefined ? Math.min(batch * 2, largestBatch) : firstBatch;
  }
}

/** The common prefix that a key is rolled up into: up to the first delimiter behind the prefix that was asked for. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

export interface ListPage {
  readonly items: readonly Listed[];
  readonly isTruncated: boolean;
}

/** The first `limit` of a list, and whether there is more. */
export async function pageOf(list: AsyncIterable<Listed>, limit: number): Promise<ListPage> {
  const items: Listed[] = [];
  // S3 says of a page of nothing that it is complete.
  if (limit === 0) return { items, isTruncated: false };
  for await (const item of list) {
    if (items.length === limit) return { items, isTruncated: true };
    items.push(item);
  }
  return { items, isTruncated: false };
}
