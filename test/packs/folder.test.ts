import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packFiles, packFolders } from '#packs/folder.ts';
import { examplePack } from './example-pack.ts';
import { packOnDisk, type PackOnDisk } from './pack-on-disk.ts';

let disk: PackOnDisk;
beforeEach(async () => {
  disk = await packOnDisk(examplePack());
});
afterEach(() => disk.remove());

test('the files of a pack are read as they were written, with / in their paths', async () => {
  const files = await packFiles(disk.folder);
  expect(new Map([...files].sort())).toEqual(new Map([...examplePack()].sort()));
});

test('other files, deeper folders and links to elsewhere are passed over', async () => {
  await writeFile(join(disk.folder, 'picture.png'), 'x');
  await mkdir(join(disk.folder, '01-first', 'deeper'));
  await writeFile(join(disk.folder, '01-first', 'deeper', 'x.yaml'), 'id: x\n');
  await symlink('/etc/hostname', join(disk.folder, '01-first', 'link.yaml'));
  expect([...(await packFiles(disk.folder)).keys()].sort()).toEqual([...examplePack().keys()].sort());
});

test('a folder of more than 8 MiB is not read to its end', async () => {
  await writeFile(join(disk.folder, 'large.md'), 'x'.repeat(8 * 1024 * 1024));
  await expect(packFiles(disk.folder)).rejects.toThrow(RangeError);
});

test('packs are the folders that hold a pack.yaml', async () => {
  await mkdir(join(disk.questions, 'drafts'));
  await writeFile(join(disk.questions, 'LICENSE'), 'x');
  expect(await packFolders(disk.questions)).toEqual([disk.folder]);
});
