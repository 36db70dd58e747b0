import { amountsOf, isRising } from './amount.ts';
import type { ChoiceView } from './choice-view.ts';
import type { ChoiceRule, Objection } from './lint-rule.ts';
import { wordsOf } from './words.ts';

/** Stems, lead-ins and the wording that options share. */
export const stemRules: readonly ChoiceRule[] = [
  { about: 'choice', code: 'T1-negative-lead-in', severity: 'warning', test: negative },
  { about: 'choice', code: 'T2-unfocused', severity: 'note', test: unfocused },
  { about: 'choice', code: 'T3-all-of-the-above', severity: 'error', test: aboveOptions },
  { about: 'choice', code: 'T4-option-letter', severity: 'error', test: optionLetters },
  { about: 'choice', code: 'T5-stem-length', severity: 'warning', test: stemLength },
  { about: 'choice', code: 'T6-qualifier-case', severity: 'warning', test: lowerCaseQualifier },
  { about: 'choice', code: 'T7-qualifier-without-rival', severity: 'error', test: qualifierWithoutRival },
  { about: 'choice', code: 'T7-constraint-unbroken', severity: 'warning', test: unbrokenConstraint },
  { about: 'choice', code: 'T10-common-opening', severity: 'note', test: commonOpening },
  { about: 'choice', code: 'T15-order-of-numbers', severity: 'warning', test: numbersOutOfOrder },
];

const negations = [
  /\bNOT\b/,
  /\bEXCEPT\b/i,
  /\b(?:is|are|does|do|can|will|would|should) not\b/,
  /\b(?:isn't|aren't|doesn't|don't|can't|cannot|won't|wouldn't|shouldn't)\b/,
  /\b(?:incorrect|false|untrue)\b/i,
];

function negative({ ask }: ChoiceView): readonly Objection[] {
  if (!/\bwhich\b|\bwhat\b/i.test(ask) || !negations.some((pattern) => pattern.test(ask))) return [];
  return [{ path: ['ask'], message: 'The lead-in asks for what is not so, which is misread. Ask for what is.' }];
}

function unfocused({ ask }: ChoiceView): readonly Objection[] {
  if (!/\bstatements?\b.*\b(?:true|correct|accurate)\b/i.test(ask)) return [];
  return [
    {
      path: ['ask'],
      message: 'This lead-in asks nothing by itself. Ask for a cause, an action or an outcome if you can.',
    },
  ];
}

function aboveOptions({ options }: ChoiceView): readonly Objection[] {
  return options
    .filter(({ text }) =>
      /\b(?:all|none|both|neither|any) of (?:the )?(?:above|below|these options|other options)\b/i.test(text),
    )
    .map(({ index }) => ({
      path: ['options', index, 'text'],
      message: 'Options are shuffled, so none can speak of those above. Write what is meant.',
    }));
}

function optionLetters({ item }: ChoiceView): readonly Objection[] {
  const letter = /\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice)s? [A-H]\b/;
  const message = 'Options are shuffled, so letters name nothing. Say what the option says.';
  return item.options.flatMap(({ text, why }, index) => [
    ...(letter.test(text) ? [{ path: ['options', index, 'text'], message }] : []),
    ...(letter.test(why) ? [{ path: ['options', index, 'why'], message }] : []),
  ]);
}

function stemLength({ stem, ask }: ChoiceView): readonly Objection[] {
  const count = wordsOf(`${stem} ${ask}`).length;
  if (count > 120) return [{ path: ['stem'], message: `The stem has ${count} words. Keep what decides, up to 120.` }];
  if (count < 12)
    return [
      { path: ['stem'], message: `The stem has ${count} words. Say who does what, and one detail that decides.` },
    ];
  return [];
}

const lowerCase = /(?<!\bat )\b(?:most|least)\b(?! of\b)/;
const upperCase = /\b(?:MOST|LEAST)\b/;

function lowerCaseQualifier({ ask }: ChoiceView): readonly Objection[] {
  if (!lowerCase.test(ask)) return [];
  return [{ path: ['ask'], message: 'The exam writes MOST and LEAST in capitals. Do so, or ask without them.' }];
}

function qualifierWithoutRival({ ask, stem, item }: ChoiceView): readonly Objection[] {
  if (!upperCase.test(ask) && !upperCase.test(stem)) return [];
  if (item.options.some(({ breaks }) => breaks !== undefined)) return [];
  const message =
    'MOST and LEAST ask for the better of two that work. Let a wrong option work and break a constraint (`breaks`), or drop the word.';
  return [{ path: [upperCase.test(ask) ? 'ask' : 'stem'], message }];
}

function unbrokenConstraint({ item }: ChoiceView): readonly Objection[] {
  const broken = new Set(item.options.map(({ breaks }) => breaks));
  return Object.keys(item.constraints ?? {})
    .filter((id) => !broken.has(id))
    .map((id) => ({
      path: ['constraints', id],
      message: `No option breaks \`${id}\`. Let one break it, or remove it.`,
    }));
}

function commonOpening({ options }: ChoiceView): readonly Objection[] {
  const [first, ...rest] = options.map(({ words }) => words);
  let shared = 0;
  while (first?.[shared] !== undefined && rest.every((words) => words[shared] === first[shared])) shared += 1;
  if (shared < 3) return [];
  const words = first?.slice(0, shared).join(' ');
  return [{ path: ['options'], message: `All options begin with "${words}". Move it into the lead-in.` }];
}

function numbersOutOfOrder({ options }: ChoiceView): readonly Objection[] {
  const amounts = amountsOf(options.map(({ text }) => text));
  if (!amounts || isRising(amounts)) return [];
  return [{ path: ['options'], message: 'Amounts are listed from small to large. Sort the options.' }];
}
