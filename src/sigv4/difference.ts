/** Where two texts part. `index` counts characters from 0; `line` and `column` count from 1. */
export interface Difference {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

/** A line that both texts have, or that only the signed or only the arrived text has. */
export interface LineDifference {
  readonly kind: 'same' | 'signed' | 'arrived';
  readonly text: string;
}

/** Beyond this many comparisons the middle is shown as replaced, since no reader follows a finer answer. */
const comparisonsAtMost = 1_000_000;

/** The first character in which the texts differ (the end of the shorter one counts), or `undefined` if none does. */
export function firstDifference(a: string, b: string): Difference | undefined {
  if (a === b) return undefined;
  let index = 0;
  while (index < a.length && index < b.length && a[index] === b[index]) index += 1;
  const before = a.slice(0, index).split('\n');
  return { index, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The fewest lines to take from the signed text and to add from the arrived one, in reading order. */
export function lineDifferences(signed: string, arrived: string): readonly LineDifference[] {
  const a = signed.split('\n');
  const b = arrived.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [
    ...marked('same', a.slice(0, start)),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...marked('same', a.slice(a.length - end)),
  ];
}

function marked(kind: LineDifference['kind'], lines: readonly string[]): LineDifference[] {
  return lines.map((text) => ({ kind, text }));
}

function middle(a: readonly string[], b: readonly string[]): LineDifference[] {
  if (a.length * b.length > comparisonsAtMost) return [...marked('signed', a), ...marked('arrived', b)];
  const common = commonLines(a, b);
  const differences: LineDifference[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      differences.push({ kind: 'same', text: a[i] as string });
      [i, j] = [i + 1, j + 1];
    } else if (i < a.length && (j === b.length || at(common, i + 1, j) >= at(common, i, j + 1))) {
      differences.push({ kind: 'signed', text: a[i] as string });
      i += 1;
    } else {
      differences.push({ kind: 'arrived', text: b[j] as string });
      j += 1;
    }
  }
  return differences;
}

/** How many lines the rest of `a` from `i` and the rest of `b` from `j` have in common, at most, in order. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const longest =
        a[i] === b[j] ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), at(common, i, j + 1));
      (common[i] as number[])[j] = longest;
    }
  }
  return common;
}

function at(table: readonly (readonly number[])[], row: number, column: number): number {
  return table[row]?.[column] ?? 0;
}
