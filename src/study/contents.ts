import type { MarkdownNode } from '#packs/markdown-node.ts';
import { plainText } from '#packs/plain-text.ts';

export interface ContentsEntry {
  readonly id: string;
  readonly text: string;
  /** 2 for a section, more for what stands below one. */
  readonly level: number;
}

/** The sections of a reading, as its table of contents lists them. */
export function contentsOf(reading: readonly MarkdownNode[]): readonly ContentsEntry[] {
  return reading.flatMap((node) =>
    node.kind === 'heading' && node.level < 4
      ? [{ id: node.id, text: plainText(node.children).trim(), level: node.level }]
      : [],
  );
}
