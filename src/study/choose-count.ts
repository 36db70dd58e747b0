const words = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX'];

/** "(Choose TWO.)" as the exam writes it; nothing where one option is right. */
export function chooseCount(correct: number): string | undefined {
  return correct < 2 ? undefined : `(Choose ${words[correct] ?? correct}.)`;
}
