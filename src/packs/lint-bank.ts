import { amountsOf } from './amount.ts';
import { lengthOf, type ChoiceView } from './choice-view.ts';
import type { Bank, BankChapter, BankRule, Objection } from './lint-rule.ts';

/** What shows only over many items. */
export const bankRules: readonly BankRule[] = [
  { about: 'bank', code: 'B1-key-position', severity: 'warning', test: keyPositions },
  { about: 'bank', code: 'B2-key-length', severity: 'warning', test: ({ chapters }) => chapters.flatMap(keyLengths) },
  { about: 'bank', code: 'B4-pool', severity: 'warning', test: smallPools },
  { about: 'bank', code: 'B5-multiple-share', severity: 'warning', test: multipleShare },
  { about: 'bank', code: 'B8-misconception-use', severity: 'warning', test: misconceptionsUsedOnce },
  { about: 'bank', code: 'B9-recall-share', severity: 'warning', test: recallShare },
  { about: 'bank', code: 'F1-stale', severity: 'warning', test: staleFacts },
];

/** Fewer items than this say nothing about a share. */
const itemsMinimum = 12;

/** Chi-squared with three degrees of freedom is above this once in twenty even banks. */
const chiSquaredLimit = 7.81;

function keyPositions({ choices }: Bank): readonly Objection[] {
  const counts = [0, 0, 0, 0];
  for (const { options, keys } of choices) {
    // Amounts stand in their order, so their key stands where it must.
    if (options.length !== 4 || keys.length !== 1 || amountsOf(options.map(({ text }) => text))) continue;
    const position = keys[0]?.index ?? 0;
    counts[position] = (counts[position] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const expected = total / 4;
  const chiSquared = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  if (total < 20 || chiSquared <= chiSquaredLimit) return [];
  const message = `The right option stands first to fourth ${counts.join(', ')} times. Move options until that is even.`;
  return [{ path: ['chapters'], message }];
}

const tolerance = 0.08;

function keyLengths({ chapter, choices }: BankChapter): readonly Objection[] {
  const single = choices.filter(({ keys }) => keys.length === 1);
  if (single.length < itemsMinimum) return [];
  const chance = mean(single.map(({ options }) => 1 / options.length));
  const extremes = [
    { name: 'longest', rate: mean(single.map((view) => shareOfKey(view, Math.max))) },
    { name: 'shortest', rate: mean(single.map((view) => shareOfKey(view, Math.min))) },
  ];
  return extremes
    .filter(({ rate }) => Math.abs(rate - chance) > tolerance)
    .map(({ name, rate }) => ({
      path: ['title'],
      document: `chapter ${chapter.folder}`,
      message: `The right option is the ${name} in ${percent(rate)} of the items; by chance it were ${percent(chance)}. Even the lengths out.`,
    }));
}

/** 1 if the key alone has the extreme length, a share where others have it too, else 0. */
function shareOfKey({ options, keys }: ChoiceView, extreme: (...lengths: number[]) => number): number {
  const length = extreme(...options.map(lengthOf));
  const having = options.filter((option) => lengthOf(option) === length);
  return keys.some((key) => having.includes(key)) ? 1 / having.length : 0;
}

function smallPools({ pack, chapters }: Bank): readonly Objection[] {
  return chapters.flatMap(({ chapter }) => {
    const wanted = 2 * pack.gate.draw;
    if (chapter.items.length >= wanted) return [];
    const message = `The chapter has ${chapter.items.length} items; a second form of ${pack.gate.draw} differs only from ${wanted} on. Write more, or lower \`gate.draw\`.`;
    return [{ path: ['title'], document: `chapter ${chapter.folder}` as const, message }];
  });
}

function multipleShare({ choices }: Bank): readonly Objection[] {
  const share = choices.filter(({ keys }) => keys.length > 1).length / choices.length;
  if (choices.length < itemsMinimum || (share >= 0.1 && share <= 0.2)) return [];
  return [
    {
      path: ['chapters'],
      message: `${percent(share)} of the choices have several right options; the exam has 10 to 20 %. Change some.`,
    },
  ];
}

function misconceptionsUsedOnce({ pack, choices }: Bank): readonly Objection[] {
  return pack.misconceptions.flatMap(({ id }, index) => {
    const users = choices.filter(({ distractors }) => distractors.some(({ option }) => option.misconception === id));
    if (users.length >= 2) return [];
    const count = users.length === 0 ? 'No item offers' : 'Only one item offers';
    return [
      {
        path: [index],
        document: 'misconceptions' as const,
        message: `${count} \`${id}\`. Use it in two or more, or remove it.`,
      },
    ];
  });
}

function recallShare({ pack }: Bank): readonly Objection[] {
  const items = pack.chapters.flatMap((chapter) => chapter.items);
  const share = items.filter(({ level }) => level === 'recall').length / items.length;
  if (items.length < itemsMinimum || share <= 0.3) return [];
  return [
    {
      path: ['chapters'],
      message: `${percent(share)} of the items ask for recall. Turn some into applications, down to 30 %.`,
    },
  ];
}

const freshDays = 180;

function staleFacts({ pack, today }: Bank): readonly Objection[] {
  if (!today) return [];
  const ageDays = (date: string): number => (today.getTime() - Date.parse(date)) / 86_400_000;
  const isStale = (date: string): boolean => ageDays(date) > freshDays;
  const checked = isStale(pack.checked)
    ? [
        {
          path: ['checked'],
          message: `The facts were checked ${Math.floor(ageDays(pack.checked))} days ago. Check them again.`,
        },
      ]
    : [];
  const claims = pack.claims.flatMap(({ id, asOf }, index) =>
    isStale(asOf)
      ? [
          {
            path: [index, 'asOf'],
            document: 'claims' as const,
            message: `\`${id}\` is ${Math.floor(ageDays(asOf))} days old. Check it again.`,
          },
        ]
      : [],
  );
  return [...checked, ...claims];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
