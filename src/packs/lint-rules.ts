import { bankRules } from './lint-bank.ts';
import { cueRules } from './lint-cues.ts';
import { explanationRules } from './lint-explanations.ts';
import { stemRules } from './lint-stem.ts';
import type { LintRule } from './lint-rule.ts';
import { structureRules } from './lint-structure.ts';

/** Every rule of wording. A new one is a line in the table of its kind. */
export const lintRules: readonly LintRule[] = [
  ...structureRules,
  ...cueRules,
  ...stemRules,
  ...explanationRules,
  ...bankRules,
];
