import { amountsOf, isRising } from './amount.ts';
import type { BuiltChoice, BuiltItem, BuiltOption, BuiltReveal } from './built.ts';
import { chooseWords } from './choose.ts';
import { inlineNodes, markdownNodes } from './markdown.ts';
import type { InlineNode, MarkdownNode } from './markdown-node.ts';
import type { ChoiceItem, Item, Option, RevealItem } from './shape.ts';
import { filled } from './template.ts';

/** Turns the Markdown of an item into nodes, with the values of claims in their places. */
export class ItemBuilder {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  item(item: Item): BuiltItem {
    return item.type === 'choice' ? this.#choice(item) : this.#reveal(item);
  }

  inline(text: string): readonly InlineNode[] {
    return inlineNodes(filled(text, this.#values));
  }

  #blocks(text: string): readonly MarkdownNode[] {
    return markdownNodes(filled(text, this.#values));
  }

  #choice(item: ChoiceItem): BuiltChoice {
    const { stem, ask, reality, options, constraints, ...rest } = item;
    const keys = options.filter((option) => option.correct).length;
    const choose = chooseWords(keys);
    const amounts = amountsOf(options.map((option) => option.text));
    return {
      ...rest,
      stem: this.#blocks(stem),
      ask: this.inline(ask),
      options: options.map((option) => this.#option(option)),
      keys,
      ...(choose === undefined ? {} : { choose }),
      ...(amounts && isRising(amounts) ? { keepsOrder: true } : {}),
      ...(constraints === undefined ? {} : { constraints: this.#constraints(constraints) }),
      ...(reality === undefined ? {} : { reality: this.#blocks(reality) }),
    };
  }

  #option({ text, why, ...rest }: Option): BuiltOption {
    return { ...rest, text: this.inline(text), why: this.#blocks(why) };
  }

  #constraints(constraints: Readonly<Record<string, string>>): Record<string, readonly InlineNode[]> {
    return Object.fromEntries(Object.entries(constraints).map(([id, text]) => [id, this.inline(text)]));
  }

  #reveal({ stem, ask, reality, points, answer, ...rest }: RevealItem): BuiltReveal {
    return {
      ...rest,
      ...(stem === undefined ? {} : { stem: this.#blocks(stem) }),
      ask: this.inline(ask),
      ...(points === undefined ? {} : { points: points.map((point) => ({ ...point, text: this.inline(point.text) })) }),
      ...(answer === undefined ? {} : { answer: this.#blocks(answer) }),
      ...(reality === undefined ? {} : { reality: this.#blocks(reality) }),
    };
  }
}
