import type { ChoiceView } from './choice-view.ts';
import type { ChoiceRule, ItemRule, Objection } from './lint-rule.ts';
import { inlineNodes } from './markdown.ts';
import { plainText } from './plain-text.ts';
import { contentWords, wordsOf } from './words.ts';

/** What stands behind an answer: reasons and sources. That every option has a `why` is a matter of its shape (E1). */
export const explanationRules: readonly (ChoiceRule | ItemRule)[] = [
  { about: 'choice', code: 'E1-why-repeats', severity: 'error', test: whyRepeats },
  { about: 'choice', code: 'E2-why-explains-nothing', severity: 'warning', test: emptyWhy },
  { about: 'item', code: 'E3-source-host', severity: 'error', test: strangeHosts },
];

/** Hosts whose pages count as sources. */
export const sourceHosts: readonly string[] = ['docs.aws.amazon.com'];

function whyRepeats({ options }: ChoiceView): readonly Objection[] {
  return options
    .filter(({ option, words }) => wordsOf(plain(option.why)).join(' ') === words.join(' '))
    .map(({ index }) => ({
      path: ['options', index, 'why'],
      message: 'The reason repeats the option. Say why it is right or wrong.',
    }));
}

const whyWordsMinimum = 8;

function emptyWhy({ options }: ChoiceView): readonly Objection[] {
  return options.flatMap(({ option, index, content }) => {
    const why = plain(option.why);
    const path = ['options', index, 'why'];
    const count = wordsOf(why).length;
    if (count < whyWordsMinimum) {
      return [{ path, message: `The reason has ${count} words. Explain in ${whyWordsMinimum} or more.` }];
    }
    const judging =
      /^(?:this|that|it|the option)?\s*(?:is|was|would be)?\s*(?:incorrect|wrong|not correct|not true|false|not right)\b/i;
    if (judging.test(why))
      return [{ path, message: 'The reason begins by saying that the option is wrong, which the app shows. Say why.' }];
    if ([...contentWords(why)].every((word) => content.has(word))) {
      return [{ path, message: 'The reason adds no word to the option. Say what S3 does, and why.' }];
    }
    return [];
  });
}

function strangeHosts({ sources }: Parameters<ItemRule['test']>[0]): readonly Objection[] {
  return sources.flatMap((source, index) => {
    if (URL.canParse(source) && sourceHosts.includes(new URL(source).host)) return [];
    return [
      {
        path: ['sources', index],
        message: `Sources are pages of ${sourceHosts.join(', ')}. Name the page that says so.`,
      },
    ];
  });
}

function plain(text: string): string {
  return plainText(inlineNodes(text)).trim();
}
