import { MarkdownReader } from './markdown-reader.ts';

export type InlineNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'codespan'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly InlineNode[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly InlineNode[] }
  | { readonly kind: 'break' };

export type ColumnAlign = 'left' | 'center' | 'right';

/** What Markdown of a pack can say. The page draws these and nothing else. */
export type MarkdownNode =
  | {
      readonly kind: 'heading';
      readonly level: 2 | 3 | 4;
      readonly id: string;
      readonly children: readonly InlineNode[];
    }
  | { readonly kind: 'paragraph'; readonly children: readonly InlineNode[] }
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly (readonly MarkdownNode[])[] }
  | {
      readonly kind: 'table';
      readonly align: readonly (ColumnAlign | null)[];
      readonly head: readonly (readonly InlineNode[])[];
      readonly rows: readonly (readonly (readonly InlineNode[])[])[];
    }
  | { readonly kind: 'code'; readonly language?: string; readonly text: string }
  | { readonly kind: 'quote'; readonly children: readonly MarkdownNode[] }
  /** A runnable block: an index into the chapter's proofs. */
  | { readonly kind: 'proof'; readonly index: number }
  | InlineNode;

export interface MarkdownRemark {
  /** Line of the text, counted from 0. */
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

export interface MarkdownReading {
  readonly nodes: readonly MarkdownNode[];
  readonly remarks: readonly MarkdownRemark[];
  /** Texts of the ```proof blocks, and the line of the text on which each begins. */
  readonly proofs: readonly { readonly text: string; readonly line: number }[];
}

/** The nodes of a Markdown text. What is not on the allow-list comes out as the text it is written in, or not at all. */
export function markdownNodes(text: string): readonly MarkdownNode[] {
  return readMarkdown(text).nodes;
}

/** The nodes of a text of one line, such as an option: emphasis, code and links, but no blocks. */
export function inlineNodes(text: string): readonly InlineNode[] {
  return new MarkdownReader(text).inlineText();
}

/** Reads a Markdown text and says what in it a pack may not hold. */
export function readMarkdown(text: string, form: 'blocks' | 'inline' | 'chapter' = 'blocks'): MarkdownReading {
  const reader = new MarkdownReader(text, form === 'chapter');
  const nodes = form === 'inline' ? reader.inlineText() : reader.blocks();
  return { nodes, remarks: reader.remarks, proofs: reader.proofs };
}
