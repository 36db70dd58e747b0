import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Who may import whom, besides itself. A room that is not built yet has its row already. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  sigv4: ['base'],
  s3: ['base', 'sigv4'],
  ui: ['base'],
  client: ['base', 'sigv4', 's3', 'ui'],
  proofs: ['base', 'sigv4', 's3', 'client', 'ui'],
  packs: ['base', 'proofs', 'ui'],
  study: ['base', 'packs', 'proofs', 'ui'],
  lab: ['base', 'sigv4', 's3', 'client', 'proofs', 'packs', 'ui'],
  author: ['base', 'client', 'packs', 'proofs', 'study', 'ui'],
  storage: ['base', 'client', 'packs', 'study', 'lab', 'author'],
  app: ['base', 'sigv4', 's3', 'ui', 'client', 'proofs', 'packs', 'study', 'lab', 'author', 'storage', 'worker'],
  worker: ['base', 'sigv4', 's3'],
  node: ['base', 'sigv4', 's3', 'client', 'proofs', 'packs'],
};

/** Of the emulator, `client` and `lab` know its shapes, limits and words, never how it works. */
const typesOfS3 =
  /^src\/s3\/(?:request|operation|limits|control\/control|decision\/(?:decision|check-texts|cause-texts)|audit\/cloud-trail|audit\/access-log)\.ts$/;
const onlyTypesOfS3 = ['client', 'lab'];
/** `client` drives the emulator's one function in memory; its type is all it needs. */
const emulatorType = 'src/s3/emulator.ts';
/** Of the worker, the page knows what may be said to it. */
const wordsOfWorker = 'src/worker/messages.ts';

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

test('every room imports only what its row names', async () => {
  const imports = await importsOf('src');
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((each) => isStray(each)).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
}, 60_000);

test('no two files import each other in a circle', async () => {
  const { modules } = await cruised('src');
  const circles = modules.flatMap((module) =>
    module.dependencies.filter((each) => each.circular).map((each) => `${module.source} -> ${each.resolved}`),
  );
  expect(circles).toEqual([]);
}, 60_000);

test('every folder of src has a row', () => {
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).filter((name) => !(name in mayImport))).toEqual([]);
});

for (const stray of [
  { from: 'src/s3/emulator.ts', to: 'src/ui/Icon.svelte', isType: false },
  { from: 'src/base/bytes.ts', to: 'src/sigv4/encode.ts', isType: true },
  { from: 'src/study/gate.ts', to: 'src/storage/open.ts', isType: false },
  { from: 'src/lab/bench.ts', to: 'src/s3/operations/table.ts', isType: false },
  { from: 'src/client/emulator-transport.ts', to: 'src/s3/emulator.ts', isType: false },
  { from: 'src/app/main.ts', to: 'src/worker/worker.ts', isType: false },
]) {
  test(`an import of ${stray.to} in ${stray.from} is stray`, () => {
    expect(isStray(stray)).toBe(true);
  });
}

function isStray({ from, to, isType }: Import): boolean {
  const [own, other] = [roomOf(from), roomOf(to)];
  if (own === other || other === undefined) return false;
  if (own === undefined || !mayImport[own]!.includes(other)) return true;
  if (other === 'worker') return to !== wordsOfWorker;
  if (other !== 's3' || !onlyTypesOfS3.includes(own)) return false;
  return !typesOfS3.test(to) && !(to === emulatorType && isType);
}

function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1];
}

async function importsOf(folder: string): Promise<readonly Import[]> {
  const { modules } = await cruised(folder);
  return modules.flatMap((module) =>
    module.dependencies
      .filter((each) => each.resolved.startsWith('src/'))
      .map((each) => ({ from: module.source, to: each.resolved, isType: each.dependencyTypes.includes('type-only') })),
  );
}

async function cruised(folder: string): Promise<ICruiseResult> {
  const result = await cruise(
    [folder],
    {
      doNotFollow: { path: 'node_modules' },
      exclude: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        extensions: ['.ts', '.js', '.svelte'],
        exportsFields: ['exports'],
        conditionNames: ['import'],
      },
    },
    { bustTheCache: true },
  );
  return result.output as ICruiseResult;
}
