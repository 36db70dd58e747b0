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
