import { render } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { markdownNodes, readMarkdown } from '#packs/markdown.ts';
import type { MarkdownNode } from '#packs/markdown-node.ts';
import Markdown from '#packs/screens/Markdown.svelte';

function drawn(nodes: readonly MarkdownNode[]): HTMLElement {
  return render(Markdown, { nodes }).container;
}

/** What was drawn, without Svelte's marks and class names. */
function htmlOf(markdown: string): string {
  return drawn(markdownNodes(markdown))
    .innerHTML.replace(/<!--.*?-->/g, '')
    .replace(/ class="[^"]*"/g, '')
    .replace(/>\s+</g, '><')
    .replace(/^<div>|<\/div>$/g, '')
    .trim();
}

const cases: readonly (readonly [markdown: string, html: string])[] = [
  ['a **b**, *c* and `d`.', '<p>a <strong>b</strong>, <em>c</em> and <code>d</code>.</p>'],
  ['a `b`c', '<p>a <code>b</code>c</p>'],
  ['one  \ntwo', '<p>one<br>two</p>'],
  ['## A b', '<h2 id="a-b">A b</h2>'],
  ['### A b', '<h3 id="a-b">A b</h3>'],
  ['- a\n- b `c`', '<ul><li>a</li><li>b <code>c</code></li></ul>'],
  ['2. a', '<ol start="2"><li>a</li></ol>'],
  ['> a', '<blockquote><p>a</p></blockquote>'],
];

for (const [markdown, html] of cases) {
  test(`${JSON.stringify(markdown)} is drawn as its elements`, () => {
    expect(htmlOf(markdown)).toBe(html);
  });
}

test('texts of HTML are drawn as texts', () => {
  const container = drawn([
    { kind: 'paragraph', children: [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }] },
    { kind: 'code', text: '</code></pre><script>alert(1)</script>' },
  ]);
  expect(container.querySelector('img, script')).toBeNull();
  expect(container.querySelector('pre')?.textContent).toBe('</code></pre><script>alert(1)</script>');
});

test('links open in a new tab that knows nothing of this one', () => {
  const link = drawn(markdownNodes('[docs](https://docs.aws.amazon.com/)')).querySelector('a');
  expect(link).toHaveAttribute('href', 'https://docs.aws.amazon.com/');
  expect(link).toHaveAttribute('target', '_blank');
  expect(link).toHaveAttribute('rel', 'noopener noreferrer');
});

test('a table stands in a wrapper of its own, with its columns headed and aligned', () => {
  const container = drawn(markdownNodes('| a | b |\n|---|--:|\n| `1` | 2 |'));
  expect(container.querySelector('.wide > table')).not.toBeNull();
  expect([...container.querySelectorAll('th')].map((cell) => [cell.textContent, cell.scope])).toEqual([
    ['a', 'col'],
    ['b', 'col'],
  ]);
  expect(container.querySelectorAll<HTMLElement>('td')[1]?.style.textAlign).toBe('right');
});

test('what scrolls sideways can be reached by keyboard, what does not is passed over', () => {
  const pre = drawn(markdownNodes('```\nshort\n```')).querySelector('pre');
  expect(pre).not.toHaveAttribute('tabindex');
  Object.defineProperty(HTMLElement.prototype, 'scrollWidth', { configurable: true, get: () => 500 });
  try {
    expect(drawn(markdownNodes('```\nlong\n```')).querySelector('pre')).toHaveAttribute('tabindex', '0');
  } finally {
    Reflect.deleteProperty(HTMLElement.prototype, 'scrollWidth');
  }
});

test('a proof block is drawn by the snippet, with its index', () => {
  const { nodes } = readMarkdown('a\n\n```proof\ntitle: x\n```\n\nb\n\n```proof\ntitle: y\n```\n', 'chapter');
  const proof = createRawSnippet((index: () => number) => ({ render: () => `<button>Run ${index()}</button>` }));
  const { container } = render(Markdown, { nodes, proof });
  expect([...container.querySelectorAll('button')].map((button) => button.textContent)).toEqual(['Run 0', 'Run 1']);
  expect(render(Markdown, { nodes }).container.textContent).toContain('b');
});

test('a text of one line is drawn without a paragraph', () => {
  expect(
    drawn([
      { kind: 'text', text: 'a ' },
      { kind: 'codespan', text: 'b' },
    ]).querySelector('p'),
  ).toBeNull();
});
