import { isPlain, type DataPath } from './names.ts';
import { isProven, type Step } from './language.ts';
import type { ProofSubject } from './subject.ts';
import type { Verb, WrittenFields } from './verb.ts';
import { verbNamed } from './verbs/table.ts';

/** A step and where it stands in the item. */
export interface PlacedStep {
  readonly step: unknown;
  readonly path: DataPath;
}

/** A step taken apart. */
export interface ReadStep {
  readonly verb: Verb;
  /** The short form spelt out. */
  readonly fields: WrittenFields;
  readonly path: DataPath;
  /** Where the fields stand: one step further, unless the short form was used. */
  readonly isShort: boolean;
}

export function placed(steps: readonly Step[] | undefined, path: DataPath): readonly PlacedStep[] {
  return (steps ?? []).map((step, index) => ({ step, path: [...path, index] }));
}

/** The steps of `given`, with those of a world in the place of its name. */
export function givenSteps(subject: ProofSubject): readonly PlacedStep[] {
  if (!isProven(subject.proof)) return [];
  return placed(subject.proof.given, ['proof', 'given']).flatMap((item) => {
    const id = worldId(item.step);
    const steps = id === undefined ? undefined : Object.hasOwn(subject.worlds, id) ? subject.worlds[id] : undefined;
    return id === undefined || !steps ? [item] : placed(steps, ['worlds', id]);
  });
}

export function thenSteps(subject: ProofSubject): readonly PlacedStep[] {
  return isProven(subject.proof) ? placed(subject.proof.then, ['proof', 'then']) : [];
}

/** The id of the world that a step asks for. */
export function worldId(step: unknown): string | undefined {
  const named = isPlain(step) ? step['world'] : undefined;
  const id = isPlain(named) ? named['id'] : named;
  return typeof id === 'string' ? id : undefined;
}

/** `undefined` where it is no step of the language; `check.ts` says why. */
export function readStep({ step, path }: PlacedStep): ReadStep | undefined {
  if (!isPlain(step)) return undefined;
  const [name, ...others] = Object.keys(step);
  const verb = name === undefined || others.length > 0 ? undefined : verbNamed(name);
  if (!verb) return undefined;
  const written = step[verb.name];
  if (isPlain(written)) return { verb, fields: written, path: [...path, verb.name], isShort: false };
  if (verb.short === undefined) return undefined;
  return { verb, fields: { [verb.short]: written }, path: [...path, verb.name], isShort: true };
}
