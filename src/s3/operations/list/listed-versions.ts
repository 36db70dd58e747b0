import { objectKey, objectRange, type ObjectRecord } from '../../records.ts';
import { keyBehind, orderedKey, type KeyRange } from '../../store/order.ts';
import type { Entry, Store } from '../../store/store.ts';
import { versionKey, versionRange, type VersionRecord } from '../../versions/version-records.ts';
import { commonPrefixOf, groupedKeys, type Listed } from './grouped-keys.ts';
import type { VersionMarker } from './version-marker.ts';

export interface VersionListOptions {
  readonly bucketName: string;
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  readonly marker: VersionMarker;
}

type List = AsyncGenerator<Listed, void, undefined>;

/**
 * Current objects and what stands behind them, merged into one list. Each of the two is in order and leaves a common
 * prefix in one leap, so neither is read further than the page needs. A common prefix that the marker lies in is not
 * listed again.
 */
export async function* listedVersions(store: Store, options: VersionListOptions): List {
  const [currents, behind] = [currentObjects(store, options), otherVersions(store, options)];
  let [current, other] = [await currents.next(), await behind.next()];
  while (!current.done || !other.done) {
    const order = current.done ? 1 : other.done ? -1 : compared(placeOf(current.value), placeOf(other.value));
    // Of one key the current object is the newest; a common prefix of both stands once.
    const isTwice = order === 0 && current.value?.kind === 'common prefix';
    const takesCurrent = order <= 0;
    yield (takesCurrent ? current.value : other.value) as Listed;
    if (takesCurrent) current = await currents.next();
    if (!takesCurrent || isTwice) other = await behind.next();
  }
}

async function* currentObjects(store: Store, options: VersionListOptions): List {
  const { bucketName, prefix, delimiter, marker } = options;
  const rangeOf = (below: string): KeyRange => objectRange(bucketName, below);
  const key = objectKey(bucketName, marker.key);
  const start = marker.key === '' ? '' : marker.sequence === undefined ? keyBehind(key) : key;
  const left = commonPrefixOf(marker.key, prefix, delimiter);
  const range = from(rangeOf(prefix), left === undefined ? start : rangeOf(left).to);
  for await (const item of groupedKeys(store, { range, prefix, delimiter, keyOf, rangeOf })) {
    if (item.kind === 'common prefix' || isBehind(item.entry, marker)) yield item;
  }
}

/** The current object of the marker's key is behind it only if it became that since: what was newer has been deleted. */
function isBehind({ value }: Entry, { key, sequence }: VersionMarker): boolean {
  const object = value as ObjectRecord;
  return object.key !== key || sequence === undefined || (object.sequence ?? 0) < sequence;
}

function otherVersions(store: Store, { bucketName, prefix, delimiter, marker }: VersionListOptions): List {
  const rangeOf = (below: string): KeyRange => versionRange(bucketName, below);
  const { key, sequence } = marker;
  const within =
    sequence === undefined ? orderedKey('version', bucketName, key) : versionKey(bucketName, key, sequence);
  const start = key === '' ? '' : keyBehind(within);
  const left = commonPrefixOf(key, prefix, delimiter);
  const range = from(rangeOf(prefix), left === undefined ? start : rangeOf(left).to);
  return groupedKeys(store, { range, prefix, delimiter, keyOf, rangeOf });
}

function from(range: KeyRange, start: string): KeyRange {
  return start > range.from ? { from: start, to: range.to } : range;
}

function keyOf({ value }: Entry): string {
  return (value as VersionRecord).key;
}

/** Where an item stands among the keys of the bucket. */
function placeOf(item: Listed): string {
  return orderedKey(item.kind === 'entry' ? keyOf(item.entry) : item.prefix);
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
