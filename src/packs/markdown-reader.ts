import { Lexer, type Token, type Tokens } from 'marked';
import type { InlineNode, MarkdownNode, MarkdownRemark } from './markdown-node.ts';
import { linkAddress, plainCharacters, slugs } from './markdown-text.ts';

const markersInARow = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*){24}/m;

/** Goes through the tokens of a Markdown text once, keeps what is allowed and remarks on the rest. */
export class MarkdownReader {
  readonly remarks: MarkdownRemark[] = [];
  readonly proofs: { text: string; line: number }[] = [];
  readonly #text: string;
  readonly #withProofs: boolean;
  readonly #slug = slugs();
  /** Where the top-level block in hand begins. */
  #blockStart = 0;

  constructor(text: string, withProofs = false) {
    this.#text = text.replace(/\r\n?/g, '\n');
    this.#withProofs = withProofs;
  }

  inlineText(): readonly InlineNode[] {
    return this.#inlines(Lexer.lexInline(this.#text));
  }

  blocks(): readonly MarkdownNode[] {
    if (markersInARow.test(this.#text)) {
      // Each level costs the lexer a level of its stack.
      this.#remark('', 'markdown-nesting', 'Lists and quotes are nested too deep here. Make this flatter.');
      return [{ kind: 'paragraph', children: [{ kind: 'text', text: this.#text }] }];
    }
    const nodes: MarkdownNode[] = [];
    for (const token of new Lexer().lex(this.#text)) {
      nodes.push(...this.#block(token, true));
      this.#blockStart += token.raw.length;
    }
    return nodes;
  }

  #block(token: Tokens.Generic, topLevel = false): readonly MarkdownNode[] {
    switch (token.type) {
      case 'heading':
        return [this.#heading(token as Tokens.Heading)];
      case 'paragraph':
        return [{ kind: 'paragraph', children: this.#inlines(token.tokens) }];
      case 'list':
        return [this.#list(token as Tokens.List)];
      case 'table':
        return [this.#table(token as Tokens.Table)];
      case 'code':
        return this.#code(token as Tokens.Code, topLevel);
      case 'blockquote':
        return [{ kind: 'quote', children: this.#children(token.tokens) }];
      case 'space':
      case 'def':
        return [];
      case 'hr':
        this.#remark(token.raw, 'markdown-rule', 'Horizontal rules are not drawn. Use a heading, or remove it.');
        return [];
      default:
        // A tight list item holds text without a paragraph.
        return this.#inline(token);
    }
  }

  #children(tokens: readonly Token[] | undefined): readonly MarkdownNode[] {
    return (tokens ?? []).flatMap((token) => this.#block(token as Tokens.Generic));
  }

  #heading(token: Tokens.Heading): MarkdownNode {
    if (token.depth === 1) {
      this.#remark(token.raw, 'markdown-heading', 'The title is that of the chapter. Begin headings with `##`.');
    }
    const level = token.depth <= 2 ? 2 : token.depth === 3 ? 3 : 4;
    return { kind: 'heading', level, id: this.#slug(token.text), children: this.#inlines(token.tokens) };
  }

  #list(token: Tokens.List): MarkdownNode {
    const items = token.items.map((item) => this.#children(item.tokens));
    return token.ordered
      ? { kind: 'list', start: token.start === '' ? 1 : token.start, items }
      : { kind: 'list', items };
  }

  #table(token: Tokens.Table): MarkdownNode {
    const cell = ({ tokens }: Tokens.TableCell): readonly InlineNode[] => this.#inlines(tokens);
    return {
      kind: 'table',
      align: token.align,
      head: token.header.map(cell),
      rows: token.rows.map((row) => row.map(cell)),
    };
  }

  #code(token: Tokens.Code, topLevel: boolean): readonly MarkdownNode[] {
    const language = token.lang?.trim().split(/\s+/)[0];
    if (language !== 'proof') return [{ kind: 'code', ...(language ? { language } : {}), text: token.text }];
    if (!this.#withProofs || !topLevel) {
      this.#remark(
        token.raw,
        'markdown-proof',
        'A proof block stands in a chapter, not inside a list or a question. Move it.',
      );
      return [];
    }
    this.proofs.push({ text: token.text, line: this.#lineOf(token.raw) + 1 });
    return [{ kind: 'proof', index: this.proofs.length - 1 }];
  }

  #inlines(tokens: readonly Token[] | undefined): readonly InlineNode[] {
    return (tokens ?? []).flatMap((token) => this.#inline(token as Tokens.Generic));
  }

  #inline(token: Tokens.Generic): readonly InlineNode[] {
    switch (token.type) {
      case 'strong':
        return [{ kind: 'strong', children: this.#inlines(token.tokens) }];
      case 'em':
        return [{ kind: 'emphasis', children: this.#inlines(token.tokens) }];
      case 'codespan':
        return [{ kind: 'codespan', text: (token as Tokens.Codespan).text }];
      case 'br':
        return [{ kind: 'break' }];
      case 'link':
        return this.#link(token as Tokens.Link);
      case 'text':
      case 'escape':
        return token.tokens ? this.#inlines(token.tokens) : [this.#plain(token as Tokens.Text)];
      default:
        return this.#refused(token);
    }
  }

  #plain(token: Tokens.Text | Tokens.Escape): InlineNode {
    return { kind: 'text', text: token.type === 'escape' ? token.text : plainCharacters(token.text) };
  }

  #link(token: Tokens.Link): readonly InlineNode[] {
    const href = linkAddress(token.href);
    const children = this.#inlines(token.tokens);
    if (href !== undefined) return [{ kind: 'link', href, children }];
    this.#remark(
      token.raw,
      'markdown-link',
      'Links lead to https addresses only. Mend the address, or write it as `code`.',
    );
    return children;
  }

  #refused(token: Tokens.Generic): readonly InlineNode[] {
    switch (token.type) {
      case 'html':
        this.#remark(token.raw, 'markdown-html', 'HTML is not drawn. Use Markdown, or put it into `code`.');
        break;
      case 'image':
        this.#remark(token.raw, 'markdown-image', 'Images are not drawn. Say it in words or in a table.');
        break;
      case 'del':
        this.#remark(
          token.raw,
          'markdown-strike',
          'Text struck through is not drawn. Remove the tildes, or put them into `code`.',
        );
        return this.#inlines(token.tokens);
      default:
        this.#remark(
          token.raw,
          'markdown-unknown',
          `Markdown of the kind "${token.type}" is not drawn. Write it otherwise.`,
        );
    }
    return [{ kind: 'text', text: token.raw }];
  }

  #remark(raw: string, code: string, message: string): void {
    this.remarks.push({ line: this.#lineOf(raw), code, message });
  }

  #lineOf(raw: string): number {
    const firstLine = raw.trimStart().split('\n')[0] ?? '';
    const found = this.#text.indexOf(firstLine, this.#blockStart);
    const offset = found === -1 ? this.#blockStart : found;
    return this.#text.slice(0, offset).split('\n').length - 1;
  }
}
