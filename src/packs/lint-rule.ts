import type { ChoiceView } from './choice-view.ts';
import type { DocumentKey } from './documents.ts';
import type { Path, Severity } from './finding.ts';
import type { Chapter, Item, Pack } from './shape.ts';

/** What a rule says against an item, at a field of its file. */
export interface Objection {
  readonly path: Path;
  readonly message: string;
  /** Where it is not that of the rule. */
  readonly severity?: Severity;
  /** Where it is not the item's file, or pack.yaml. */
  readonly document?: DocumentKey;
}

interface Rule<Subject> {
  /** The rule's number in the lint rules, and a name for it. */
  readonly code: string;
  readonly severity: Severity;
  readonly test: (subject: Subject) => readonly Objection[];
}

export interface ChoiceRule extends Rule<ChoiceView> {
  readonly about: 'choice';
}
/** About items of every type. */
export interface ItemRule extends Rule<Item> {
  readonly about: 'item';
}
/** About a pack as a whole. */
export interface BankRule extends Rule<Bank> {
  readonly about: 'bank';
}
export type LintRule = ChoiceRule | ItemRule | BankRule;

export interface Bank {
  readonly pack: Pack;
  readonly chapters: readonly BankChapter[];
  /** The choices of all chapters. */
  readonly choices: readonly ChoiceView[];
  /** The day of the check, where freshness matters. */
  readonly today?: Date;
}

export interface BankChapter {
  readonly chapter: Chapter;
  readonly choices: readonly ChoiceView[];
}
