/** From what fails a check to what is only worth knowing. */
export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** Something in a pack that its author should look at, in words that say what to do. */
export interface Finding {
  /** Path inside the pack's folder, e.g. `01-presigned-urls/chapter.md`. */
  readonly file: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

/** The way from the top of a file's data to a value: keys of maps and indexes of lists. */
export type Path = readonly (string | number)[];

/** A finding before its place in a file is looked up. */
export interface Remark {
  readonly path: Path;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
}

/** Findings as a reader goes through them: file by file, from top to bottom. */
export function inReadingOrder(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) => compareTexts(a.file, b.file) || a.line - b.line || a.column - b.column || compareTexts(a.code, b.code),
  );
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** By code units, so that the order is the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
