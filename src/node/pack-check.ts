import { buildPack, canonicalJson } from '#packs/build.ts';
import { checkPack, isSound } from '#packs/check.ts';
import { hasErrors } from '#packs/finding.ts';
import { packFiles } from '#packs/folder.ts';
import { reportLines, type ReportFormat } from '#packs/report.ts';
import { readPack, type PackFiles } from '#packs/source.ts';

interface CheckRun {
  readonly format: ReportFormat;
  /** Takes one line, without its end. */
  readonly write: (line: string) => void;
}

/** What `valet-key pack check` does. Returns the exit code: 0 if the pack is sound, 1 if not, 2 if it can't be read. */
export async function packCheck(folder: string, { format, write }: CheckRun): Promise<number> {
  const files = await filesOf(folder, write);
  if (!files) return 2;
  const report = await checkPack(files, { today: new Date() });
  for (const line of reportLines(report, folder, format)) write(line);
  return isSound(report) ? 0 : 1;
}

/** What `valet-key pack build` does: one canonical JSON text, or the findings that stand in its way. */
export async function packBuild(folder: string, { write }: Pick<CheckRun, 'write'>): Promise<number> {
  const files = await filesOf(folder, write);
  if (!files) return 2;
  const { pack, findings } = readPack(files);
  if (!pack || hasErrors(findings)) {
    for (const line of reportLines({ findings, matrices: [], ...(pack ? { pack } : {}) }, folder, 'text')) write(line);
    return 1;
  }
  write(canonicalJson(buildPack(pack)).trimEnd());
  return 0;
}

async function filesOf(folder: string, write: (line: string) => void): Promise<PackFiles | undefined> {
  try {
    return await packFiles(folder);
  } catch (error) {
    write(`The folder ${folder} can't be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
