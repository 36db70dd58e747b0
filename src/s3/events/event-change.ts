import type { BucketRecord } from '../records.ts';
import { merged } from '../store/change.ts';
import type { Change, Store } from '../store/store.ts';
import { eventMessage, type MessageSource, type ObjectEvent } from './event-message.ts';
import { eventsKept, eventStoreKey, lastEventNumber, type DeliveredEvent } from './event-queue.ts';
import { rulesFor } from './notification.ts';

/** An `OperationContext` is one. */
export interface EventOrigin extends Omit<MessageSource, 'bucket'> {
  readonly store: Store;
  readonly bucket: BucketRecord | undefined;
}

/**
 * A change with the messages of its events, which are so delivered with it or not at all; the change itself where the
 * bucket does not tell of them. To be planned anew with the change, as `committed` does: it expects to be the next.
 */
export function withEvents(
  origin: EventOrigin,
  change: Change,
  ...events: readonly ObjectEvent[]
): Change | Promise<Change> {
  return origin.bucket?.notifications ? delivered(origin, origin.bucket, change, events) : change;
}

async function delivered(
  origin: EventOrigin,
  bucket: BucketRecord,
  change: Change,
  events: readonly ObjectEvent[],
): Promise<Change> {
  const { notifications, name } = bucket;
  const deliveries = events.flatMap((event) =>
    rulesFor(notifications ?? { rules: [] }, event.name, event.object.key).map((rule) => ({ event, rule })),
  );
  if (deliveries.length === 0) return change;
  const last = await lastEventNumber(origin.store, name);
  const records = deliveries.map(({ event, rule }, index): DeliveredEvent => {
    const number = last + index + 1;
    const destination = { kind: rule.destination, arn: rule.arn };
    return { v: 1, number, destination, message: eventMessage({ ...origin, bucket }, event, rule, number) };
  });
  const old = records.map(({ number }) => number - eventsKept).filter((number) => number > 0);
  return merged(change, {
    // Another request that was quicker has taken the number, and this one is prepared again.
    expect: records.slice(0, 1).map(({ number }) => ({ key: eventStoreKey(name, number), version: 0 })),
    put: records.map((value) => ({ key: eventStoreKey(name, value.number), value })),
    remove: old.map((number) => eventStoreKey(name, number)),
  });
}
