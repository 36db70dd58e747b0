import type { IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { StudySchema } from './schema.ts';

type Upgrade = (
  database: IDBPDatabase<StudySchema>,
  transaction: IDBPTransaction<StudySchema, StoreNames<StudySchema>[], 'versionchange'>,
) => void;

/** Step n leads from version n to n + 1. Steps are only ever added: a learner may come from any of them. */
export const upgrades: readonly Upgrade[] = [
  (database) => {
    const events = database.createObjectStore('events', { keyPath: 'sequence', autoIncrement: true });
    events.createIndex('by-id', 'event.id', { unique: true });
    database.createObjectStore('drafts', { keyPath: 'attemptId' });
  },
];

export const studyDatabaseVersion = upgrades.length;
