import type { Store } from './store/store.ts';

/**
 * Writes what `revise` makes of a record, again from the start when someone else wrote it meanwhile.
 * What `revise` throws is passed on, and nothing is written.
 */
export async function updateRecord<Value>(
  store: Store,
  key: string,
  revise: (value: Value | undefined) => Value,
): Promise<Value> {
  for (;;) {
    const entry = await store.get(key);
    const value = revise(entry?.value as Value | undefined);
    const expect = [{ key, version: entry?.version ?? 0 }];
    if (await store.commit({ expect, put: [{ key, value }] })) return value;
  }
}
