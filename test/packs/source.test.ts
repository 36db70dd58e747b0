import { expect, test } from 'vitest';
import { readPack } from '#packs/source.ts';
import { changed, choiceYaml, examplePack, examples, placeOf, revealYaml, without } from './example-pack.ts';

const choice = '01-first/ten-days.yaml';
const reveal = '01-first/what-a-link-is.yaml';
const chapter = '01-first/chapter.md';

test('a sound pack is read without findings', () => {
  const { pack, findings } = readPack(examplePack());
  expect(findings).toEqual([]);
  expect(pack?.chapters[0]?.items.map(({ id }) => id)).toEqual(['ten-days', 'what-a-link-is']);
  expect(pack?.chapters[0]?.proofs.map(({ title }) => title)).toEqual(['A link works']);
});

/** `at` is the text that stands where the finding points. */
type Case = readonly [name: string, file: string, text: string, code: string, at: string, says: string];

const cases: readonly Case[] = [
  ['a misspelt field', choice, changed(choiceYaml, 'level:', 'levell:'), 'unknown-field', 'levell:', '`level`'],
  ['a field without a near name', choice, `${choiceYaml}zzzzzz: 1\n`, 'unknown-field', 'zzzzzz', 'Known here: id'],
  [
    'a misspelt field of an option',
    choice,
    changed(choiceYaml, 'misconception:', 'misconcept:'),
    'unknown-field',
    'misconcept:',
    '`misconception`',
  ],
  [
    'a misspelt field of a proof',
    choice,
    changed(choiceYaml, '  given:', '  givn:'),
    'unknown-field',
    'givn:',
    '`given`',
  ],
  [
    'a text that a comma ends',
    choice,
    changed(choiceYaml, '  - id: day', '  - { id: x, text: one, two three, why: y }\n  - id: day'),
    'unknown-field',
    'two three',
    'quotes',
  ],
  ['a missing ask', choice, without(choiceYaml, 'ask: '), 'missing-field', 'id: ten-days', '`ask`'],
  ['an option without why', choice, without(choiceYaml, '    why: An hour'), 'missing-field', 'id: hour', '`why`'],
  [
    'a number where a text belongs',
    choice,
    changed(choiceYaml, 'text: 1 hour', 'text: 1'),
    'wrong-value',
    '1\n    why: An hour',
    'quotes',
  ],
  [
    'an empty field',
    choice,
    changed(choiceYaml, 'ask: What is the longest lifetime that S3 accepts?', 'ask: ""'),
    'wrong-value',
    '""',
    'empty',
  ],
  [
    'a field with nothing behind it',
    choice,
    changed(choiceYaml, 'domain: security', 'domain: null'),
    'wrong-value',
    'null',
    'Nothing is written',
  ],
  ['an id with capitals', choice, changed(choiceYaml, 'id: hour', 'id: Hour'), 'wrong-value', 'Hour', 'hyphens'],
  [
    'a level that there is not',
    choice,
    changed(choiceYaml, 'level: apply', 'level: hard'),
    'wrong-value',
    'hard',
    'recall, apply, analyse',
  ],
  [
    'a source without https',
    choice,
    changed(choiceYaml, 'sources: [https:', 'sources: [http:'),
    'wrong-value',
    'http:',
    'https',
  ],
  [
    'a source that is a script',
    choice,
    changed(choiceYaml, 'sources: [https:', 'sources: [javascript:'),
    'wrong-value',
    'javascript:',
    'https',
  ],
  [
    'a type of a later version',
    choice,
    changed(choiceYaml, 'type: choice', 'type: order'),
    'type-not-supported',
    'order',
    'not supported by this version',
  ],
  [
    'a type that there is not',
    choice,
    changed(choiceYaml, 'type: choice', 'type: quiz'),
    'wrong-value',
    'quiz',
    'choice, reveal',
  ],
  [
    'another file name than its id',
    choice,
    changed(choiceYaml, 'id: ten-days', 'id: ten-weeks'),
    'file-name',
    'ten-weeks',
    'ten-weeks',
  ],
  [
    'an unknown claim',
    choice,
    changed(choiceYaml, 'claims: [longest-expiry]', 'claims: [longest-expire]'),
    'unknown-claim',
    'longest-expire]',
    '`longest-expiry`',
  ],
  [
    'an unknown misconception',
    choice,
    changed(choiceYaml, 'misconception: one-hour', 'misconception: one-hours'),
    'unknown-misconception',
    'one-hours',
    '`one-hour`',
  ],
  [
    'a misconception on the right option',
    choice,
    changed(choiceYaml, 'correct: true', 'correct: true\n    misconception: one-hour'),
    'misconception-on-key',
    'one-hour\n    text: 7',
    'Remove it',
  ],
  [
    'an unknown domain',
    choice,
    changed(choiceYaml, 'domain: security', 'domain: safety'),
    'unknown-domain',
    'safety',
    'no domain',
  ],
  [
    'an unknown world',
    choice,
    changed(choiceYaml, 'world: report', 'world: reports'),
    'unknown-world',
    'reports',
    '`report`',
  ],
  [
    'a constraint that is not declared',
    choice,
    changed(choiceYaml, 'misconception: one-hour', 'breaks: cheap'),
    'unknown-constraint',
    'cheap',
    'no constraint',
  ],
  [
    'a right option that breaks something',
    choice,
    changed(choiceYaml, 'correct: true', 'correct: true\n    breaks: cheap'),
    'breaks-on-key',
    'cheap',
    '`breaks`',
  ],
  [
    'an option id twice',
    choice,
    changed(choiceYaml, 'id: day', 'id: hour'),
    'duplicate-id',
    'hour\n    text: 1 day',
    '`hour`',
  ],
  [
    'a placeholder that names nothing',
    choice,
    changed(choiceYaml, '{{claim.longest-expiry}}', '{{file}}'),
    'unknown-placeholder',
    'S3 refuses every',
    'claim.<id>',
  ],
  [
    'a placeholder for an unknown claim',
    choice,
    changed(choiceYaml, '{{claim.longest-expiry}}', '{{claim.shortest}}'),
    'unknown-placeholder',
    'S3 refuses every',
    '`shortest`',
  ],
  [
    'HTML in an option',
    choice,
    changed(choiceYaml, 'text: 1 hour', 'text: <b>1</b> hour'),
    'markdown-html',
    '<b>1',
    'HTML',
  ],
  [
    'HTML in a stem of several lines',
    choice,
    changed(choiceYaml, 'stem: A developer', 'stem: |\n  One.\n\n  <img src=x>\n\n  A developer'),
    'markdown-html',
    '  <img src=x>',
    'HTML',
  ],
  [
    'a real access key',
    choice,
    changed(choiceYaml, 'A developer', `${['AKIA', 'J7KQ2M5PZT3VXW4B'].join('')} is the key. A developer`),
    'X1-secret',
    'AKIA',
    'access key',
  ],
  [
    'a point twice',
    reveal,
    changed(revealYaml, 'id: credentials', 'id: week'),
    'duplicate-id',
    'week, text: "Not',
    '`week`',
  ],
  ['a chapter without front matter', chapter, '## Hello\n', 'front-matter', '## Hello', '---'],
  [
    'a chapter without a summary',
    chapter,
    without(examples.chapterMd, 'summary: '),
    'missing-field',
    'id: first',
    '`summary`',
  ],
  ['an image in a chapter', chapter, `${examples.chapterMd}\n![a](b.png)\n`, 'markdown-image', '![a]', 'Images'],
  [
    'a placeholder in a chapter',
    chapter,
    `${examples.chapterMd}\n{{claim.x}}\n`,
    'unknown-placeholder',
    '{{claim.x}}',
    '`x`',
  ],
  [
    'a proof block that expects nothing',
    chapter,
    changed(examples.chapterMd, 'then:\n  - send: { url: $link }', 'then: []'),
    'wrong-value',
    '[]',
    'at least one step',
  ],
  [
    'a proof block with a misspelt field',
    chapter,
    changed(examples.chapterMd, 'given:', 'givens:'),
    'unknown-field',
    'givens:',
    '`given`',
  ],
  [
    'an unknown world in a proof block',
    chapter,
    changed(examples.chapterMd, 'world: report', 'world: nowhere'),
    'unknown-world',
    'nowhere',
    'no world',
  ],
  [
    'a claim twice',
    'claims.yaml',
    examples.claimsYaml + changed(examples.claimsYaml, 'A URL lives', 'Again a URL lives'),
    'duplicate-id',
    'longest-expiry\n  statement: Again',
    '`longest-expiry`',
  ],
  [
    'a claim with a date that is none',
    'claims.yaml',
    changed(examples.claimsYaml, '2026-11-21', 'today'),
    'wrong-value',
    'today',
    'date',
  ],
  [
    'a claim with a link to plain http',
    'claims.yaml',
    changed(examples.claimsYaml, 'A URL lives', 'A [URL](http://a.example) lives'),
    'markdown-link',
    'A [URL]',
    'https',
  ],
  [
    'a chapter that is not there',
    'pack.yaml',
    changed(examples.packYaml, '[01-first]', '[01-first, 02-second]'),
    'no-chapter',
    '02-second',
    '02-second/chapter.md',
  ],
  ['a folder that is not listed', '09-more/more.yaml', 'id: more\n', 'chapter-not-listed', 'id: more', '`09-more`'],
  [
    'a version of two numbers',
    'pack.yaml',
    changed(examples.packYaml, '1.0.0', '1.0'),
    'wrong-value',
    '1.0\n',
    'quotes',
  ],
  [
    'a correction by a revision that the item has not reached',
    choice,
    `${choiceYaml}errata: [{ rev: 2, regrades: [1], note: It was the week. }]\n`,
    'erratum-revision',
    '2, regrades',
    'revision 1',
  ],
  [
    'a correction of a revision that comes after it',
    choice,
    `${changed(choiceYaml, 'rev: 1', 'rev: 3')}errata: [{ rev: 2, regrades: [1, 3], note: It was the week. }]\n`,
    'erratum-revision',
    '3], note',
    'below 2',
  ],
  [
    'a correction that scores nothing anew',
    choice,
    `${changed(choiceYaml, 'rev: 1', 'rev: 2')}errata: [{ rev: 2, regrades: [], note: It was the week. }]\n`,
    'wrong-value',
    '[], note',
    'at least one revision',
  ],
  ['a file name that ends in yml', '01-first/x.yml', 'id: x\n', 'file-name', 'id: x', '.yaml'],
];

for (const [name, file, text, code, at, says] of cases) {
  test(`${name} is reported where it stands`, () => {
    const { findings } = readPack(examplePack({ [file]: text }));
    const found = findings.find((finding) => finding.code === code);
    expect(findings.map((finding) => finding.code)).toContain(code);
    expect(found).toMatchObject(placeOf(text, at));
    expect(found?.message).toContain(says);
  });
}

test('one wrong item is left out and the others are still read', () => {
  const { pack, findings } = readPack(examplePack({ [choice]: 'id: 5\n' }));
  expect(pack?.chapters[0]?.items.map(({ id }) => id)).toEqual(['what-a-link-is']);
  expect(findings.every(({ file }) => file === choice)).toBe(true);
});

test('an item id that another chapter uses is reported', () => {
  const second = changed(examples.chapterMd, 'id: first', 'id: second');
  const { findings } = readPack(
    examplePack({
      'pack.yaml': changed(examples.packYaml, '[01-first]', '[01-first, 02-second]'),
      '02-second/chapter.md': second,
      '02-second/ten-days.yaml': choiceYaml,
    }),
  );
  expect(findings).toMatchObject([{ file: '02-second/ten-days.yaml', code: 'duplicate-id' }]);
});

test('two chapters with one id are reported', () => {
  const { findings } = readPack(
    examplePack({
      'pack.yaml': changed(examples.packYaml, '[01-first]', '[01-first, 02-second]'),
      '02-second/chapter.md': examples.chapterMd,
    }),
  );
  expect(findings).toMatchObject([{ file: '02-second/chapter.md', line: 2, column: 5, code: 'duplicate-id' }]);
});

test('claims that cannot be read are one finding, not one for each use', () => {
  const { findings } = readPack(examplePack({ 'claims.yaml': 'a: [\n' }));
  expect(new Set(findings.map(({ file }) => file))).toEqual(new Set(['claims.yaml']));
});

test('a folder without pack.yaml is no pack', () => {
  expect(readPack(new Map()).findings).toMatchObject([{ code: 'no-pack-file' }]);
});

test('a pack beyond 8 MiB is refused before it is read', () => {
  const { pack, findings } = readPack(examplePack({ 'notes.md': 'x'.repeat(8 * 1024 * 1024) }));
  expect(pack).toBeUndefined();
  expect(findings.map(({ code }) => code)).toEqual(['pack-size']);
});

test('the access keys of AWS examples are no secret', () => {
  const text = changed(choiceYaml, 'A developer', 'AKIAIOSFODNN7EXAMPLE is the key. A developer');
  expect(readPack(examplePack({ [choice]: text })).findings).toEqual([]);
});
