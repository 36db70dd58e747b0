/** The known word that a mistyped one was most likely meant to be. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly edits: number } | undefined;
  for (const candidate of known) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (edits <= allowed && (!best || edits < best.edits)) best = { candidate, edits };
  }
  return best?.candidate;
}

/** `, did you mean …?`, or nothing where no known word is near. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const candidate = nearest(word, known);
  return candidate === undefined ? '' : `; did you mean \`${candidate}\`?`;
}

/** Insertions, deletions, exchanges of a character, and of two neighbours with each other. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const edits = (line: number, column: number): number => rows[line]?.[column] ?? 0;
  for (let line = 1; line <= one.length; line += 1) {
    const row = [line];
    rows.push(row);
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[line - 1] === other[column - 1];
      const ways = [
        edits(line - 1, column) + 1,
        edits(line, column - 1) + 1,
        edits(line - 1, column - 1) + (isSame ? 0 : 1),
      ];
      const isSwapped =
        line > 1 && column > 1 && one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
      if (isSwapped) ways.push(edits(line - 2, column - 2) + 1);
      row.push(Math.min(...ways));
    }
  }
  return edits(one.length, other.length);
}
