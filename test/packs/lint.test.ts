import { expect, test } from 'vitest';
import { Documents } from '#packs/documents.ts';
import type { Finding } from '#packs/finding.ts';
import { lint } from '#packs/lint.ts';
import { lintRules } from '#packs/lint-rules.ts';
import type { ChoiceItem, Item, Pack } from '#packs/shape.ts';

const why = 'S3 evaluates the policy of the bucket at every use of a URL, so this has an effect.';

/** A question that no rule objects to. */
const sound: ChoiceItem = {
  id: 'sound',
  rev: 1,
  type: 'choice',
  domain: 'security',
  claims: ['a'],
  level: 'apply',
  stem: 'A developer hands out download links that live for a day, and one of the links was posted on a public forum.',
  ask: 'Which change stops the leaked link?',
  options: [
    { id: 'deny', correct: true, text: 'Deny reading in the policy of this bucket', why },
    { id: 'lower', text: 'Shorten the lifetime of links signed later', why },
    { id: 'rename', text: 'Rename the folder that the server writes to', why },
    { id: 'block', text: 'Block public access for the whole account', why },
  ],
  sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html'],
};

interface Changes extends Partial<Omit<ChoiceItem, 'options'>> {
  readonly texts?: readonly string[];
  readonly whys?: readonly string[];
  readonly keys?: readonly number[];
  readonly options?: ChoiceItem['options'];
}

function item({ texts, whys, keys = [0], options, ...changes }: Changes = {}): ChoiceItem {
  const ids = ['deny', 'lower', 'rename', 'block', 'fifth', 'sixth'];
  const words = texts ?? sound.options.map(({ text }) => text);
  const made = words.map((text, index) => ({
    id: ids[index] ?? '',
    text,
    why: whys?.[index] ?? why,
    ...(keys.includes(index) ? { correct: true } : {}),
  }));
  return { ...sound, ...changes, options: options ?? made };
}

function packOf(items: readonly Item[], changes: Partial<Pack> = {}): Pack {
  return {
    id: 'p',
    title: 'P',
    version: '1.0.0',
    licence: 'CC-BY-4.0',
    checked: '2026-11-21',
    exam: { name: 'E', url: 'https://docs.aws.amazon.com', domains: [{ id: 'security', title: 'S', weight: 100 }] },
    gate: { pass: 60, draw: 1 },
    claims: [],
    misconceptions: [],
    worlds: {},
    chapters: [{ folder: '01-c', id: 'c', title: 'C', summary: 'S', reading: '', readingLine: 0, proofs: [], items }],
    ...changes,
  };
}

function objections(pack: Pack, today?: Date): readonly Finding[] {
  return lint(pack, { documents: new Documents(), ...(today ? { today } : {}) });
}

const itemRuleOnly = (items: readonly Item[], code: string): readonly Finding[] =>
  objections(packOf(items)).filter((finding) => finding.code === code);

test('a sound question has no finding of an item rule', () => {
  const bank = new Set(lintRules.filter(({ about }) => about === 'bank').map(({ code }) => code));
  expect(objections(packOf([item()])).filter(({ code }) => !bank.has(code))).toEqual([]);
});

/** Rule, an item it objects to, an item near to that which it leaves alone. */
const cases: readonly (readonly [code: string, firing: Item, silent: Item])[] = [
  [
    'S1-option-id',
    item({ options: sound.options.map((option, index) => (index === 1 ? { ...option, id: 'b' } : option)) }),
    item(),
  ],
  ['S2-key-count', item({ keys: [] }), item()],
  ['S2-key-count', item({ keys: [0, 1, 2] }), item({ keys: [0, 1] })],
  [
    'S3-typed-count',
    item({ ask: 'Which steps work? (Choose TWO.)', keys: [0, 1] }),
    item({ ask: 'Which steps (all of them) work?', keys: [0, 1] }),
  ],
  [
    'S4-options-of-multiple',
    item({ keys: [0, 1] }),
    item({ keys: [0, 1], texts: [...sound.options.map(({ text }) => text), 'Move the objects into a second bucket'] }),
  ],
  ['S5-options-of-single', item({ texts: ['One of them', 'Two of them', 'Three of these'] }), item()],
  ['S6-identical-options', item({ texts: ['Deny it now', '`deny` it now.', 'Wait for it', 'Block it all'] }), item()],
  [
    'S7-similar-options',
    item({
      texts: [
        'The signer needs read access to bucket objects now',
        'The signer needs read access to bucket objects',
        'Wait',
        'Block',
      ],
    }),
    item({
      texts: [
        'List the parts 1, 2, 3 of the whole upload',
        'List the parts 3, 2, 1 of the whole upload',
        'Wait',
        'Block',
      ],
    }),
  ],
  ['S9-lead-in', item({ ask: 'Which change stops the link' }), item({ ask: 'Name the change that stops the link.' })],
  [
    'C1-key-longest',
    item({
      texts: [
        'Deny reading in the policy of this bucket, at once',
        'Shorten the lifetime of new links',
        'Rename the folder of the server',
        'Block access for the account',
      ],
    }),
    item(),
  ],
  [
    'C2-key-shortest',
    item({
      texts: [
        'Deny reading by a policy',
        'Shorten the lifetime of links signed later',
        'Rename the folder that the server writes to',
        'Block public access for the whole account',
      ],
    }),
    item({ texts: ['403', '403 AccessDenied', '403 SignatureDoesNotMatch', '404 NoSuchKey'] }),
  ],
  [
    'C3-uneven-lengths',
    item({
      texts: [
        'Deny reading in the policy of the bucket at once',
        'Wait a day',
        'Rename the folder that the server writes to',
        'Block public access for the whole account',
      ],
    }),
    item(),
  ],
  [
    'C4-clang',
    item({
      texts: [
        'Remove the posted download at once',
        'Shorten the lifetime of new URLs',
        'Rename the folder of the server',
        'Block access for the account',
      ],
    }),
    item({
      texts: [
        'Remove the download at once',
        'Shorten the download by half',
        'Rename the folder of the server',
        'Block access for the account',
      ],
    }),
  ],
  [
    'C5-absolutes',
    item({
      texts: [
        'Deny reading in the bucket policy',
        'Always shorten the lifetime of links',
        'Rename the folder of the server',
        'Block access for the account',
      ],
    }),
    item({
      texts: [
        'Deny all reading in the policy',
        'Always shorten the lifetime of links',
        'Rename the folder of the server',
        'Block access for the account',
      ],
    }),
  ],
  [
    'C6-convergence',
    item({
      texts: [
        'Sign the URL with the role and send the header',
        'Sign the policy with the role',
        'Keep the URL and send the header',
        'Wait until tomorrow',
      ],
    }),
    item(),
  ],
  [
    'C8-odd-form',
    item({
      texts: [
        'Deny `s3:GetObject` in the bucket policy',
        'Shorten the lifetime of links',
        'Rename the folder of the server',
        'Block access for the account',
      ],
    }),
    item({
      texts: [
        'Deny `s3:GetObject` for all',
        'Deny `s3:PutObject` for all',
        'Deny nothing and wait',
        'Block the whole account',
      ],
    }),
  ],
  [
    'T1-negative-lead-in',
    item({ ask: 'Which change does not stop the link?' }),
    item({ ask: 'Why is the link not refused?' }),
  ],
  ['T1-negative-lead-in', item({ ask: 'Which of these is NOT signed?' }), item()],
  ['T2-unfocused', item({ ask: 'Which statement is true?' }), item()],
  ['T3-all-of-the-above', item({ texts: ['Deny it', 'Wait', 'Block it', 'All of the above'] }), item()],
  [
    'T4-option-letter',
    item({ whys: ['This is better than option B, since S3 evaluates the policy at every use.'] }),
    item(),
  ],
  ['T5-stem-length', item({ stem: 'A link leaked.', ask: 'What now?' }), item()],
  ['T5-stem-length', item({ stem: 'word '.repeat(121) }), item({ stem: 'word '.repeat(100) })],
  [
    'T6-qualifier-case',
    item({ ask: 'Which is the most secure change?' }),
    item({ ask: 'Which change works for at least a day?' }),
  ],
  [
    'T7-qualifier-without-rival',
    item({ ask: 'Which is the MOST secure change?' }),
    item({
      ask: 'Which is the MOST secure change?',
      constraints: { secure: 'Asked is security.' },
      options: sound.options.map((option, index) => (index === 1 ? { ...option, breaks: 'secure' } : option)),
    }),
  ],
  ['T7-constraint-unbroken', item({ constraints: { cheap: 'It must be cheap.' } }), item()],
  [
    'T10-common-opening',
    item({ texts: ['In the policy of A', 'In the policy of B', 'In the policy of C', 'In the policy of D'] }),
    item(),
  ],
  [
    'T15-order-of-numbers',
    item({ texts: ['7 days', '1 hour', '30 days', '1 day'] }),
    item({ texts: ['1 hour', '1 day', '7 days', '30 days'] }),
  ],
  ['E1-why-repeats', item({ whys: ['Deny reading in the policy of this bucket.'] }), item()],
  ['E2-why-explains-nothing', item({ whys: ['That is so.'] }), item()],
  [
    'E2-why-explains-nothing',
    item({ whys: [why, 'This is incorrect because it is not correct, as the others show.'] }),
    item(),
  ],
  ['E3-source-host', item({ sources: ['https://docs.aws.amazon.com.evil.example/a'] }), item()],
  ['S12-card-without-answer', card({}), card({ answer: 'Seven days.' })],
];

function card(changes: { readonly answer?: string }): Item {
  const { options: _options, type: _type, ...rest } = sound;
  return { ...rest, type: 'reveal', ...changes };
}

for (const [code, firing, silent] of cases) {
  test(`${code} objects to ${JSON.stringify(firing.ask)} and leaves its neighbour alone`, () => {
    const [finding] = itemRuleOnly([firing], code);
    expect(finding?.severity).toBe(lintRules.find((rule) => rule.code === code)?.severity);
    expect(itemRuleOnly([silent], code)).toEqual([]);
  });
}

test('every item rule has a case', () => {
  const rules = lintRules.filter(({ about }) => about !== 'bank').map(({ code }) => code);
  expect(rules.filter((code) => !cases.some((found) => found[0] === code))).toEqual([]);
});

test('a key that is twice as long as all others is an error', () => {
  const texts = [
    'Deny reading in the policy of this bucket where the age of the signature is above ten minutes',
    'Shorten the lifetime of new links',
    'Rename the folder',
    'Block the account',
  ];
  expect(itemRuleOnly([item({ texts })], 'C1-key-longest')[0]?.severity).toBe('error');
});

test('a wrong option of odd form is a note only', () => {
  const texts = [
    'Deny reading in the bucket policy',
    'Shorten the lifetime to `60`',
    'Rename the folder of the server',
    'Block access for the account',
  ];
  expect(itemRuleOnly([item({ texts })], 'C8-odd-form').map(({ severity }) => severity)).toEqual(['note', 'note']);
});

const many = (count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const options = sound.options.map(({ text }) => text);
const misconception = { id: 'm', false: 'F', tempting: 'T', instead: 'I' };
const naming = (index: number): Item =>
  item({
    id: `i${index}`,
    options: sound.options.map((option, at) => (at === 1 ? { ...option, misconception: 'm' } : option)),
  });
const claim = (asOf: string): Pack['claims'][number] => ({
  id: 'a',
  statement: 'S',
  asOf,
  sources: ['https://docs.aws.amazon.com'],
});
const longKeyTexts = ['Deny reading in the policy of this bucket now', ...options.slice(1)];
const equalTexts = ['Deny the reading', 'Stop the signing', 'Move the objects', 'Wait for a month'];

const bankCases: readonly (readonly [code: string, firing: Pack, silent: Pack])[] = [
  ['B1-key-position', packOf(many(24, () => item())), packOf(many(24, (index) => item({ keys: [index % 4] })))],
  [
    'B2-key-length',
    packOf(many(24, () => item({ texts: longKeyTexts }))),
    packOf(many(24, () => item({ texts: equalTexts }))),
  ],
  [
    'B4-pool',
    packOf(
      many(3, () => item()),
      { gate: { pass: 60, draw: 2 } },
    ),
    packOf(
      many(4, () => item()),
      { gate: { pass: 60, draw: 2 } },
    ),
  ],
  [
    'B5-multiple-share',
    packOf(many(20, () => item())),
    packOf(many(20, (index) => item({ keys: index < 3 ? [0, 1] : [0] }))),
  ],
  [
    'B8-misconception-use',
    packOf([naming(0)], { misconceptions: [misconception] }),
    packOf([naming(0), naming(1)], { misconceptions: [misconception] }),
  ],
  [
    'B9-recall-share',
    packOf(many(20, (index) => item({ level: index < 7 ? 'recall' : 'apply' }))),
    packOf(many(20, (index) => item({ level: index < 6 ? 'recall' : 'apply' }))),
  ],
  [
    'F1-stale',
    packOf([item()], { claims: [claim('2026-01-01')] }),
    packOf([item()], { claims: [claim('2026-09-01')] }),
  ],
];

for (const [code, firing, silent] of bankCases) {
  test(`${code} warns of a bank that leans, and not of one that doesn't`, () => {
    const today = new Date('2026-11-21');
    expect(objections(firing, today).find((finding) => finding.code === code)?.severity).toBe('warning');
    expect(objections(silent, today).filter((finding) => finding.code === code)).toEqual([]);
  });
}

test('every bank rule has a case', () => {
  const rules = lintRules.filter(({ about }) => about === 'bank').map(({ code }) => code);
  expect(rules.filter((code) => !bankCases.some((found) => found[0] === code))).toEqual([]);
});

test('freshness is checked only against a day that is given', () => {
  const old = packOf([item()], { claims: [claim('2020-01-01')], checked: '2020-01-01' });
  expect(objections(old).filter(({ code }) => code === 'F1-stale')).toEqual([]);
  expect(objections(old, new Date('2026-11-21')).filter(({ code }) => code === 'F1-stale')).toHaveLength(2);
});
