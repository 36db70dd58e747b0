import { choiceView, type ChoiceView } from './choice-view.ts';
import { cueNames, cuesOf } from './robot-cues.ts';
import { learnWeights, scoreOf, type RobotCase } from './robot-learn.ts';
import type { ChoiceItem } from './shape.ts';
import { wilsonLower } from './wilson.ts';

/** What a test-taker who knows nothing made of a pack. */
export interface RobotReport {
  readonly items: number;
  /** Items in which the option it picked is right. */
  readonly right: number;
  /** Shares from 0 to 1. */
  readonly accuracy: number;
  readonly lowerBound: number;
  readonly chance: number;
  /** Whether it does better than chance, beyond doubt; undecided below 40 items. */
  readonly verdict: 'leaking' | 'clean' | 'too few items';
  /** The cues it found most telling, the strongest first. A weight above 0 favours options that have more of it. */
  readonly cues: readonly { readonly name: string; readonly weight: number }[];
}

export const robotItemsMinimum = 40;
const folds = 10;

/**
 * The blind robot: it learns from nine tenths of the items how right options look (length, position, form, words shared
 * with others; never meaning) and picks an option in each item of the last tenth, tenth by tenth.
 */
export function blindRobot(items: readonly ChoiceItem[]): RobotReport {
  const cases = items
    .map(choiceView)
    .filter(({ keys, distractors }) => keys.length > 0 && distractors.length > 0)
    .map(robotCase);
  let right = 0;
  for (let fold = 0; fold < folds; fold += 1) {
    const weights = learnWeights(cases.filter((_, index) => index % folds !== fold));
    const unseen = cases.filter((_, index) => index % folds === fold);
    right += unseen.filter(({ options }) => options[bestOption(options, weights)]?.isKey).length;
  }
  const chance = cases.reduce(
    (sum, { options }) => sum + options.filter(({ isKey }) => isKey).length / options.length,
    0,
  );
  const total = cases.length;
  const lowerBound = wilsonLower(right, total);
  const meanChance = total === 0 ? 0 : chance / total;
  return {
    items: total,
    right,
    accuracy: total === 0 ? 0 : right / total,
    lowerBound,
    chance: meanChance,
    verdict: total < robotItemsMinimum ? 'too few items' : lowerBound > meanChance ? 'leaking' : 'clean',
    cues: strongestCues(learnWeights(cases)),
  };
}

function robotCase(view: ChoiceView): RobotCase {
  const cues = cuesOf(view);
  return { options: view.options.map(({ isKey }, index) => ({ isKey, cues: cues[index] ?? [] })) };
}

function bestOption(options: RobotCase['options'], weights: readonly number[]): number {
  const scores = options.map(({ cues }) => scoreOf(cues, weights));
  return scores.indexOf(Math.max(...scores));
}

function strongestCues(weights: readonly number[]): RobotReport['cues'] {
  return cueNames
    .map((name, index) => ({ name, weight: weights[index] ?? 0 }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, 3);
}
