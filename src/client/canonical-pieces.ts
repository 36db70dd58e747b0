import { urlComponents, type UrlComponentKind } from '#sigv4/components.ts';
import type { LineDifference } from '#sigv4/difference.ts';

/** A piece of a line, with the component that it comes from and whether the other side has it otherwise. */
export interface LinePiece {
  readonly kind?: UrlComponentKind;
  readonly text: string;
  readonly isChanged: boolean;
}

export interface MarkedLine {
  readonly kind: LineDifference['kind'];
  readonly pieces: readonly LinePiece[];
}

/**
 * Lines as a reader sees them: components in their colours, and in a line that differs the stretch that does. A line of
 * one side is held against the next line of the other side that stands beside it.
 */
export function markedLines(lines: readonly LineDifference[], isCanonicalRequest: boolean): readonly MarkedLine[] {
  return lines.map((line, index) => {
    const pieces = isCanonicalRequest ? coloured(line.text) : [{ text: line.text }];
    const [from, to] = line.kind === 'same' ? [0, 0] : changedStretch(line, counterpart(lines, index));
    return { kind: line.kind, pieces: cut(pieces, from, to) };
  });
}

type Piece = Omit<LinePiece, 'isChanged'>;

function coloured(line: string): readonly Piece[] {
  if (/^[^:?\s]+=/.test(line)) {
    return urlComponents(`?${line}`)
      .filter(({ name, kind }) => name !== undefined || kind === 'separator')
      .map(({ kind, raw }) => ({ kind, text: raw }))
      .slice(1);
  }
  if (line.startsWith('/')) return [{ kind: 'key', text: line }];
  if (/^[a-z0-9-]+(:|;|$)/.test(line)) return [{ kind: 'headers', text: line }];
  return [{ text: line }];
}

/** The line that stands in this one's place on the other side: in a run of changes, the one of the same rank. */
function counterpart(lines: readonly LineDifference[], index: number): string | undefined {
  let start = index;
  while (start > 0 && lines[start - 1]?.kind !== 'same') start -= 1;
  let end = index;
  while (end < lines.length && lines[end]?.kind !== 'same') end += 1;
  const run = lines.slice(start, end);
  const own = lines[index];
  const rank = run.filter(({ kind }) => kind === own?.kind).indexOf(own as LineDifference);
  return run.filter(({ kind }) => kind !== own?.kind)[rank]?.text;
}

function changedStretch({ text }: LineDifference, other: string | undefined): readonly [from: number, to: number] {
  if (other === undefined) return [0, text.length];
  let from = 0;
  while (from < text.length && from < other.length && text[from] === other[from]) from += 1;
  let tail = 0;
  while (tail < Math.min(text.length, other.length) - from && text.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  return [from, text.length - tail];
}

function cut(pieces: readonly Piece[], from: number, to: number): readonly LinePiece[] {
  const all: LinePiece[] = [];
  let at = 0;
  for (const { kind, text } of pieces) {
    const bounds = [0, from - at, to - at, text.length].map((bound) => Math.min(Math.max(bound, 0), text.length));
    const [, first = 0, second = 0] = bounds;
    const parts = [text.slice(0, first), text.slice(first, second), text.slice(second)];
    for (const [index, part] of parts.entries())
      if (part !== '') all.push({ ...(kind !== undefined && { kind }), text: part, isChanged: index === 1 });
    at += text.length;
  }
  return all;
}
