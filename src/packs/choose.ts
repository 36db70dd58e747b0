const words = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN'];

/** "(Choose TWO.)", as the exam asks for more than one option; nothing where one is right. */
export function chooseWords(keys: number): string | undefined {
  return keys > 1 ? `(Choose ${words[keys] ?? String(keys)}.)` : undefined;
}
