import { orderedKey } from '../store/order.ts';
import type { Store } from '../store/store.ts';

const clockKey = orderedKey('account', 'clock');

/** The emulated time: real time plus an offset that is kept in the store, so that page and worker agree. */
export interface Clock {
  readonly now: Date;
  readonly offsetMilliseconds: number;
}

export async function readClock(store: Store, realTime: Date): Promise<Clock> {
  const offsetMilliseconds = offsetOf((await store.get(clockKey))?.value);
  return { now: new Date(realTime.getTime() + offsetMilliseconds), offsetMilliseconds };
}

/** Moves the clock by this much, back too; a RangeError where no date lies there. */
export async function moveClock(store: Store, byMilliseconds: number, realTime: Date): Promise<void> {
  for (;;) {
    const entry = await store.get(clockKey);
    const offsetMilliseconds = offsetOf(entry?.value) + byMilliseconds;
    if (!Number.isFinite(new Date(realTime.getTime() + offsetMilliseconds).getTime())) {
      throw new RangeError(`the clock cannot be moved by ${byMilliseconds} milliseconds`);
    }
    const expect = [{ key: clockKey, version: entry?.version ?? 0 }];
    if (await store.commit({ expect, put: [{ key: clockKey, value: { offsetMilliseconds } }] })) return;
  }
}

function offsetOf(value: unknown): number {
  return (value as { readonly offsetMilliseconds: number } | undefined)?.offsetMilliseconds ?? 0;
}
