import type { Documents } from './documents.ts';
import { hasErrors, inReadingOrder, type Finding } from './finding.ts';
import { lint } from './lint.ts';
import { provePack, type ProvedMatrix } from './prove-pack.ts';
import { blindRobot, type RobotReport } from './robot.ts';
import { isChoice, type Pack } from './shape.ts';
import { readPack, type PackFiles } from './source.ts';

export interface CheckOptions {
  /** Where given, facts that were checked long ago are reported. */
  readonly today?: Date;
  /** Cancels between two steps of a proof. */
  readonly signal?: AbortSignal;
  /** Told after each proof. */
  readonly onProved?: (done: number, total: number) => void;
}

export interface PackReport {
  /** What could be read of the pack. */
  readonly pack?: Pack;
  readonly findings: readonly Finding[];
  readonly matrices: readonly ProvedMatrix[];
  readonly robot?: RobotReport;
}

/**
 * Checks a pack: its form, its wording, that exactly the right responses can be proved, and whether a robot that knows
 * nothing finds the right options.
 *
 * @throws the signal's reason when it was cancelled.
 */
export async function checkPack(files: PackFiles, options: CheckOptions = {}): Promise<PackReport> {
  const { pack, findings, documents } = readPack(files);
  if (!pack) return { findings, matrices: [] };
  const wording = lint(pack, { documents, ...(options.today ? { today: options.today } : {}) });
  const robot = blindRobot(pack.chapters.flatMap((chapter) => chapter.items).filter(isChoice));
  const before = [...findings, ...wording, ...robotFindings(robot), ...unproven(pack, documents)];
  const proved = await provePack(pack, documents, options);
  const fresh = proved.findings.filter((finding) => !isReported(finding, before));
  return { pack, findings: inReadingOrder([...before, ...fresh]), matrices: proved.matrices, robot };
}

export function isSound({ findings }: PackReport): boolean {
  return !hasErrors(findings);
}

/** What the form says already, the checker of proofs says in other words. */
function isReported({ file, line, column }: Finding, errors: readonly Finding[]): boolean {
  return errors.some(
    (error) => error.severity === 'error' && error.file === file && error.line === line && error.column === column,
  );
}

function robotFindings({ verdict, accuracy, chance, cues }: RobotReport): readonly Finding[] {
  if (verdict !== 'leaking') return [];
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const names = cues.map(({ name, weight }) => `${weight > 0 ? 'more' : 'less'} ${name}`).join('; ');
  const message = `A robot that knows nothing finds ${percent(accuracy)} of the right options, by chance ${percent(chance)}. It goes by: ${names}. Even these out.`;
  return [{ file: 'pack.yaml', line: 1, column: 1, severity: 'error', code: 'B3-blind-robot', message }];
}

function unproven(pack: Pack, documents: Documents): readonly Finding[] {
  const items = pack.chapters.flatMap((chapter) => chapter.items).filter(({ proof }) => proof === undefined);
  const message =
    'This item has no proof. Write one, or say why it has none: `proof: { none: convention, because: … }`.';
  const remark = { path: [], severity: 'warning', code: 'P1-no-proof', message } as const;
  return items.map((item) => documents.finding(`item ${item.id}`, remark));
}
