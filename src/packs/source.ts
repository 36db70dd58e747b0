import { readChapter } from './chapter.ts';
import { Documents, type DocumentKey } from './documents.ts';
import { compareTexts, inReadingOrder, type Finding } from './finding.ts';
import { contentFindings } from './content-check.ts';
import { secretFindings } from './secrets.ts';
import { claimsFileSchema, itemSchema, misconceptionsFileSchema, packFileSchema, worldsFileSchema } from './shape.ts';
import type { Chapter, Item, Pack, PackFile } from './shape.ts';
import { shapedFile } from './shaped-file.ts';
import { readYaml } from './yaml.ts';

export interface PackSource {
  /** What could be read. An item that can't be is left out, with a finding. */
  readonly pack?: Pack;
  readonly findings: readonly Finding[];
  /** Finds the lines of remarks that are made later. */
  readonly documents: Documents;
}

/** The files of a pack: paths inside its folder, with `/`, and their texts. */
export type PackFiles = ReadonlyMap<string, string>;

export const packBytesMaximum = 8 * 1024 * 1024;

/** Reads a pack from its files: YAML, shape, Markdown and references. Proofs are checked later. */
export function readPack(files: PackFiles): PackSource {
  return new PackReader(files).read();
}

const homes: Readonly<Record<string, string>> = {
  'unknown-claim': 'claims.yaml',
  'unknown-placeholder': 'claims.yaml',
  'unknown-misconception': 'misconceptions.yaml',
  'unknown-world': 'worlds.yaml',
};

class PackReader {
  readonly #files: PackFiles;
  readonly #documents = new Documents();
  readonly #findings: Finding[] = [];

  constructor(files: PackFiles) {
    this.#files = files;
  }

  read(): PackSource {
    const bytes = [...this.#files.values()].reduce((sum, text) => sum + text.length, 0);
    if (bytes > packBytesMaximum) {
      return this.#refused('pack-size', 'This pack is larger than 8 MiB. Split it into several packs.');
    }
    for (const [file, text] of this.#files) this.#findings.push(...secretFindings(file, text));
    if (!this.#files.has('pack.yaml')) {
      return this.#refused('no-pack-file', 'There is no pack.yaml here. Name the folder that holds it, or write one.');
    }
    const packFile = this.#data('pack.yaml', 'pack', packFileSchema);
    if (!packFile) return this.#result(undefined);
    this.#strayFiles(packFile.chapters);
    const pack = this.#pack(packFile);
    this.#findings.push(...contentFindings(pack, this.#documents).filter((finding) => !this.#isFollowUp(finding)));
    return this.#result(pack);
  }

  #pack(packFile: PackFile): Pack {
    const chapters = packFile.chapters.flatMap((folder, index) => {
      const chapter = this.#chapter(folder, index);
      return chapter ? [chapter] : [];
    });
    return {
      ...packFile,
      claims: this.#data('claims.yaml', 'claims', claimsFileSchema) ?? [],
      misconceptions: this.#data('misconceptions.yaml', 'misconceptions', misconceptionsFileSchema) ?? [],
      worlds: this.#data('worlds.yaml', 'worlds', worldsFileSchema) ?? {},
      chapters,
    };
  }

  /** Where the file that should hold an id can't be read, each use of its ids would be a finding. */
  #isFollowUp({ code }: Finding): boolean {
    const file = homes[code];
    return file !== undefined && this.#findings.some((finding) => finding.file === file);
  }

  #data<Value>(file: string, key: DocumentKey, schema: Parameters<typeof shapedFile<Value>>[0]): Value | undefined {
    const text = this.#files.get(file);
    if (text === undefined) return undefined;
    const yaml = readYaml(file, text);
    this.#documents.add(key, yaml);
    const { value, findings } = shapedFile(schema, yaml);
    this.#findings.push(...findings);
    return value;
  }

  #chapter(folder: string, index: number): Chapter | undefined {
    const file = `${folder}/chapter.md`;
    const text = this.#files.get(file);
    if (text === undefined) {
      this.#remark(
        'pack',
        ['chapters', index],
        'no-chapter',
        `There is no ${file}. Write it, or take the folder off this list.`,
      );
      return undefined;
    }
    const { front, reading, readingLine, proofs, proofFiles, frontFile, findings } = readChapter(file, text);
    this.#findings.push(...findings);
    this.#documents.add(`chapter ${folder}`, frontFile);
    proofFiles.forEach((proofFile, at) => this.#documents.add(`proof ${folder} ${at}`, proofFile));
    const items = this.#items(folder);
    return front && { folder, ...front, reading, readingLine, proofs, items };
  }

  #items(folder: string): readonly Item[] {
    const names = [...this.#files.keys()].filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.yaml'));
    return names.sort(compareTexts).flatMap((file) => {
      const yaml = readYaml(file, this.#files.get(file) ?? '');
      const { value: item, findings } = shapedFile(itemSchema, yaml);
      this.#findings.push(...findings);
      if (!item) return [];
      this.#documents.add(`item ${item.id}`, yaml);
      const name = file.slice(folder.length + 1, -'.yaml'.length);
      if (name === item.id) return [item];
      const place = yaml.positions.of(['id']);
      const message = `The file is called \`${name}.yaml\` and its id is \`${item.id}\`. Give both the same name.`;
      this.#findings.push({ file, ...place, severity: 'error', code: 'file-name', message });
      return [item];
    });
  }

  #strayFiles(listed: readonly string[]): void {
    const stray = new Set<string>();
    for (const path of this.#files.keys()) {
      if (path.endsWith('.yml'))
        this.#fileFinding(path, 'file-name', 'Files of a pack end in `.yaml`. Rename this one.');
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      const isContent = path.endsWith('.yaml') || path.endsWith('/chapter.md');
      if (folder !== '' && isContent && !listed.includes(folder)) stray.add(folder);
    }
    for (const folder of stray) {
      const message = `The folder \`${folder}\` is no chapter of pack.yaml. List it there, or remove it.`;
      this.#fileFinding(`${folder}/`, 'chapter-not-listed', message);
    }
  }

  #fileFinding(file: string, code: string, message: string): void {
    this.#findings.push({ file, line: 1, column: 1, severity: 'error', code, message });
  }

  #remark(key: DocumentKey, path: readonly (string | number)[], code: string, message: string): void {
    this.#findings.push(this.#documents.finding(key, { path, code, message, severity: 'error' }));
  }

  #refused(code: string, message: string): PackSource {
    this.#fileFinding('pack.yaml', code, message);
    return this.#result(undefined);
  }

  #result(pack: Pack | undefined): PackSource {
    return { ...(pack ? { pack } : {}), findings: inReadingOrder(this.#findings), documents: this.#documents };
  }
}
