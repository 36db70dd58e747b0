import { inlineNodes, markdownNodes } from './markdown.ts';
import { plainText } from './plain-text.ts';
import type { ChoiceItem, Option } from './shape.ts';
import { contentWords, wordsOf } from './words.ts';

export interface OptionView {
  readonly option: Option;
  readonly index: number;
  readonly isKey: boolean;
  /** As a learner reads it, without the marks of Markdown. */
  readonly text: string;
  readonly words: readonly string[];
  readonly content: ReadonlySet<string>;
}

/** A choice item as a test-taker sees it: texts, words and lengths. */
export interface ChoiceView {
  readonly item: ChoiceItem;
  readonly stem: string;
  readonly ask: string;
  readonly options: readonly OptionView[];
  readonly keys: readonly OptionView[];
  readonly distractors: readonly OptionView[];
}

export function choiceView(item: ChoiceItem): ChoiceView {
  const options = item.options.map((option, index): OptionView => {
    const text = plainText(inlineNodes(option.text)).trim();
    return {
      option,
      index,
      isKey: option.correct === true,
      text,
      words: wordsOf(text),
      content: contentWords(text),
    };
  });
  return {
    item,
    stem: plainText(markdownNodes(item.stem)).trim(),
    ask: plainText(inlineNodes(item.ask)).trim(),
    options,
    keys: options.filter(({ isKey }) => isKey),
    distractors: options.filter(({ isKey }) => !isKey),
  };
}

/** Characters, the length that an eye compares. */
export function lengthOf({ text }: OptionView): number {
  return text.length;
}
