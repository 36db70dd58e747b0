/** Above so many new keys one sort is quicker than putting each in its place. */
const insertedOneByOne = 64;

/** Keys in order, for ranges; new ones wait unsorted until a range is read. */
export class SortedKeys {
  #sorted: string[];
  #added: string[] = [];

  constructor(sorted: string[] = []) {
    this.#sorted = sorted;
  }

  /** The key must not be there yet. */
  add(key: string): void {
    this.#added.push(key);
  }

  delete(key: string): void {
    const sorted = this.#settled();
    const at = placeOf(sorted, key);
    if (sorted[at] === key) sorted.splice(at, 1);
  }

  /** At most `limit` keys with `from <= key < to`, in order or from the end. */
  between(from: string, to: string, limit: number, backwards: boolean): readonly string[] {
    const sorted = this.#settled();
    const start = placeOf(sorted, from);
    const end = Math.max(placeOf(sorted, to), start);
    const count = Math.max(limit, 0);
    if (!backwards) return sorted.slice(start, Math.min(start + count, end));
    return sorted.slice(Math.max(end - count, start), end).reverse();
  }

  copy(): SortedKeys {
    return new SortedKeys([...this.#settled()]);
  }

  #settled(): string[] {
    if (this.#added.length > insertedOneByOne) {
      // Without a comparer, texts are sorted by UTF-16 code unit, which is the order of the store.
      this.#sorted = this.#sorted.concat(this.#added.sort()).sort();
    } else {
      for (const key of this.#added) this.#sorted.splice(placeOf(this.#sorted, key), 0, key);
    }
    this.#added = [];
    return this.#sorted;
  }
}

/** The first index whose key is not below this one. */
function placeOf(sorted: readonly string[], key: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as string) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
