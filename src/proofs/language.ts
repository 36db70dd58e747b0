import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';

import type { Verb } from './verb.ts';
import { verbs } from './verbs/table.ts';

/** A step as data: one verb and its fields, or its short form. */
export type Step = Readonly<Record<string, unknown>>;

/** Why an item has no proof. */
const unprovenKinds = ['cloudfront', 'kms', 'billing', 'other-service', 'convention'] as const;

/** The proof of an item, or the reason why it has none. */
export type Proof = ProvenProof | UnprovenProof;

export interface ProvenProof {
  readonly given?: readonly Step[];
  /** Left out where each option has one of its own. */
  readonly then?: readonly Step[];
}

interface UnprovenProof {
  readonly none: (typeof unprovenKinds)[number];
  readonly because: string;
}

/** A runnable block of a chapter. */
export interface ProofBlock {
  readonly title: string;
  readonly given?: readonly Step[];
  readonly then: readonly Step[];
}

export function isProven(proof: Proof): proof is ProvenProof {
  return !('none' in proof);
}

/** A step with one of these verbs, in its map form or its short one. */
function stepSchema(allowed: readonly Verb[]): v.GenericSchema {
  return v.union(allowed.map((verb) => v.strictObject({ [verb.name]: verbSchema(verb) })));
}

/** What follows a verb. */
export function verbSchema({ schema, short, entries }: Verb): v.GenericSchema {
  const field = short === undefined ? undefined : entries[short];
  return field ? v.union([field.schema, schema]) : schema;
}

export const stepsSchema = v.array(stepSchema(verbs));

/** For editors: the checker says more, and says it better. */
export const proofSchema = v.union([
  v.strictObject({ given: v.optional(stepsSchema), then: v.optional(stepsSchema) }),
  v.strictObject({ none: v.picklist(unprovenKinds), because: v.string() }),
]);

/** JSON Schemas of the language's parts, to be composed with those of packs. */
export function proofJsonSchemas(): { readonly steps: JsonSchema; readonly proof: JsonSchema } {
  // What JSON Schema can't say is left out: `check.ts` says it.
  const options = { errorMode: 'ignore' } as const;
  return { steps: toJsonSchema(stepsSchema, options), proof: toJsonSchema(proofSchema, options) };
}
