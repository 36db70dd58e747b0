import type { RecordDatabase } from './database.ts';
import { FolderError } from './failure.ts';
import { isRunning, thisProcess, type RunningProcess } from './running-process.ts';

const ownerKey = Buffer.from('owner');

/**
 * Takes the folder for this process. Who has it stands in the database: two who ask at once are kept apart by its
 * transaction, and an owner that was killed is known by its process no longer running.
 *
 * @throws FolderError if a process that runs has it.
 */
export function takeFolder(database: RecordDatabase, folder: string): void {
  database.write(() => {
    const kept = database.meta.get(ownerKey);
    const owner = kept && (JSON.parse(kept.toString()) as RunningProcess);
    if (owner && isRunning(owner))
      throw new FolderError(
        `The folder ${folder} is in use by another server (process ${owner.pid}): stop that one, or give another folder with --data.`,
      );
    database.meta.putSync(ownerKey, Buffer.from(JSON.stringify(thisProcess())));
  });
}

export function leaveFolder(database: RecordDatabase): void {
  database.write(() => database.meta.putSync(ownerKey, Buffer.from('null')));
}
