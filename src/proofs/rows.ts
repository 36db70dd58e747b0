import type { DataPath } from './names.ts';
import { placed, thenSteps, type PlacedStep } from './placed-steps.ts';
import type { ProofOption, ProofSubject } from './subject.ts';

/** A response carried out: what is done, and what is then expected. */
export interface Row {
  /** `control`, `proof` where there is no response, or the options' ids joined with `+`. */
  readonly id: string;
  readonly steps: readonly PlacedStep[];
  readonly then: readonly PlacedStep[];
  readonly mustHold: boolean;
  /** What a finding about the row points to. */
  readonly path: DataPath;
}

export const controlRowId = 'control';
export const proofRowId = 'proof';

/** A row for every response that can be given, without the control. */
export function responseRows(subject: ProofSubject): readonly Row[] {
  const { options = [] } = subject;
  if (subject.type !== 'choice') {
    return [{ id: proofRowId, steps: [], then: thenSteps(subject), mustHold: true, path: ['proof'] }];
  }
  if (subject.together)
    return combinations(options, keysOf(options).length).map((chosen) => togetherRow(subject, chosen));
  return options.map((option) => optionRow(subject, option));
}

/** Nothing done. */
export function controlRow(subject: ProofSubject): Row {
  return { id: controlRowId, steps: [], then: thenSteps(subject), mustHold: false, path: ['proof', 'then'] };
}

/** The options that are right to choose. */
export function keysOf(options: readonly ProofOption[]): readonly ProofOption[] {
  return options.filter(({ correct }) => correct === true);
}

/** Whether the options are statements, each with what it states. */
export function hasOwnThens({ options = [] }: ProofSubject): boolean {
  return options.some(({ then }) => then !== undefined);
}

/** Everything in an order of the items, `size` at a time. */
function combinations<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    combinations(items.slice(index + 1), size - 1).map((others) => [item, ...others]),
  );
}

function optionRow(subject: ProofSubject, option: ProofOption): Row {
  const path = ['options', subject.options?.indexOf(option) ?? 0];
  return {
    id: option.id,
    steps: placed(option.do, [...path, 'do']),
    then: option.then ? placed(option.then, [...path, 'then']) : thenSteps(subject),
    mustHold: option.correct === true || option.breaks !== undefined,
    path,
  };
}

function togetherRow(subject: ProofSubject, chosen: readonly ProofOption[]): Row {
  const { options = [] } = subject;
  return {
    id: chosen.map(({ id }) => id).join('+'),
    steps: chosen.flatMap((option) => placed(option.do, ['options', options.indexOf(option), 'do'])),
    then: thenSteps(subject),
    mustHold: chosen.every(({ correct }) => correct === true),
    path: ['options'],
  };
}
