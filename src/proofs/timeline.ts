import type { Decision, EvidenceLevel } from '#s3/decision/decision.ts';

import type { StepStatus } from './verb.ts';

/** The part of a proof that a step belongs to. */
export type Phase = 'given' | 'do' | 'then';

/** A step that was carried out, for the reader. */
export interface TimelineEntry {
  readonly phase: Phase;
  /** A short line of Markdown with `code`. */
  readonly text: string;
  readonly status?: StepStatus;
  /** What was expected, where it came otherwise. */
  readonly expected?: string;
  readonly decision?: Decision;
  /** How the answer of the check that decided is known. */
  readonly known?: EvidenceLevel;
  /** True where the answer rests on an order of checks that is assumed. */
  readonly placeAssumed?: boolean;
  /** True for a step that only prepares the world. */
  readonly isSetup?: boolean;
}

/** An entry to show: what only prepares the world is drawn together in one line. */
export interface TimelineLine {
  readonly text: string;
  /** Counted from 1; lines that prepare are not counted. */
  readonly number?: number;
  readonly entry?: TimelineEntry;
}

export function timelineLines(entries: readonly TimelineEntry[]): readonly TimelineLine[] {
  const setup = entries.filter(isQuiet).map(({ text }) => text);
  const shown = entries.filter((entry) => !isQuiet(entry));
  const lines = shown.map((entry, index) => ({ text: entry.text, number: index + 1, entry }));
  return setup.length === 0 ? lines : [{ text: setup.join(' · ') }, ...lines];
}

/** How surely what is shown is known: of the refusals shown, the least sure one; nothing where S3 refused nothing. */
export interface TimelineEvidence {
  readonly status: string;
  readonly known: EvidenceLevel;
  readonly placeAssumed: boolean;
}

const certainty: readonly EvidenceLevel[] = ['recorded', 'documented', 'other server', 'assumed'];

export function timelineEvidence(entries: readonly TimelineEntry[]): TimelineEvidence | undefined {
  let weakest: TimelineEvidence | undefined;
  for (const { known, status, placeAssumed = false } of entries) {
    if (known === undefined || !status) continue;
    const isWeaker = !weakest || certainty.indexOf(known) > certainty.indexOf(weakest.known);
    if (isWeaker || (placeAssumed && !weakest?.placeAssumed)) weakest = { status: status.text, known, placeAssumed };
  }
  return weakest;
}

function isQuiet({ phase, isSetup = false, expected }: TimelineEntry): boolean {
  return phase === 'given' && isSetup && expected === undefined;
}

/** A piece of a line; `code` stands between backticks. */
export interface TextSpan {
  readonly text: string;
  readonly isCode: boolean;
}

/** The pieces of a line of the timeline. A backtick without its second is text. */
export function textSpans(line: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let end = 0;
  for (const match of line.matchAll(/`([^`]+)`/g)) {
    if (match.index > end) spans.push({ text: line.slice(end, match.index), isCode: false });
    spans.push({ text: match[1] ?? '', isCode: true });
    end = match.index + match[0].length;
  }
  if (end < line.length) spans.push({ text: line.slice(end), isCode: false });
  return spans;
}
