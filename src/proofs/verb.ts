import type { GenericSchema } from 'valibot';

import type { Decision } from '#s3/decision/decision.ts';

import type { Expectation, Mismatch } from './expectation.ts';
import { mismatch } from './expectation.ts';
import { mapOf, optional, type Entries, type Kind, type Thing, type ValuesOf } from './kind.ts';
import { ownName, text } from './kinds.ts';
import { outcomeText, outcomeTone, savedAnswer, type Outcome } from './outcome.ts';
import type { World } from './world.ts';

/** The fields of a step as an author wrote them, the short form spelt out. */
export type WrittenFields = Readonly<Record<string, unknown>>;

/** What a verb may touch while it is carried out. */
interface StepRun {
  readonly world: World;
  /** Values by name; `set` and the runner's `save` write here. */
  readonly names: Map<string, unknown>;
}

export interface StepStatus {
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
}

export interface StepResult {
  readonly status?: StepStatus | undefined;
  readonly decision?: Decision | undefined;
  /** Given where something was expected: how it fell short, and what was expected where it names one answer. */
  readonly mismatch?: Mismatch | undefined;
  readonly expectation?: Expectation | undefined;
  /** What `save` keeps. */
  readonly saved?: unknown;
}

/** Something a step can be told to do: one file, and one line of the table. */
export interface Verb {
  readonly name: string;
  /** The field that the short form gives, e.g. `bucket: scans`. */
  readonly short?: string | undefined;
  readonly entries: Entries;
  /** Of the map form. */
  readonly schema: GenericSchema;
  /** True where a step only prepares the world. */
  readonly isSetup: boolean;
  readonly declares: (written: WrittenFields) => readonly Declared[];
  readonly binds: (written: WrittenFields) => readonly string[];
  /** Fields that may be left out because the world has one such thing. */
  readonly defaults: (written: WrittenFields) => readonly string[];
  /** What the schema can't say. */
  readonly complaints: (written: WrittenFields) => readonly Complaint[];
  /** @throws StepFault if a value is of the wrong kind. */
  readonly prepare: (resolved: unknown, written: WrittenFields) => PreparedStep;
}

export interface PreparedStep {
  /** For the timeline: a short line of Markdown. */
  readonly sentence: string;
  carryOut(run: StepRun): Promise<StepResult>;
}

interface Declared {
  readonly thing: Thing;
  readonly name: string;
}

export interface Complaint {
  readonly field: string;
  readonly message: string;
}

interface VerbRules<Fields extends Entries> {
  readonly name: string;
  readonly short?: keyof Fields & string;
  readonly fields: Fields;
  readonly isSetup?: boolean;
  readonly declares?: Verb['declares'];
  readonly defaults?: Verb['defaults'];
  readonly complaints?: Verb['complaints'];
  readonly sentence: (values: ValuesOf<Fields>, written: WrittenFields) => string;
  readonly run: (values: ValuesOf<Fields>, run: StepRun) => Promise<StepResult>;
}

const none = (): readonly never[] => [];

/** A verb whose map has these fields; `note` is every verb's. */
export function verb<const Fields extends Entries>(rules: VerbRules<Fields>): Verb {
  const kind = mapOf({ ...rules.fields, note: optional(text) });
  return {
    name: rules.name,
    short: rules.short,
    entries: kind.entries,
    schema: kind.schema,
    isSetup: rules.isSetup ?? false,
    declares: rules.declares ?? none,
    binds: ({ save }) => (typeof save === 'string' ? [save] : []),
    defaults: rules.defaults ?? none,
    complaints: rules.complaints ?? none,
    prepare(resolved, written) {
      const values = kind.read(resolved) as unknown as ValuesOf<Fields>;
      return { sentence: rules.sentence(values, written), carryOut: (run) => rules.run(values, run) };
    },
  };
}

/** `save: name`. */
export const save: Kind<string | undefined> = optional(ownName);

/** An outcome beside what was expected of it. */
export function judged(expectation: Expectation, outcome: Outcome, saved: unknown = savedAnswer(outcome)): StepResult {
  return {
    status: { text: outcomeText(outcome), tone: outcomeTone(outcome) },
    decision: 'decision' in outcome ? outcome.decision : undefined,
    mismatch: mismatch(expectation, outcome),
    expectation,
    saved,
  };
}

/** For a step that nothing is expected of: it was done, or it threw. */
export const done: StepResult = {};
