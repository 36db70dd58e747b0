/** An item as numbers: for each option its cues and whether it is right. */
export interface RobotCase {
  readonly options: readonly { readonly isKey: boolean; readonly cues: readonly number[] }[];
}

const rounds = 200;
const step = 0.3;
/** Pulls weights towards 0, so that a few items do not make a rule. */
const caution = 0.05;

/** Weights of the cues under which the right options of the cases look likeliest (a conditional logit, by gradient ascent). */
export function learnWeights(cases: readonly RobotCase[]): readonly number[] {
  let weights: number[] = (cases[0]?.options[0]?.cues ?? []).map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    const slope = weights.map((weight) => -caution * weight);
    for (const { options } of cases) addSlope(slope, options, weights, cases.length);
    weights = weights.map((weight, index) => weight + step * (slope[index] ?? 0));
  }
  return weights;
}

export function scoreOf(cues: readonly number[], weights: readonly number[]): number {
  return cues.reduce((sum, cue, index) => sum + cue * (weights[index] ?? 0), 0);
}

/** How the likelihood of one case rises with each weight: what the right options have, less what was expected. */
function addSlope(slope: number[], options: RobotCase['options'], weights: readonly number[], total: number): void {
  const keys = options.filter(({ isKey }) => isKey).length;
  const powers = options.map(({ cues }) => Math.exp(scoreOf(cues, weights)));
  const all = powers.reduce((sum, power) => sum + power, 0);
  for (const [index, { isKey, cues }] of options.entries()) {
    const surprise = (isKey ? 1 / keys : 0) - (powers[index] ?? 0) / all;
    for (const [at, cue] of cues.entries()) slope[at] = (slope[at] ?? 0) + (surprise * cue) / total;
  }
}
