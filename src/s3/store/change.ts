import type { Change } from './store.ts';

/** A change with all its fields. */
export type WholeChange = Required<Change>;

export function changeOf(change: Change): WholeChange {
  return { expect: [], put: [], remove: [], claims: [], releases: [], ...change };
}

/** One change that does what both do; what either puts, the other does not remove. */
export function merged(a: Change, b: Change): WholeChange {
  const put = joined(a.put, b.put);
  return {
    expect: joined(a.expect, b.expect),
    put,
    remove: joined(a.remove, b.remove).filter((removed) => !put.some(({ key }) => key === removed)),
    claims: joined(a.claims, b.claims),
    releases: joined(a.releases, b.releases),
  };
}

function joined<Item>(a: readonly Item[] = [], b: readonly Item[] = []): readonly Item[] {
  return [...a, ...b];
}
