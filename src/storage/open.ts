import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import { studyDatabaseName } from './schema.ts';
import type { StudySchema } from './schema.ts';
import { studyDatabaseVersion, upgrades } from './upgrades.ts';

export interface OpenOptions {
  readonly name?: string;
  /** Another tab holds an older version open: it has to be closed or reloaded before this one can go on. */
  readonly onblocked?: () => void;
  readonly onopened?: () => void;
  /** A newer version of the app wants the database: this connection was closed for it, and the page should be reloaded. */
  readonly onsuperseded?: () => void;
  /** The browser closed the connection, e.g. because the site's data were deleted. */
  readonly onterminated?: () => void;
}

/** Opens the page's database and brings it up to this version of the app. */
export async function openStudyDatabase(options: OpenOptions = {}): Promise<IDBPDatabase<StudySchema>> {
  const database = await openDB<StudySchema>(options.name ?? studyDatabaseName, studyDatabaseVersion, {
    upgrade(upgraded, from, _to, transaction) {
      for (const upgrade of upgrades.slice(from)) upgrade(upgraded, transaction);
    },
    blocked: () => options.onblocked?.(),
    blocking: (_current, _wanted, event) => {
      // Holding on would leave the newer tab waiting for ever.
      (event.target as IDBDatabase).close();
      options.onsuperseded?.();
    },
    terminated: () => options.onterminated?.(),
  });
  options.onopened?.();
  return database;
}
