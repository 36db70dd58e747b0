import { lengthOf, type ChoiceView, type OptionView } from './choice-view.ts';
import { contentWords } from './words.ts';

type Cue = (option: OptionView, view: ChoiceView) => number;

const absolute = /^(?:always|never|only|all|must|cannot|every|none)$/;
const hedge = /^(?:may|might|can|usually|often|some|could|should|generally)$/;

/** What can be seen of an option without knowing the subject. */
const cues: Readonly<Record<string, Cue>> = {
  length: lengthOf,
  'longest of all': (option, { options }) => (lengthOf(option) === Math.max(...options.map(lengthOf)) ? 1 : 0),
  'shortest of all': (option, { options }) => (lengthOf(option) === Math.min(...options.map(lengthOf)) ? 1 : 0),
  'words of the stem': (option, { stem, ask }) => shared(option.content, contentWords(`${stem} ${ask}`)),
  'words of other options': (option, { options }) =>
    options.filter((other) => other !== option).reduce((sum, other) => sum + shared(option.content, other.content), 0),
  absolutes: ({ words }) => words.filter((word) => absolute.test(word)).length,
  hedges: ({ words }) => words.filter((word) => hedge.test(word)).length,
  digits: ({ text }) => text.match(/\d/g)?.length ?? 0,
  code: ({ option }) => option.text.match(/`/g)?.length ?? 0,
  commas: ({ text }) => text.match(/[,;:(]/g)?.length ?? 0,
  'stands first': ({ index }) => (index === 0 ? 1 : 0),
  'stands last': ({ index }, { options }) => (index === options.length - 1 ? 1 : 0),
  'stands second': ({ index }) => (index === 1 ? 1 : 0),
};

export const cueNames: readonly string[] = Object.keys(cues);

/** The cues of each option, measured against the other options of the item: mean 0, spread 1. */
export function cuesOf(view: ChoiceView): readonly (readonly number[])[] {
  const columns = Object.values(cues).map((cue) => standardised(view.options.map((option) => cue(option, view))));
  return view.options.map((_, index) => columns.map((column) => column[index] ?? 0));
}

function standardised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return values.map((value) => (spread === 0 ? 0 : (value - mean) / spread));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return [...a].filter((word) => b.has(word)).length;
}
