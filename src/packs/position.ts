import { isMap, isScalar, isSeq, Scalar, type Document, type LineCounter, type Node } from 'yaml';
import type { Path } from './finding.ts';

/** Where something stands in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Positions {
  /** Where the value at a path begins; for one that is missing, where the map or list begins that should hold it. */
  of(path: Path): Place;
  /** Where the key of an entry stands. */
  ofKey(path: Path): Place;
  /** Where a line of a text begins, counted from 0. Only a block text (`|`) keeps its lines apart. */
  inText(path: Path, line: number): Place;
}

/** Finds lines and columns for paths into a YAML document that starts `lineOffset` lines down its file. */
export function positionsOf(document: Document, lineCounter: LineCounter, lineOffset = 0): Positions {
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: line + lineOffset, column: col };
  };
  const of = (path: Path): Place => place(startOf(nearestNode(document.contents, path)));
  return {
    of,
    ofKey(path) {
      const parent = nodeAt(document.contents, path.slice(0, -1));
      const pair = isMap(parent) ? parent.items.find((item) => keyText(item.key) === path.at(-1)) : undefined;
      return pair ? place(startOf(pair.key as Node)) : of(path);
    },
    inText(path, line) {
      const node = nodeAt(document.contents, path);
      if (!isScalar(node) || node.type !== Scalar.BLOCK_LITERAL) return of(path);
      // A block text starts on the line behind its `|`; its indentation is not known here.
      return { line: of(path).line + 1 + line, column: 1 };
    },
  };
}

function nearestNode(root: Node | null, path: Path): Node | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(root, path.slice(0, length));
    if (node) return node;
  }
  return undefined;
}

function nodeAt(root: Node | null, path: Path): Node | undefined {
  let node: unknown = root;
  for (const step of path) {
    if (isMap(node)) node = node.items.find((item) => keyText(item.key) === String(step))?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return (node ?? undefined) as Node | undefined;
}

function startOf(node: Node | undefined): number {
  return node?.range?.[0] ?? 0;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
