import type { ChoiceView } from './choice-view.ts';
import type { ItemRule, ChoiceRule, Objection } from './lint-rule.ts';
import { likeness } from './words.ts';

/** How an item is built. */
export const structureRules: readonly (ChoiceRule | ItemRule)[] = [
  { about: 'choice', code: 'S1-option-id', severity: 'error', test: lettersAsIds },
  { about: 'choice', code: 'S2-key-count', severity: 'error', test: keyCount },
  { about: 'choice', code: 'S3-typed-count', severity: 'error', test: typedCount },
  { about: 'choice', code: 'S4-options-of-multiple', severity: 'error', test: fewOptions },
  { about: 'choice', code: 'S5-options-of-single', severity: 'error', test: notFour },
  {
    about: 'choice',
    code: 'S6-identical-options',
    severity: 'error',
    test: (view) => pairs(view, isSame, 'says the same as'),
  },
  {
    about: 'choice',
    code: 'S7-similar-options',
    severity: 'warning',
    test: (view) => pairs(view, isSimilar, 'is nearly the same as'),
  },
  { about: 'choice', code: 'S9-lead-in', severity: 'error', test: noQuestion },
  { about: 'item', code: 'S12-card-without-answer', severity: 'error', test: cardWithoutAnswer },
];

function lettersAsIds({ item }: ChoiceView): readonly Objection[] {
  return item.options.flatMap(({ id }, index) =>
    /^(?:[a-h]|\d+|(?:option|answer|choice)-?(?:[a-h]|\d+))$/.test(id)
      ? [
          {
            path: ['options', index, 'id'],
            message: `\`${id}\` is a letter or a number, and options are shuffled. Name what the option says.`,
          },
        ]
      : [],
  );
}

function keyCount({ keys, distractors }: ChoiceView): readonly Objection[] {
  if (keys.length === 0) return [{ path: ['options'], message: 'No option is right. Write `correct: true` on one.' }];
  if (keys.length > 1 && distractors.length < 2) {
    return [
      { path: ['options'], message: 'With several right options there must be two wrong ones or more. Add one.' },
    ];
  }
  return [];
}

function typedCount({ item }: ChoiceView): readonly Objection[] {
  const typed = /\((?:choose|select|pick)\b[^)]*\)/i;
  const message = '"(Choose TWO.)" is written by the app from the number of right options. Remove it.';
  return (['stem', 'ask'] as const).flatMap((field) => (typed.test(item[field]) ? [{ path: [field], message }] : []));
}

function fewOptions({ keys, options }: ChoiceView): readonly Objection[] {
  if (keys.length < 2 || options.length >= 5) return [];
  return [
    {
      path: ['options'],
      message: `With several right options the exam gives five or more; here are ${options.length}. Add one.`,
    },
  ];
}

function notFour({ keys, options }: ChoiceView): readonly Objection[] {
  if (keys.length !== 1 || options.length === 4) return [];
  return [
    {
      path: ['options'],
      message: `With one right option the exam gives four; here are ${options.length}. Make them four.`,
    },
  ];
}

type Pair = readonly [ChoiceView['options'][number], ChoiceView['options'][number]];

function isSame([a, b]: Pair): boolean {
  return a.words.join(' ') === b.words.join(' ');
}

function isSimilar([a, b]: Pair): boolean {
  if (isSame([a, b]) || numbersOf(a) !== numbersOf(b)) return false;
  return a.content.size >= 4 && likeness(a.content, b.content) > 0.85;
}

/** Options that list other numbers, or the same in another order, differ in what matters. */
function numbersOf({ words }: Pair[number]): string {
  return words.filter((word) => /\d/.test(word)).join(' ');
}

function pairs({ options }: ChoiceView, test: (pair: Pair) => boolean, says: string): readonly Objection[] {
  return options.flatMap((option, index) =>
    options
      .slice(0, index)
      .filter((earlier) => test([earlier, option]))
      .map((earlier) => ({
        path: ['options', index, 'text'],
        message: `This option ${says} \`${earlier.option.id}\`. Make them differ, or drop one.`,
      })),
  );
}

function noQuestion({ ask }: ChoiceView): readonly Objection[] {
  if (/[?.]$/.test(ask)) return [];
  return [{ path: ['ask'], message: 'The lead-in is a question or a sentence. End it with `?` or a full stop.' }];
}

function cardWithoutAnswer(item: Parameters<ItemRule['test']>[0]): readonly Objection[] {
  if (item.type !== 'reveal' || item.points !== undefined || item.answer !== undefined) return [];
  return [{ path: [], message: 'The card has nothing to reveal. Write `points`, `answer`, or both.' }];
}
