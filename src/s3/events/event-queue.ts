import { orderedKey, rangeUnder } from '../store/order.ts';
import type { Store } from '../store/store.ts';
import type { EventMessage } from './event-message.ts';
import type { DestinationKind } from './notification.ts';

/** A message as it stands in the emulated queue, topic or function's queue that a rule names. */
export interface DeliveredEvent {
  readonly v: 1;
  /** Place among the events of the bucket, from 1. */
  readonly number: number;
  readonly destination: { readonly kind: DestinationKind; readonly arn: string };
  readonly message: EventMessage;
}

/** So many of a bucket are kept. */
export const eventsKept = 1_000;

const top = 'event';
/** Digits that keep numbers in order. */
const numberDigits = 15;

export function eventStoreKey(bucket: string, number: number): string {
  return orderedKey(top, bucket, String(number).padStart(numberDigits, '0'));
}

/** The number of the bucket's last event, 0 before the first. */
export async function lastEventNumber(store: Store, bucket: string): Promise<number> {
  const { from, to } = rangeUnder(top, bucket);
  const [last] = await store.range(from, to, 1, true);
  return last ? (last.value as DeliveredEvent).number : 0;
}

/** The events of a bucket behind this number, oldest first. A queue keeps them also when the bucket is gone. */
export async function eventsSince(store: Store, bucket: string, number = 0): Promise<readonly DeliveredEvent[]> {
  const { to } = rangeUnder(top, bucket);
  const entries = await store.range(eventStoreKey(bucket, number + 1), to, eventsKept);
  return entries.map(({ value }) => value as DeliveredEvent);
}
