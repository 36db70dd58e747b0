import type { Store } from './store.ts';

/** Removes the bytes that a change released, once it is made. */
export async function removeReleased(store: Store, ids: readonly string[] = []): Promise<void> {
  if (ids.length === 0) return;
  try {
    await store.bytes.remove(ids);
  } catch {
    // The change stands, whatever becomes of the bytes: the store sweeps what was released when it is opened again.
  }
}
