import { S3Error } from '../errors.ts';
import { removeReleased } from '../store/remove-released.ts';
import type { Change, Store } from '../store/store.ts';

/** A change and what the operation answers once it is made. */
export interface Prepared<Result> {
  readonly change: Change;
  readonly result: Result;
}

const attemptsAtMost = 200;

/**
 * Makes a change that depends on what is stored: it is prepared again whenever another request was quicker.
 * Bytes that the change released are removed after it.
 */
export async function committed<Result>(store: Store, prepare: () => Promise<Prepared<Result>>): Promise<Result> {
  for (let attempt = 0; attempt < attemptsAtMost; attempt += 1) {
    const { change, result } = await prepare();
    if (!(await store.commit(change))) continue;
    await removeReleased(store, change.releases);
    return result;
  }
  throw new S3Error('OperationAborted');
}
