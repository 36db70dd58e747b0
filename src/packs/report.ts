import type { MatrixRow } from '#proofs/matrix.ts';
import type { PackReport } from './check.ts';
import type { ProvedMatrix } from './prove-pack.ts';
import type { Finding, Severity } from './finding.ts';

export const reportFormats = ['text', 'json', 'github'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/**
 * A report in lines.
 *
 * @param folder where the pack stands; it goes before the files' names, so that a terminal or GitHub finds them.
 */
export function reportLines(report: PackReport, folder: string, format: ReportFormat): readonly string[] {
  switch (format) {
    case 'text':
      return textReport(report, folder);
    case 'json':
      return [JSON.stringify(jsonReport(report, folder), null, 2)];
    case 'github':
      return [...report.findings.map((finding) => githubLine(finding, folder)), summary(report)];
  }
}

function textReport(report: PackReport, folder: string): readonly string[] {
  const matrices = report.matrices.filter(({ matrix }) => matrix.rows.length > 0);
  return [
    ...matrices.flatMap(matrixLines),
    ...(matrices.length > 0 ? [''] : []),
    ...report.findings.map((finding) => textLine(finding, folder)),
    ...(report.findings.length > 0 ? [''] : []),
    ...robotLines(report),
    summary(report),
  ];
}

/** `file:line:col severity code message`, which editors and terminals turn into a link. */
function textLine({ file, line, column, severity, code, message }: Finding, folder: string): string {
  return oneLine(`${inFolder(folder, file)}:${line}:${column} ${severity} ${code} ${message}`);
}

/** One line an item, and one for each row that does not hold: how S3 refuted it. */
function matrixLines({ id, matrix }: ProvedMatrix): readonly string[] {
  const width = Math.max(...matrix.rows.map((row) => row.id.length));
  return [`${matrix.sound ? '✓' : '✗'} ${id}`, ...matrix.rows.map((row) => rowLine(row, width))];
}

function rowLine({ id, holds, mustHold, ended, assumption }: MatrixRow, width: number): string {
  const mark = holds === mustHold ? ' ' : '!';
  const verdict = holds ? 'holds' : 'fails';
  const reason = ended ? `${ended.step}: expected ${ended.expected}, got ${ended.actual}` : '';
  const rests = assumption === undefined ? '' : ` (rests on an assumption: ${assumption})`;
  return `  ${mark} ${id.padEnd(width)}  ${verdict}  ${oneLine(reason + rests)}`.trimEnd();
}

function robotLines({ robot }: PackReport): readonly string[] {
  if (!robot || robot.items === 0) return [];
  const { items, right, chance, lowerBound, verdict, cues } = robot;
  const words = cues
    .map(({ name, weight }) => `${name} ${weight >= 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)}`)
    .join(', ');
  const shares = `${percent(right / items)} right, at least ${percent(lowerBound)}, by chance ${percent(chance)}`;
  return [`blind robot: ${verdict}; ${right} of ${items} (${shares}); strongest cues: ${words}`];
}

function summary({ pack, findings, matrices }: PackReport): string {
  const items = pack?.chapters.reduce((sum, chapter) => sum + chapter.items.length, 0) ?? 0;
  const sound = matrices.filter(({ matrix }) => matrix.sound).length;
  const counted = (severity: Severity, one: string): string => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${count} ${one}${count === 1 ? '' : 's'}`;
  };
  const counts = [counted('error', 'error'), counted('warning', 'warning'), counted('note', 'note')].join(', ');
  return `${pack?.id ?? 'no pack'}: ${items} items, ${sound} of ${matrices.length} proofs sound; ${counts}`;
}

function jsonReport({ pack, findings, matrices, robot }: PackReport, folder: string): unknown {
  return {
    pack: pack && { id: pack.id, version: pack.version },
    findings: findings.map((finding) => ({ ...finding, file: inFolder(folder, finding.file) })),
    matrices: matrices.map(({ id, file, matrix }) => ({
      id,
      file: inFolder(folder, file),
      sound: matrix.sound,
      rows: matrix.rows,
    })),
    robot,
  };
}

const githubCommands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** A workflow command, which GitHub shows beside the line. */
function githubLine({ file, line, column, severity, code, message }: Finding, folder: string): string {
  const place = `file=${property(inFolder(folder, file))},line=${line},col=${column},title=${property(code)}`;
  return `::${githubCommands[severity]} ${place}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return escaped(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

function inFolder(folder: string, file: string): string {
  const base = folder.replace(/[/\\]+$/, '');
  return base === '' || base === '.' ? file : `${base}/${file}`;
}

/** Control characters of a pack stay out of a terminal. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
