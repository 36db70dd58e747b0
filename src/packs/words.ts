/** The words of a text in lower case, and numbers; hyphens and apostrophes stay inside a word. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’\-:._][\p{L}\p{N}]+)*/gu) ?? [];
}

const emptyWords = new Set(
  (
    'a an and are as at be been but by can do does for from had has have how if in into is it its no not of on or so than ' +
    'that the their them then there these they this to was were what when which while will with would'
  ).split(' '),
);

/** The words that carry meaning. */
export function contentWords(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).filter((word) => !emptyWords.has(word)));
}

/** How much two sets share, from 0 to 1 (Jaccard). */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}
