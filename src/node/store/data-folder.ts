import { constants } from 'node:fs';
import { access, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderError } from './failure.ts';

/** Says that a folder is ours, and how what is in it is written. */
const markerFile = 'valet-key.json';
const format = 1;

/**
 * Makes a folder for a store, or finds that it is one.
 *
 * @throws FolderError, and nothing in the folder is touched, if it holds anything else, is of a newer format or cannot be written.
 */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.R_OK | constants.W_OK);
    const names = await readdir(folder);
    const text = names.includes(markerFile) ? await readFile(join(folder, markerFile), 'utf8') : '';
    if (names.some((name) => name !== markerFile)) requireFormat(folder, names, text);
    // Empty, or the making of the folder was cut short.
    else if (text === '') await mark(folder);
    else requireFormat(folder, names, text);
  } catch (error) {
    throw error instanceof FolderError ? error : unusable(folder, error);
  }
}

function requireFormat(folder: string, names: readonly string[], text: string): void {
  if (!names.includes(markerFile))
    throw new FolderError(`The folder ${folder} holds other files: give an empty or a new one with --data.`);
  const found = formatOf(text);
  if (found === undefined)
    throw new FolderError(`The folder ${folder} has a ${markerFile} that is not ours: give another with --data.`);
  if (found > format)
    throw new FolderError(
      `The folder ${folder} was written by a newer Valet Key (format ${found}, this one reads ${format}): update, or give another with --data.`,
    );
}

async function mark(folder: string): Promise<void> {
  const file = await open(join(folder, markerFile), 'w');
  try {
    await file.writeFile(`${JSON.stringify({ format })}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

function formatOf(text: string): number | undefined {
  try {
    const found = (JSON.parse(text) as { readonly format?: unknown } | null)?.format;
    return Number.isSafeInteger(found) ? (found as number) : undefined;
  } catch {
    return undefined;
  }
}

function unusable(folder: string, cause: unknown): FolderError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const why = reasons[code ?? ''] ?? `cannot be used (${message})`;
  return new FolderError(`The folder ${folder} ${why}: give another with --data.`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be read or written by you',
  EPERM: 'may not be read or written by you',
  EROFS: 'is on a disk that cannot be written',
  ENOTDIR: 'is a file or lies in one',
  EEXIST: 'is a file or lies in one',
  ENOSPC: 'is on a disk without room',
};
