import { objectKey, objectRange } from '../../records.ts';
import { keyBehind, orderedKey, type KeyRange } from '../../store/order.ts';
import type { Entry, Store } from '../../store/store.ts';
import { versionKey, versionRange, type VersionRecord } from '../../version-records.ts';
import { groupedKeys, type Listed } from './grouped-keys.ts';
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
 * prefix in one leap, so neither is read further than the page needs.
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

function currentObjects(store: Store, { bucketName, prefix, delimiter, marker }: VersionListOptions): List {
  const rangeOf = (below: string): KeyRange => objectRange(bucketName, below);
  // The current object is the newest version of its key, so a marker within the key is behind it.
  const start = marker.key === '' ? '' : keyBehind(objectKey(bucketName, marker.key));
  const range = from(rangeOf(prefix), leftAsAWhole(marker, delimiter) ? rangeOf(marker.key).to : start);
  return groupedKeys(store, { range, prefix, delimiter, keyOf, rangeOf });
}

function otherVersions(store: Store, { bucketName, prefix, delimiter, marker }: VersionListOptions): List {
  const rangeOf = (below: string): KeyRange => versionRange(bucketName, below);
  const { key, sequence } = marker;
  const within =
    sequence === undefined ? orderedKey('version', bucketName, key) : versionKey(bucketName, key, sequence);
  const start = key === '' ? '' : keyBehind(within);
  const range = from(rangeOf(prefix), leftAsAWhole(marker, delimiter) ? rangeOf(key).to : start);
  return groupedKeys(store, { range, prefix, delimiter, keyOf, rangeOf });
}

/** A common prefix as the marker stands for all versions below it. */
function leftAsAWhole({ key, sequence }: VersionMarker, delimiter: string): boolean {
  return sequence === undefined && delimiter !== '' && key.endsWith(delimiter);
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
