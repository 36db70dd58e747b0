import { choiceView } from './choice-view.ts';
import type { DocumentKey, Documents } from './documents.ts';
import { inReadingOrder, type Finding } from './finding.ts';
import { lintRules, type Bank, type LintRule, type Objection } from './lint-rules.ts';
import { isChoice, type Item, type Pack } from './shape.ts';

interface LintOptions {
  readonly documents: Documents;
  /** Where given, claims that were checked long ago are reported. */
  readonly today?: Date;
  readonly rules?: readonly LintRule[];
}

/** What the rules of wording say against a pack. */
export function lint(pack: Pack, { documents, today, rules = lintRules }: LintOptions): readonly Finding[] {
  const place = (key: DocumentKey, rule: LintRule, objections: readonly Objection[]): readonly Finding[] =>
    objections.map(({ path, message, severity = rule.severity, document = key }) =>
      documents.finding(document, { path, message, severity, code: rule.code }),
    );
  const bank = bankOf(pack, today);
  const items = pack.chapters.flatMap((chapter) => chapter.items);
  const findings = rules.flatMap((rule) =>
    rule.about === 'bank'
      ? place('pack', rule, rule.test(bank))
      : items.flatMap((item) => place(`item ${item.id}`, rule, objectionsTo(item, rule))),
  );
  return inReadingOrder(findings);
}

function objectionsTo(item: Item, rule: Exclude<LintRule, { about: 'bank' }>): readonly Objection[] {
  if (rule.about === 'item') return rule.test(item);
  return item.type === 'choice' ? rule.test(choiceView(item)) : [];
}

function bankOf(pack: Pack, today: Date | undefined): Bank {
  const chapters = pack.chapters.map((chapter) => ({
    chapter,
    choices: chapter.items.filter(isChoice).map(choiceView),
  }));
  const choices = chapters.flatMap((chapter) => chapter.choices);
  return { pack, chapters, choices, ...(today ? { today } : {}) };
}
