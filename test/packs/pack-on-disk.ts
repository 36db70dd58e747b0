import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PackFiles } from '#packs/source.ts';

export interface PackOnDisk {
  /** A folder of packs, as `questions/` is. */
  readonly questions: string;
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** Writes a pack into a new folder; whoever asked for it removes it. */
export async function packOnDisk(files: PackFiles): Promise<PackOnDisk> {
  const questions = await mkdtemp(join(tmpdir(), 'valet-key-packs-'));
  const folder = join(questions, 'example');
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { questions, folder, remove: () => rm(questions, { recursive: true }) };
}
