import type { InlineNode, MarkdownNode } from './markdown-node.ts';

/** What nodes say, without their form: for titles, labels and the counting of words. */
export function plainText(nodes: readonly MarkdownNode[]): string {
  return nodes.map(textOf).join('');
}

function textOf(node: MarkdownNode): string {
  switch (node.kind) {
    case 'text':
    case 'codespan':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'list':
      return node.items.map((item) => `${plainText(item)}\n`).join('');
    case 'table':
      return [node.head, ...node.rows].map((cells) => `${row(cells)}\n`).join('');
    case 'proof':
      return '';
    case 'paragraph':
    case 'heading':
    case 'quote':
      return `${plainText(node.children)}\n`;
    default:
      return plainText(node.children);
  }
}

function row(cells: readonly (readonly InlineNode[])[]): string {
  return cells.map(plainText).join(' ');
}
