import { choiceView } from './choice-view.ts';
import type { DocumentKey, Documents } from './documents.ts';
import { inReadingOrder, type Finding } from './finding.ts';
import type { Bank, LintRule, Objection } from './lint-rule.ts';
import { lintRules } from './lint-rules.ts';
import { isChoice, type Pack } from './shape.ts';

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
  const findings = rules.flatMap((rule) => {
    switch (rule.about) {
      case 'bank':
        return place('pack', rule, rule.test(bank));
      case 'item':
        return items.flatMap((item) => place(`item ${item.id}`, rule, rule.test(item)));
      case 'choice':
        return bank.choices.flatMap((view) => place(`item ${view.item.id}`, rule, rule.test(view)));
    }
  });
  return inReadingOrder(findings);
}

function bankOf(pack: Pack, today: Date | undefined): Bank {
  const chapters = pack.chapters.map((chapter) => ({
    chapter,
    choices: chapter.items.filter(isChoice).map(choiceView),
  }));
  const choices = chapters.flatMap((chapter) => chapter.choices);
  return { pack, chapters, choices, ...(today ? { today } : {}) };
}
