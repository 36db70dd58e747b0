import { resolve, sep } from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';
import { buildPack, type BuiltFile } from './build.ts';
import type { Finding } from './finding.ts';
import { packFiles, packFolders } from './folder.ts';
import { readPack } from './source.ts';
import { chapterModule, indexModule, virtualName } from './virtual-modules.ts';

interface PluginOptions {
  /** Folder of the packs' folders. */
  readonly questions: string;
}

/**
 * Gives the page its packs: `virtual:packs` is a small index, and each chapter is a module of its own that loads when
 * it is opened. A pack with errors stops the build at the first of them; proofs are checked by `pack check`.
 */
export function packs({ questions }: PluginOptions): Plugin {
  const folder = resolve(questions);
  let reading: Promise<readonly BuiltFile[]> | undefined;
  const built = (): Promise<readonly BuiltFile[]> => (reading ??= builtPacks(folder));
  return {
    name: 'valet-key-packs',
    buildStart() {
      reading = undefined;
    },
    resolveId: (id) => (isPackModule(id) ? `\0${id}` : undefined),
    async load(id) {
      if (!id.startsWith('\0') || !isPackModule(id.slice(1))) return undefined;
      try {
        return moduleText(await built(), id.slice(1));
      } catch (error) {
        if (error instanceof BrokenPack) return this.error({ message: error.message, id: error.file, loc: error.loc });
        throw error;
      }
    },
    configureServer(server) {
      server.watcher.add(folder);
      server.watcher.on('all', (_event, path) => {
        if (!resolve(path).startsWith(folder + sep)) return;
        reading = undefined;
        reload(server);
      });
    },
  };
}

/** The first error of a pack, and how many there are. */
class BrokenPack extends Error {
  override readonly name = 'BrokenPack';
  readonly file: string;
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };

  constructor(folder: string, errors: readonly [Finding, ...Finding[]]) {
    const lines = errors.map(
      ({ file, line, column, code, message }) => `${folder}/${file}:${line}:${column} ${code} ${message}`,
    );
    super(`a pack has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}\n${lines.slice(0, 20).join('\n')}`);
    const [{ file, line, column }] = errors;
    this.file = `${folder}/${file}`;
    this.loc = { file: this.file, line, column };
  }
}

async function builtPacks(folder: string): Promise<readonly BuiltFile[]> {
  const built: BuiltFile[] = [];
  for (const packFolder of await packFolders(folder)) {
    const { pack, findings } = readPack(await packFiles(packFolder));
    const [first, ...more] = findings.filter((finding) => finding.severity === 'error');
    if (first || !pack) throw new BrokenPack(packFolder, first ? [first, ...more] : [noPack]);
    built.push(buildPack(pack));
  }
  return built;
}

const noPack: Finding = {
  file: 'pack.yaml',
  line: 1,
  column: 1,
  severity: 'error',
  code: 'no-pack',
  message: 'This pack could not be read.',
};

function isPackModule(id: string): boolean {
  return id === virtualName || id.startsWith(`${virtualName}/`);
}

function moduleText(built: readonly BuiltFile[], id: string): string {
  if (id === virtualName) return indexModule(built);
  const [packId, chapterId] = id.slice(virtualName.length + 1).split('/');
  const pack = built.find((file) => file.pack.id === packId);
  const chapter = pack?.chapters.find((candidate) => candidate.id === chapterId);
  if (!chapter) throw new RangeError(`no chapter ${String(chapterId)} in pack ${String(packId)}`);
  return chapterModule(chapter);
}

function reload(server: ViteDevServer): void {
  for (const environment of Object.values(server.environments)) {
    for (const [id, module] of environment.moduleGraph.idToModuleMap) {
      if (id.startsWith(`\0${virtualName}`)) environment.moduleGraph.invalidateModule(module);
    }
  }
  server.ws.send({ type: 'full-reload' });
}
