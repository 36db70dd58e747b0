import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { compareTexts } from './finding.ts';
import { packBytesMaximum, type PackFiles } from './source.ts';

/**
 * The files of a pack on disk: `.yaml`, `.yml` and `.md`, two levels deep.
 *
 * @throws RangeError if they are larger than a pack may be.
 */
export async function packFiles(folder: string): Promise<PackFiles> {
  const paths = await textFiles(folder, 2);
  const files = new Map<string, string>();
  let bytes = 0;
  for (const path of paths.sort(compareTexts)) {
    bytes += (await stat(path)).size;
    if (bytes > packBytesMaximum) throw new RangeError(`the pack in ${folder} is larger than 8 MiB`);
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'));
  }
  return files;
}

/** The folders of packs in a folder: those that hold a pack.yaml. */
export async function packFolders(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const names = await readdir(join(folder, entry.name));
    if (names.includes('pack.yaml')) folders.push(join(folder, entry.name));
  }
  return folders.sort(compareTexts);
}

async function textFiles(folder: string, levels: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && levels > 1) found.push(...(await textFiles(path, levels - 1)));
    else if (entry.isFile() && /\.(ya?ml|md)$/.test(entry.name)) found.push(path);
  }
  return found;
}
