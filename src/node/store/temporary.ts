import { rmSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore } from '#s3/store/memory.ts';
import type { Change, Entry, Store } from '#s3/store/store.ts';
import { ByteFiles } from './byte-files.ts';
import { isRunning, thisProcess, type RunningProcess } from './running-process.ts';
import { TemporaryBytes } from './temporary-bytes.ts';

const prefix = 'valet-key-bodies-';
const ownerFile = 'owner.json';

/**
 * A store that ends with its process: records and small bodies are in memory, larger bodies in a temporary folder. It is
 * removed when the store is closed or the process exits; what a killed process left goes when the next store is opened.
 */
export async function openTemporaryStore(parent = tmpdir()): Promise<Store> {
  await removeAbandoned(parent);
  const folder = await mkdtemp(join(parent, prefix));
  await writeFile(join(folder, ownerFile), JSON.stringify(thisProcess()));
  return new TemporaryStore(folder);
}

async function removeAbandoned(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const folder = join(parent, name);
    const owner = await ownerOf(folder);
    if (owner && !isRunning(owner)) await rm(folder, { recursive: true, force: true });
  }
}

/** `undefined` where another user's process or one that is just starting has the folder. */
async function ownerOf(folder: string): Promise<RunningProcess | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, ownerFile), 'utf8')) as RunningProcess;
  } catch {
    return undefined;
  }
}

class TemporaryStore implements Store {
  readonly bytes: TemporaryBytes;
  readonly #records = memoryStore();
  readonly #folder: string;
  readonly #removeNow: () => void;

  constructor(folder: string) {
    this.#folder = folder;
    this.bytes = new TemporaryBytes(this.#records.bytes, new ByteFiles(folder));
    this.#removeNow = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', this.#removeNow);
  }

  get(key: string): Promise<Entry | undefined> {
    return this.#records.get(key);
  }

  range(from: string, to: string, limit: number, backwards?: boolean): Promise<readonly Entry[]> {
    return this.#records.range(from, to, limit, backwards);
  }

  commit(change: Change): Promise<boolean> {
    return this.#records.commit(change);
  }

  async close(): Promise<void> {
    process.off('exit', this.#removeNow);
    await rm(this.#folder, { recursive: true, force: true });
  }
}
