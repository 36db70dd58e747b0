import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, createServer, type Rolldown, type ViteDevServer } from 'vite';
import { afterEach, expect, test } from 'vitest';
import type { BuiltChapter, BuiltPack } from '#packs/built.ts';
import { packs } from '#packs/vite-plugin.ts';
import { changed, choiceYaml, examplePack, examples } from './example-pack.ts';
import { packOnDisk, type PackOnDisk } from './pack-on-disk.ts';

interface PacksModule {
  readonly packs: readonly BuiltPack[];
  readonly loadChapter: (packId: string, chapterId: string) => Promise<BuiltChapter>;
}

const rest: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of rest.splice(0)) await end();
});

async function onDisk(changes: Parameters<typeof examplePack>[0] = {}): Promise<PackOnDisk> {
  const disk = await packOnDisk(examplePack(changes));
  rest.push(() => disk.remove());
  return disk;
}

async function served({ questions }: PackOnDisk): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    root: questions,
    logLevel: 'silent',
    appType: 'custom',
    server: { middlewareMode: true, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins: [packs({ questions })],
  });
  rest.unshift(() => server.close());
  return server;
}

async function builtChunks({ questions }: PackOnDisk): Promise<readonly Rolldown.OutputChunk[]> {
  const entry = join(questions, 'entry.js');
  await writeFile(entry, "export { packs, loadChapter } from 'virtual:packs';\n");
  const result = await build({
    configFile: false,
    root: questions,
    logLevel: 'silent',
    plugins: [packs({ questions })],
    build: { write: false, minify: false, rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' } },
  });
  const [output] = [result].flat() as Rolldown.RolldownOutput[];
  const files: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[] = output?.output ?? [];
  return files.filter((file) => file.type === 'chunk');
}

test('the index and each chapter are chunks of their own', async () => {
  const chunks = await builtChunks(await onDisk());
  const index = chunks.find(({ isEntry }) => isEntry);
  const chapters = chunks.filter(({ isDynamicEntry }) => isDynamicEntry);
  expect(chapters).toHaveLength(1);
  expect(index?.code).toContain('What there is to know.');
  expect(index?.code).not.toContain('longest lifetime');
  expect(chapters[0]?.code).toContain('longest lifetime');
});

test('the page gets an index, and a chapter when it asks for it', async () => {
  const server = await served(await onDisk());
  const module = (await server.ssrLoadModule('virtual:packs')) as PacksModule;
  expect(module.packs.map(({ id }) => id)).toEqual(['example']);
  const chapter = await module.loadChapter('example', 'first');
  expect(chapter.items.map(({ id }) => id)).toEqual(['ten-days', 'what-a-link-is']);
  await expect(module.loadChapter('example', 'last')).rejects.toThrow(RangeError);
  await expect(module.loadChapter('example', '__proto__')).rejects.toThrow(RangeError);
});

test('a change on disk reaches the next request in development', async () => {
  const disk = await onDisk();
  const server = await served(disk);
  const titles = async (): Promise<readonly string[]> =>
    ((await server.ssrLoadModule('virtual:packs')) as PacksModule).packs.map(({ title }) => title);
  expect(await titles()).toEqual(['An example']);
  const file = join(disk.folder, 'pack.yaml');
  await writeFile(file, changed(examples.packYaml, 'An example', 'Another'));
  server.watcher.emit('all', 'change', file);
  expect(await titles()).toEqual(['Another']);
});

test('a broken pack stops the build with file, line and column', async () => {
  const disk = await onDisk({ '01-first/ten-days.yaml': changed(choiceYaml, 'level: apply', 'level: hard') });
  const failure = await builtChunks(disk).then(
    () => undefined,
    (error: unknown) => error as Error,
  );
  expect(failure?.message).toContain('01-first/ten-days.yaml:6:8 wrong-value Write one of recall, apply, analyse.');
});

test('what is only a matter of wording stops no build', async () => {
  const disk = await onDisk({
    '01-first/ten-days.yaml': changed(choiceYaml, 'why: An hour is the length', 'why: So it'),
  });
  expect(await builtChunks(disk)).toHaveLength(2);
});
