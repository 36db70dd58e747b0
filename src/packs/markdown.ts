import type { InlineNode, MarkdownNode, MarkdownRemark } from './markdown-node.ts';
import { MarkdownReader } from './markdown-reader.ts';

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
