import type { IDBPDatabase } from 'idb';
import { isKnownEvent } from '#study/events.ts';
import type { StudyEvent } from '#study/events.ts';
import type { Draft, StudyStore } from '#study/store.ts';
import type { StudySchema } from './schema.ts';

export interface StudyStoreOptions {
  /** Opens the database; called again after a failure or once the browser has closed it. */
  readonly open: () => Promise<IDBPDatabase<StudySchema>>;
  /** Tells other tabs, and hears from them. Absent where the browser has none. */
  readonly channel?: BroadcastChannel | undefined;
  /** Called once, at the first answer: the moment at which there is something worth keeping. */
  readonly askToPersist?: () => void;
}

/** Study events in IndexedDB. Every append is its own strict transaction, so tabs can write side by side. */
export function studyStore(options: StudyStoreOptions): StudyStore & { readonly forget: () => void } {
  let database: Promise<IDBPDatabase<StudySchema>> | undefined;
  let asked = false;
  const opened = (): Promise<IDBPDatabase<StudySchema>> => {
    database ??= options.open().catch((error: unknown) => {
      database = undefined;
      throw error;
    });
    return database;
  };

  return {
    /** Drops the connection; the next call opens a new one. */
    forget: () => {
      database = undefined;
    },
    append: async (event) => {
      await appendOnce(await opened(), event);
      options.channel?.postMessage(event);
      if (event.kind !== 'answered' || asked) return;
      asked = true;
      options.askToPersist?.();
    },
    events: async () => {
      const records = await (await opened()).getAll('events');
      return records.map((record): unknown => record.event).filter(isKnownEvent);
    },
    keepDraft: async (draft: Draft) => {
      await (await opened()).put('drafts', draft);
    },
    draft: async (attemptId) => (await opened()).get('drafts', attemptId),
    watch: (listener) => watch(options.channel, listener),
  };
}

/** Stored for good when it resolves: a relaxed transaction may resolve before the disk has it. */
async function appendOnce(database: IDBPDatabase<StudySchema>, event: StudyEvent): Promise<void> {
  const transaction = database.transaction('events', 'readwrite', { durability: 'strict' });
  const stored = await transaction.store.index('by-id').getKey(event.id);
  const added = stored === undefined ? transaction.store.add({ event }) : undefined;
  // Both are awaited together, so that neither failure goes unhandled.
  await Promise.all([added, transaction.done]);
}

function watch(channel: BroadcastChannel | undefined, listener: (event: StudyEvent) => void): () => void {
  const onmessage = ({ data }: MessageEvent<unknown>): void => {
    if (isKnownEvent(data)) listener(data);
  };
  channel?.addEventListener('message', onmessage);
  return () => channel?.removeEventListener('message', onmessage);
}
