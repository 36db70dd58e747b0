import * as v from 'valibot';

import {
  countSchema,
  dateSchema,
  folderSchema,
  idSchema,
  percentWords,
  sourceSchema,
  sourcesSchema,
  textSchema,
} from './shape-values.ts';

/** The ways of knowing something, as the exam's questions ask for them. */
export const levels = ['recall', 'apply', 'analyse'] as const;
/** Why an item has no proof. */
export const unprovenKinds = ['cloudfront', 'kms', 'billing', 'other-service', 'convention'] as const;
/** Item types of the design that this version does not read. */
export const laterItemTypes: readonly string[] = ['order', 'number', 'repair', 'lab'];

/** Steps are read by `proofs`; here they are lists of maps. */
export const stepsSchema = v.array(v.record(v.string(), v.unknown()));
export const provenSchema = v.strictObject({ given: v.exactOptional(stepsSchema), then: v.exactOptional(stepsSchema) });
export const unprovenSchema = v.strictObject({ none: v.picklist(unprovenKinds), because: textSchema });
/** Which of the two forms is meant shows in the field `none`; so findings speak of that form alone. */
export const itemProofSchema = v.lazy((input): typeof provenSchema | typeof unprovenSchema =>
  typeof input === 'object' && input !== null && 'none' in input ? unprovenSchema : provenSchema,
);

export const packFileSchema = v.strictObject({
  id: idSchema,
  title: textSchema,
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'Write a version as three numbers: 1.0.0.')),
  licence: textSchema,
  checked: dateSchema,
  exam: v.strictObject({
    name: textSchema,
    url: sourceSchema,
    domains: v.pipe(
      v.array(
        v.strictObject({
          id: idSchema,
          title: textSchema,
          weight: v.pipe(v.number(), v.minValue(0, percentWords), v.maxValue(100, percentWords)),
        }),
      ),
      v.minLength(1, 'Name at least one domain.'),
    ),
  }),
  gate: v.strictObject({
    /** Per cent. */
    pass: v.pipe(v.number(), v.integer(percentWords), v.minValue(1, percentWords), v.maxValue(100, percentWords)),
    /** Items of a form. */
    draw: countSchema,
  }),
  /** Folders, in the order in which they are studied. */
  chapters: v.pipe(v.array(folderSchema), v.minLength(1, 'Name at least one chapter folder.')),
});

export const claimSchema = v.strictObject({
  id: idSchema,
  statement: textSchema,
  /** What `{{claim.<id>}}` prints. */
  value: v.exactOptional(textSchema),
  asOf: dateSchema,
  sources: sourcesSchema,
  /** What was taken for true before. */
  supersedes: v.exactOptional(textSchema),
});
export const claimsFileSchema = v.array(claimSchema);

export const misconceptionSchema = v.strictObject({
  id: idSchema,
  /** The false sentence. */
  false: textSchema,
  tempting: textSchema,
  instead: textSchema,
});
export const misconceptionsFileSchema = v.array(misconceptionSchema);

export const worldsFileSchema = v.record(idSchema, stepsSchema);

export const frontMatterSchema = v.strictObject({ id: idSchema, title: textSchema, summary: textSchema });

/** A runnable block of a reading: one row, which must hold. */
export const chapterProofSchema = v.strictObject({
  title: textSchema,
  given: v.exactOptional(stepsSchema),
  then: v.pipe(stepsSchema, v.minLength(1, 'A proof expects something: write at least one step.')),
});

const optionSchema = v.strictObject({
  id: idSchema,
  text: textSchema,
  why: textSchema,
  correct: v.exactOptional(v.boolean()),
  misconception: v.exactOptional(idSchema),
  /** The constraint that an option breaks which works otherwise. */
  breaks: v.exactOptional(idSchema),
  do: v.exactOptional(stepsSchema),
  then: v.exactOptional(stepsSchema),
});

const pointSchema = v.strictObject({ id: idSchema, text: textSchema, essential: v.exactOptional(v.boolean()) });

/** A corrected key: answers to the revisions named are scored by that of `rev`. */
const erratumSchema = v.strictObject({
  rev: countSchema,
  regrades: v.pipe(v.array(countSchema), v.minLength(1, 'Name at least one revision whose answers are scored anew.')),
  /** Plain text, shown beside an answer that was scored anew. */
  note: textSchema,
});

const everyItem = {
  id: idSchema,
  /** Raised when the meaning changes. */
  rev: countSchema,
  domain: idSchema,
  claims: v.pipe(v.array(idSchema), v.minLength(1, 'Name at least one claim of claims.yaml.')),
  level: v.picklist(levels),
  ask: textSchema,
  proof: v.exactOptional(itemProofSchema),
  sources: sourcesSchema,
  /** Where older exam material and today's S3 differ. */
  reality: v.exactOptional(textSchema),
  errata: v.exactOptional(v.pipe(v.array(erratumSchema), v.minLength(1, 'Write a correction, or leave this out.'))),
};

export const choiceItemSchema = v.strictObject({
  ...everyItem,
  type: v.literal('choice'),
  stem: textSchema,
  options: v.pipe(
    v.array(optionSchema),
    v.minLength(2, 'Write at least two options.'),
    v.maxLength(8, 'Keep to eight options at most.'),
  ),
  constraints: v.exactOptional(v.record(idSchema, textSchema)),
  together: v.exactOptional(v.boolean()),
});

export const revealItemSchema = v.strictObject({
  ...everyItem,
  type: v.literal('reveal'),
  stem: v.exactOptional(textSchema),
  /** Without points the learner says whether the answer was right. */
  points: v.exactOptional(
    v.pipe(
      v.array(pointSchema),
      v.minLength(1, 'Write at least one point, or leave `points` out.'),
      v.maxLength(8, 'Keep to eight points at most.'),
    ),
  ),
  /** Shown when the card is revealed. */
  answer: v.exactOptional(textSchema),
});

export const itemSchema = v.variant('type', [choiceItemSchema, revealItemSchema]);

export type Steps = v.InferOutput<typeof stepsSchema>;
export type PackFile = v.InferOutput<typeof packFileSchema>;
export type Claim = v.InferOutput<typeof claimSchema>;
export type Misconception = v.InferOutput<typeof misconceptionSchema>;
export type Worlds = v.InferOutput<typeof worldsFileSchema>;
export type ChapterProof = v.InferOutput<typeof chapterProofSchema>;
export type ItemProof = v.InferOutput<typeof itemProofSchema>;
export type Option = v.InferOutput<typeof optionSchema>;
export type ChoiceItem = v.InferOutput<typeof choiceItemSchema>;
export type RevealItem = v.InferOutput<typeof revealItemSchema>;
export type Item = ChoiceItem | RevealItem;

export interface Chapter {
  readonly folder: string;
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Markdown, as written. */
  readonly reading: string;
  /** Lines of `chapter.md` above the reading. */
  readonly readingLine: number;
  /** The runnable blocks of the reading, in their order. */
  readonly proofs: readonly ChapterProof[];
  readonly items: readonly Item[];
}

export interface Pack extends Readonly<Omit<PackFile, 'chapters'>> {
  readonly chapters: readonly Chapter[];
  readonly claims: readonly Claim[];
  readonly misconceptions: readonly Misconception[];
  readonly worlds: Readonly<Worlds>;
}

export function isChoice(item: Item): item is ChoiceItem {
  return item.type === 'choice';
}
