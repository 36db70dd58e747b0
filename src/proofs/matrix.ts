import { checkProof } from './check.ts';
import { hasControl } from './control.ts';
import { finding, type ProofFinding } from './finding.ts';
import { isProven } from './language.ts';
import { controlRow, controlRowId, responseRows, type Row } from './rows.ts';
import { begin, pauseFor, runFrom, type RowRun, type RunOptions } from './run.ts';
import type { Ending } from './carry-out.ts';
import type { ProofSubject } from './subject.ts';

/** What came of every response that can be given. */
export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly findings: readonly ProofFinding[];
  /** Exactly the right responses hold, and nothing else is wrong; warnings don't count. */
  readonly sound: boolean;
}

export interface MatrixRow {
  /** `control`, `proof`, or the options' ids joined with `+`. */
  readonly id: string;
  readonly holds: boolean;
  readonly mustHold: boolean;
  /** What kept it from holding; shown after the answer too. */
  readonly ended?: Pick<Ending, 'step' | 'expected' | 'actual'>;
  /** What it rests on without being known. */
  readonly assumption?: string;
}

/** Checks a proof and, where nothing is wrong with it by itself, carries every row out. */
export async function prove(subject: ProofSubject, { signal }: RunOptions = {}): Promise<Matrix> {
  const checked = checkProof(subject);
  if (checked.some(({ severity }) => severity === 'error')) return { rows: [], findings: checked, sound: false };
  if (!isProven(subject.proof)) return { rows: [], findings: checked, sound: true };
  const pause = pauseFor(signal);
  const { stage, ending } = await begin(subject, pause);
  if (ending) return { rows: [], findings: [...checked, premiseFinding(ending)], sound: false };
  const rows: MatrixRow[] = [];
  const findings = [...checked];
  for (const row of rowsToRun(subject)) {
    const run = await runFrom(stage.copy(), row, pause);
    rows.push(matrixRow(row, run));
    findings.push(...rowFindings(row, run));
  }
  return { rows, findings, sound: findings.every(({ severity }) => severity === 'warning') };
}

/** The control first, as the line that everything else is compared with. */
function rowsToRun(subject: ProofSubject): readonly Row[] {
  const rows = responseRows(subject);
  return hasControl(subject) ? [controlRow(subject), ...rows] : rows;
}

function matrixRow({ id, mustHold }: Row, { holds, ended, assumptions }: RowRun): MatrixRow {
  const [assumption] = assumptions;
  return {
    id,
    holds,
    mustHold,
    ...(ended && { ended: { step: ended.step, expected: ended.expected, actual: ended.actual } }),
    ...(assumption !== undefined && { assumption }),
  };
}

function rowFindings(row: Row, { holds, ended, assumptions }: RowRun): readonly ProofFinding[] {
  const rests = assumptions.map((assumption) =>
    finding('assumed', row.path, `\`${row.id}\` rests on an assumption: ${assumption}`),
  );
  const verdict = holds ? heldFinding(row) : ended && endedFinding(row, ended);
  return verdict ? [verdict, ...rests] : rests;
}

function heldFinding({ id, mustHold, path }: Row): ProofFinding | undefined {
  if (mustHold) return undefined;
  if (id === controlRowId) {
    return finding(
      'vacuous',
      path,
      'this holds with nothing done: expect something that only the right responses bring about',
    );
  }
  return finding('unsound', path, `\`${id}\` is marked wrong, and all that \`then\` expects comes true`);
}

function endedFinding({ id, mustHold, path }: Row, ended: Ending): ProofFinding | undefined {
  const what = `${ended.step}: expected ${ended.expected}, got ${ended.actual}`;
  if (mustHold)
    return finding('unsound', ended.phase === 'do' ? ended.path : path, `\`${id}\` is to hold, and ends at “${what}”`);
  if (ended.phase === 'then' && ended.isCompared) return undefined;
  const why = ended.phase === 'do' ? 'its own steps did not go as written' : 'nothing was compared there';
  return finding('dishonest-failure', ended.path, `\`${id}\` proves nothing: it ends at “${what}”, and ${why}`);
}

function premiseFinding(ended: Ending): ProofFinding {
  const words = ended.isCompared ? `expected ${ended.expected}, got ${ended.actual}` : ended.actual;
  return finding('premise', ended.path, `“${ended.step}” in \`given\` did not go as written: ${words}`);
}
