import type { Answered } from './events.ts';
import { grade, keyOf } from './grade.ts';
import type { Keyed, Score } from './grade.ts';
import type { ItemKey } from './response.ts';

/** A corrected key: answers to the named revisions are scored by the key of `rev`. */
export interface Erratum {
  readonly rev: number;
  readonly regrades: readonly number[];
  readonly note: string;
}

export interface CorrectableItem extends Keyed {
  readonly id: string;
  readonly rev: number;
  readonly errata?: readonly Erratum[] | undefined;
}

/** What became of the keys of one item. */
export interface Correction {
  readonly rev: number;
  readonly key: ItemKey;
  readonly errata: readonly Erratum[];
}

export type Corrections = ReadonlyMap<string, Correction>;

export const noCorrections: Corrections = new Map();

/** All of them; the later ones win. The earlier map itself where there is nothing to add. */
export function bothCorrections(earlier: Corrections, later: Corrections): Corrections {
  return later.size === 0 ? earlier : new Map([...earlier, ...later]);
}

/** The items of a chapter whose key was ever corrected. */
export function correctionsOf(items: readonly CorrectableItem[]): Corrections {
  const corrections = new Map<string, Correction>();
  for (const item of items) {
    if (item.errata?.length) corrections.set(item.id, { rev: item.rev, key: keyOf(item), errata: item.errata });
  }
  return corrections;
}

/** The erratum by which an answer is scored anew, if its revision was corrected up to the present one. */
export function erratumFor(
  answer: Pick<Answered, 'rev' | 'response'>,
  correction: Correction | undefined,
): Erratum | undefined {
  if (!correction || correction.key.type !== answer.response.type) return undefined;
  let rev = answer.rev;
  let last: Erratum | undefined;
  while (rev < correction.rev) {
    const from = rev;
    // A revision may be corrected more than once: the latest one counts. A gap ends the chain, and the old key stands.
    const steps = correction.errata.filter((erratum) => erratum.rev > from && erratum.regrades.includes(from));
    last = steps.reduce<Erratum | undefined>((best, step) => (best && best.rev > step.rev ? best : step), undefined);
    if (!last) return undefined;
    rev = last.rev;
  }
  return rev === correction.rev ? last : undefined;
}

/** The score of an answer by the key that holds for it today. */
export function correctedScore(answer: Answered, corrections: Corrections): Score {
  const correction = corrections.get(answer.itemId);
  if (!correction || !erratumFor(answer, correction)) return answer.score;
  return grade(answer.response, correction.key);
}
