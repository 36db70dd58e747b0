import { lengthOf, type ChoiceView, type OptionView } from './choice-view.ts';
import type { ChoiceRule, Objection } from './lint-rule.ts';
import { contentWords } from './words.ts';

/** Marks that give the key away to someone who knows nothing. */
export const cueRules: readonly ChoiceRule[] = [
  { about: 'choice', code: 'C1-key-longest', severity: 'warning', test: keyLongest },
  { about: 'choice', code: 'C2-key-shortest', severity: 'warning', test: keyShortest },
  { about: 'choice', code: 'C3-uneven-lengths', severity: 'warning', test: unevenLengths },
  { about: 'choice', code: 'C4-clang', severity: 'note', test: clang },
  { about: 'choice', code: 'C5-absolutes', severity: 'warning', test: absolutesOutsideKey },
  { about: 'choice', code: 'C6-convergence', severity: 'note', test: convergence },
  { about: 'choice', code: 'C8-odd-form', severity: 'warning', test: oddForm },
];

/** Below this a learner reads every option at a glance: codes, amounts, names. */
const shortOptionCharacters = 40;

/** The key and the distractors of an item with one key, where length can show. */
function lengths({
  keys,
  distractors,
  options,
}: ChoiceView): { key: OptionView; others: readonly number[] } | undefined {
  const [key] = keys;
  const longest = Math.max(...options.map(lengthOf));
  if (keys.length !== 1 || !key || distractors.length === 0 || longest < shortOptionCharacters) return undefined;
  return { key, others: distractors.map(lengthOf) };
}

function keyLongest(view: ChoiceView): readonly Objection[] {
  const found = lengths(view);
  const ratio = found ? lengthOf(found.key) / Math.max(...found.others) : 0;
  if (!found || ratio < 1.25) return [];
  const message = `The right option is ${percent(ratio)} as long as the longest wrong one. Shorten it, or lengthen a wrong one.`;
  return [{ path: textPath(found.key), message, ...(ratio >= 2 ? { severity: 'error' } : {}) }];
}

function keyShortest(view: ChoiceView): readonly Objection[] {
  const found = lengths(view);
  const ratio = found ? lengthOf(found.key) / Math.min(...found.others) : 1;
  if (!found || ratio > 0.75) return [];
  const message = `The right option is ${percent(ratio)} as long as the shortest wrong one. Lengthen it, or shorten a wrong one.`;
  return [{ path: textPath(found.key), message, ...(ratio <= 0.5 ? { severity: 'error' } : {}) }];
}

function unevenLengths({ options }: ChoiceView): readonly Objection[] {
  const all = options.map(lengthOf);
  const [shortest, longest] = [Math.min(...all), Math.max(...all)];
  if (longest < shortOptionCharacters || longest <= 3 * shortest) return [];
  return [
    {
      path: ['options'],
      message: `The longest option has ${longest} characters, the shortest ${shortest}. Bring them closer.`,
    },
  ];
}

function clang({ item, keys, distractors, stem, ask }: ChoiceView): readonly Objection[] {
  if (keys.length !== 1) return [];
  const asked = contentWords(`${stem} ${ask}`);
  const elsewhere = new Set(distractors.flatMap(({ words }) => words));
  const echoed = [...(keys[0]?.content ?? [])].filter(
    (word) => word.length > 6 && asked.has(word) && !elsewhere.has(word),
  );
  if (echoed.length === 0) return [];
  const message = `Of all options only the right one repeats ${quoted(echoed)} of the stem. Say it otherwise, or in a wrong one too.`;
  return [{ path: ['options', item.options.findIndex(({ correct }) => correct), 'text'], message }];
}

const absolutes = new Set('always never only all must cannot every none entirely impossible'.split(' '));

function absolutesOutsideKey({ keys, distractors }: ChoiceView): readonly Objection[] {
  const inKey = keys.some(({ words }) => words.some((word) => absolutes.has(word)));
  const carriers = distractors.filter(({ words }) => words.some((word) => absolutes.has(word)));
  if (inKey || carriers.length === 0 || keys.length === 0) return [];
  return carriers.map((option) => {
    const found = option.words.filter((word) => absolutes.has(word));
    return {
      path: textPath(option),
      message: `Only wrong options say ${quoted(found)}: absolutes are read as wrong. Say it without.`,
    };
  });
}

function convergence({ keys, options }: ChoiceView): readonly Objection[] {
  const [key] = keys;
  if (keys.length !== 1 || !key || options.length < 3) return [];
  const shared = (option: OptionView): number =>
    options.filter((other) => other !== option).reduce((sum, other) => sum + sharedWords(option, other), 0);
  const ofKey = shared(key);
  const ofOthers = Math.max(...options.filter((option) => option !== key).map(shared));
  if (ofKey < 4 || ofKey < 1.5 * ofOthers) return [];
  return [
    {
      path: textPath(key),
      message: 'The right option shares most words with the others, as if they were made from it. Vary the wrong ones.',
    },
  ];
}

const forms: readonly { readonly name: string; readonly has: (option: OptionView) => boolean }[] = [
  { name: 'code', has: ({ option }) => option.text.includes('`') },
  { name: 'a number', has: ({ text }) => /\d/.test(text) },
  { name: 'a parenthesis', has: ({ text }) => text.includes('(') },
  { name: 'a full stop at its end', has: ({ text }) => text.endsWith('.') },
];

function oddForm({ options }: ChoiceView): readonly Objection[] {
  return forms.flatMap(({ name, has }) => {
    const having = options.filter(has);
    const lacking = options.filter((option) => !has(option));
    const [odd] = having.length === 1 ? having : lacking.length === 1 ? lacking : [];
    if (!odd || options.length < 3) return [];
    const says = having.length === 1 ? `only this option has ${name}` : `only this option lacks ${name}`;
    const message = `Of all options ${says}. Write all of them in one form.`;
    return [{ path: textPath(odd), message, ...(odd.isKey ? {} : { severity: 'note' as const }) }];
  });
}

function sharedWords(a: OptionView, b: OptionView): number {
  return [...a.content].filter((word) => b.content.has(word)).length;
}

function textPath({ index }: OptionView): readonly (string | number)[] {
  return ['options', index, 'text'];
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}

function quoted(words: readonly string[]): string {
  return [...new Set(words)].map((word) => `"${word}"`).join(', ');
}
