/** Right answers of how many; an unanswered item is wrong. */
export interface Tally {
  readonly correct: number;
  readonly total: number;
}

/** The pass mark in percent. */
export const passMark = 60;
/** The mark for mastery, reached on a fresh draw. */
export const masteryMark = 80;
/** A draw proves mastery when it was started this long after the pass. */
export const masteryDelayMilliseconds = 3 * 24 * 60 * 60 * 1000;

/** Whether a tally reaches a mark: in integers, so that 60 % of 5 is 3 and nothing rounds. At 60 it is 5 × correct ≥ 3 × total. */
export function reaches({ correct, total }: Tally, markPercent: number): boolean {
  return total > 0 && 100 * correct >= markPercent * total;
}

/** Rounded down: 7 of 12 is 58 %, and no tally shows a mark that it does not reach. */
export function percentOf({ correct, total }: Tally): number {
  return total === 0 ? 0 : Math.floor((100 * correct) / total);
}

/** How many right answers a form of so many items needs. */
export function neededToPass(total: number, markPercent: number): number {
  return Math.ceil((markPercent * total) / 100);
}
