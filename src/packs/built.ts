import type { InlineNode, MarkdownNode } from './markdown-node.ts';
import type { ChapterProof, ItemProof, PackFile, Steps } from './shape.ts';

/** What the first screen knows of a pack. Plain JSON. */
export interface BuiltPack {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly licence: string;
  /** The day on which its facts were checked, e.g. `2026-11-21`. */
  readonly checked: string;
  readonly exam: Readonly<PackFile['exam']>;
  readonly gate: Readonly<PackFile['gate']>;
  readonly chapters: readonly BuiltChapterEntry[];
}

export interface BuiltChapterEntry {
  readonly id: string;
  readonly folder: string;
  readonly title: string;
  readonly summary: string;
  /** How many items there are, and how many of them have a proof. */
  readonly items: number;
  readonly proofs: number;
}

/** All that a chapter's screens need: Markdown is nodes already, and what items refer to stands beside them. Plain JSON. */
export interface BuiltChapter {
  readonly id: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly title: string;
  readonly summary: string;
  readonly reading: readonly MarkdownNode[];
  /** The runnable blocks of the reading; a node `proof` is an index into them. */
  readonly proofs: readonly ChapterProof[];
  readonly items: readonly BuiltItem[];
  /** The claims and misconceptions that the items name, by id. */
  readonly claims: Readonly<Record<string, BuiltClaim>>;
  readonly misconceptions: Readonly<Record<string, BuiltMisconception>>;
  /** The named beginnings that the proofs use. */
  readonly worlds: Readonly<Record<string, Steps>>;
}

interface BuiltEveryItem {
  readonly id: string;
  readonly rev: number;
  readonly domain: string;
  readonly level: 'recall' | 'apply' | 'analyse';
  readonly claims: readonly string[];
  readonly ask: readonly InlineNode[];
  readonly proof?: ItemProof;
  readonly sources: readonly string[];
  readonly reality?: readonly MarkdownNode[];
  readonly errata?: readonly { readonly rev: number; readonly regrades: readonly number[]; readonly note: string }[];
}

export interface BuiltChoice extends BuiltEveryItem {
  readonly type: 'choice';
  readonly stem: readonly MarkdownNode[];
  readonly options: readonly BuiltOption[];
  /** "(Choose TWO.)", where more than one option is right. */
  readonly choose?: string;
  /** How many options make up a response. */
  readonly keys: number;
  /** The options are shown as they stand, e.g. rising numbers. */
  readonly keepsOrder?: true;
  /** The options are carried out together. */
  readonly together?: boolean;
  readonly constraints?: Readonly<Record<string, readonly InlineNode[]>>;
}

export interface BuiltOption {
  readonly id: string;
  readonly text: readonly InlineNode[];
  readonly why: readonly MarkdownNode[];
  readonly correct?: boolean;
  readonly misconception?: string;
  readonly breaks?: string;
  readonly do?: Steps;
  readonly then?: Steps;
}

export interface BuiltReveal extends BuiltEveryItem {
  readonly type: 'reveal';
  readonly stem?: readonly MarkdownNode[];
  readonly points?: readonly {
    readonly id: string;
    readonly text: readonly InlineNode[];
    readonly essential?: boolean;
  }[];
  readonly answer?: readonly MarkdownNode[];
}

export type BuiltItem = BuiltChoice | BuiltReveal;

export interface BuiltClaim {
  readonly statement: readonly InlineNode[];
  readonly asOf: string;
  readonly sources: readonly string[];
}

export interface BuiltMisconception {
  readonly false: readonly InlineNode[];
  readonly tempting: readonly InlineNode[];
  readonly instead: readonly InlineNode[];
}
