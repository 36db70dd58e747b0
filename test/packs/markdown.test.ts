import { expect, test } from 'vitest';
import { inlineNodes, markdownNodes, readMarkdown } from '#packs/markdown.ts';
import type { InlineNode } from '#packs/markdown-node.ts';
import { plainText } from '#packs/plain-text.ts';

const text = (words: string): InlineNode => ({ kind: 'text', text: words });
const paragraph = (...children: InlineNode[]): unknown => ({ kind: 'paragraph', children });

const written: readonly (readonly [markdown: string, nodes: readonly unknown[]])[] = [
  ['plain', [paragraph(text('plain'))]],
  [
    'a *b* **c**',
    [
      paragraph(text('a '), { kind: 'emphasis', children: [text('b')] }, text(' '), {
        kind: 'strong',
        children: [text('c')],
      }),
    ],
  ],
  ['`<b>&amp;`', [paragraph({ kind: 'codespan', text: '<b>&amp;' })]],
  ['1 &lt; 2 &amp; 3 &copy;', [paragraph(text('1 < 2 & 3 &copy;'))]],
  ['a \\*b\\*', [paragraph(text('a '), text('*'), text('b'), text('*'))]],
  ['a  \nb', [paragraph(text('a'), { kind: 'break' }, text('b'))]],
  [
    '[docs](https://docs.aws.amazon.com/a?b=1#c)',
    [paragraph({ kind: 'link', href: 'https://docs.aws.amazon.com/a?b=1#c', children: [text('docs')] })],
  ],
  [
    '## One\n### One',
    [
      { kind: 'heading', level: 2, id: 'one', children: [text('One')] },
      { kind: 'heading', level: 3, id: 'one-2', children: [text('One')] },
    ],
  ],
  ['- a\n- b', [{ kind: 'list', items: [[text('a')], [text('b')]] }]],
  ['3. a\n4. b', [{ kind: 'list', start: 3, items: [[text('a')], [text('b')]] }]],
  ['> a', [{ kind: 'quote', children: [paragraph(text('a'))] }]],
  ['```sh\nls <b>\n```', [{ kind: 'code', language: 'sh', text: 'ls <b>' }]],
  [
    '| a | b |\n|:--|--:|\n| `1` | 2 |',
    [
      {
        kind: 'table',
        align: ['left', 'right'],
        head: [[text('a')], [text('b')]],
        rows: [[[{ kind: 'codespan', text: '1' }], [text('2')]]],
      },
    ],
  ],
  ['a\r\n\r\nb', [paragraph(text('a')), paragraph(text('b'))]],
];

for (const [markdown, nodes] of written) {
  test(`Markdown ${JSON.stringify(markdown)} becomes its nodes`, () => {
    const reading = readMarkdown(markdown);
    expect(reading.nodes).toEqual(nodes);
    expect(reading.remarks).toEqual([]);
  });
}

const hostile: readonly (readonly [markdown: string, code: string, line: number])[] = [
  ['one\n\n<script>alert(1)</script>', 'markdown-html', 2],
  ['<img src=x onerror=alert(1)>', 'markdown-html', 0],
  ['a <b onclick="x">b</b>', 'markdown-html', 0],
  ['<!-- hidden -->', 'markdown-html', 0],
  ['> - <iframe src="//evil.example"></iframe>', 'markdown-html', 0],
  ['| a |\n|---|\n| <svg onload=x> |', 'markdown-html', 2],
  ['![a](https://evil.example/pixel.png)', 'markdown-image', 0],
  ['[![a](https://evil.example/p.png)](https://docs.aws.amazon.com)', 'markdown-image', 0],
  ['text\n\n![a][b]\n\n[b]: https://evil.example/p.png', 'markdown-image', 2],
  ['[a](javascript:alert(1))', 'markdown-link', 0],
  ['[a](JaVaScRiPt:alert(1))', 'markdown-link', 0],
  ['[a](data:text/html,x)', 'markdown-link', 0],
  ['[a](//evil.example)', 'markdown-link', 0],
  ['[a](/etc)', 'markdown-link', 0],
  ['[a](http://plain.example)', 'markdown-link', 0],
  ['[a](https://user:word@docs.aws.amazon.com)', 'markdown-link', 0],
  ['<javascript:alert(1)>', 'markdown-link', 0],
  ['a@b.example', 'markdown-link', 0],
  ['[a][b]\n\n[b]: vbscript:x', 'markdown-link', 0],
  ['a ~~b~~', 'markdown-strike', 0],
  ['a\n\n---\n\nb', 'markdown-rule', 2],
  ['# Title', 'markdown-heading', 0],
  ['- [ ] task', 'markdown-unknown', 0],
  ['```proof\nthen: []\n```', 'markdown-proof', 0],
  ['>'.repeat(5000), 'markdown-nesting', 0],
  ['- '.repeat(5000), 'markdown-nesting', 0],
  ['1. '.repeat(5000), 'markdown-nesting', 0],
];

for (const [markdown, code, line] of hostile) {
  test(`Markdown ${JSON.stringify(markdown.slice(0, 60))} is remarked on as ${code}, and gives safe nodes`, () => {
    const { nodes, remarks } = readMarkdown(markdown);
    expect(remarks).toContainEqual(expect.objectContaining({ code, line }));
    expect(unsafe(nodes)).toEqual([]);
  });
}

/** Whatever a page could fetch, run or follow: kinds that are not known, and links that are not https. */
function unsafe(nodes: readonly unknown[]): readonly unknown[] {
  const known = 'heading paragraph list table code quote proof text codespan strong emphasis link break'.split(' ');
  return nodes.flatMap((node): readonly unknown[] => {
    if (Array.isArray(node)) return unsafe(node);
    const { kind, href, ...rest } = node as { kind: string; href?: string };
    const bad = !known.includes(kind) || (kind === 'link' && !href?.startsWith('https://')) ? [node] : [];
    return [
      ...bad,
      ...Object.values(rest).flatMap((value) =>
        Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null ? unsafe(value) : [],
      ),
    ];
  });
}

test('a chapter keeps its proof blocks, with the line on which each begins', () => {
  const { nodes, proofs } = readMarkdown(
    '## A\n\n```proof\ntitle: x\n```\n\nb\n\n```proof\ntitle: y\n```\n',
    'chapter',
  );
  expect(nodes.filter(({ kind }) => kind === 'proof')).toEqual([
    { kind: 'proof', index: 0 },
    { kind: 'proof', index: 1 },
  ]);
  expect(proofs).toEqual([
    { text: 'title: x', line: 3 },
    { text: 'title: y', line: 9 },
  ]);
});

test('a proof block inside a list is refused', () => {
  const { proofs, remarks } = readMarkdown('- a\n\n  ```proof\n  title: x\n  ```\n', 'chapter');
  expect(proofs).toEqual([]);
  expect(remarks).toMatchObject([{ code: 'markdown-proof', line: 2 }]);
});

test('a text of one line has no blocks', () => {
  expect(inlineNodes('1. not a list')).toEqual([text('1. not a list')]);
  expect(inlineNodes('# `x`')).toEqual([text('# '), { kind: 'codespan', text: 'x' }]);
});

test('plain text is what a reader reads', () => {
  expect(plainText(markdownNodes('## A `b`\n\nc [d](https://e.example) **f**\n\n- g\n- h')).trim()).toBe(
    'A b\nc d f\ng\nh',
  );
});
