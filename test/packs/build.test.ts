import { expect, test } from 'vitest';
import { buildPack, canonicalJson, type BuiltFile } from '#packs/build.ts';
import type { BuiltChoice } from '#packs/built.ts';
import { chooseWords } from '#packs/choose.ts';
import { readPack, type PackFiles } from '#packs/source.ts';
import { itemSubject } from '#packs/subject.ts';
import { correctedScore, correctionsOf } from '#study/corrections.ts';
import type { Answered } from '#study/events.ts';
import { changed, choiceYaml, examplePack, examples } from './example-pack.ts';

function built(files: PackFiles): BuiltFile {
  const { pack, findings } = readPack(files);
  expect(findings).toEqual([]);
  if (!pack) throw new TypeError('the example could not be read');
  return buildPack(pack);
}

function choiceOf({ chapters }: BuiltFile): BuiltChoice {
  const item = chapters[0]?.items[0];
  if (item?.type !== 'choice') throw new TypeError('the first item is no choice');
  return item;
}

test('the index says what the first screen shows and holds no item', () => {
  const { pack } = built(examplePack());
  expect(pack).toMatchObject({ id: 'example', version: '1.0.0', checked: '2026-11-21', gate: { pass: 60, draw: 1 } });
  expect(pack.chapters).toEqual([
    { id: 'first', folder: '01-first', title: 'First', summary: 'What there is to know.', items: 2, proofs: 2 },
  ]);
});

test('a chapter has its reading as nodes, with claims filled in and proof blocks by index', () => {
  const chapter = built(examplePack()).chapters[0];
  expect(chapter?.reading.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'proof']);
  expect(chapter?.reading[1]).toMatchObject({ children: [{}, { kind: 'codespan', text: '604 800' }, {}] });
  expect(chapter?.proofs.map(({ title }) => title)).toEqual(['A link works']);
});

test('an item has its texts as nodes and keeps its proof as data', () => {
  const item = choiceOf(built(examplePack()));
  expect(item.options.map(({ text }) => text)).toEqual(
    ['1 hour', '1 day', '7 days', '30 days'].map((text) => [{ kind: 'text', text }]),
  );
  expect(JSON.stringify(item.options[2]?.why)).toContain('604 800');
  expect(item.options[0]).toMatchObject({ misconception: 'one-hour', do: [{ set: { limit: '1h' } }] });
  expect(item.proof).toMatchObject({ given: [{ world: 'report' }] });
});

test('a chapter carries the claims, misconceptions and worlds it names, and no others', () => {
  const unused = '\nunused:\n  - bucket: other\n';
  const chapter = built(examplePack({ 'worlds.yaml': examples.worldsYaml + unused })).chapters[0];
  expect(Object.keys(chapter?.worlds ?? {})).toEqual(['report']);
  expect(Object.keys(chapter?.claims ?? {})).toEqual(['longest-expiry']);
  expect(Object.keys(chapter?.misconceptions ?? {})).toEqual(['one-hour']);
});

test('how many to choose is written from the number of right options', () => {
  expect(choiceOf(built(examplePack()))).not.toHaveProperty('choose');
  const two = changed(choiceYaml, '    text: 30 days', '    correct: true\n    text: 30 days');
  expect(choiceOf(built(examplePack({ '01-first/ten-days.yaml': two })))).toMatchObject({
    keys: 2,
    choose: '(Choose TWO.)',
  });
  expect(chooseWords(3)).toBe('(Choose THREE.)');
  expect(chooseWords(1)).toBeUndefined();
});

test('rising amounts keep their order, other options are shuffled', () => {
  expect(choiceOf(built(examplePack())).keepsOrder).toBe(true);
  const words = changed(choiceYaml, 'text: 30 days', 'text: a month');
  expect(choiceOf(built(examplePack({ '01-first/ten-days.yaml': words })))).not.toHaveProperty('keepsOrder');
});

test('a built item can be proved like the one it was made from', () => {
  const chapter = built(examplePack()).chapters[0];
  const item = chapter?.items[0];
  const pack = readPack(examplePack()).pack;
  const source = pack?.chapters[0]?.items[0];
  if (!chapter || !item || !pack || !source) throw new TypeError('the example could not be read');
  expect(itemSubject(item, chapter.worlds)).toEqual(itemSubject(source, pack.worlds));
});

test('the same pack builds to the same bytes, whatever the order of its files and fields', () => {
  const swapped = changed(changed(choiceYaml, 'rev: 1\n', ''), 'domain: security\n', 'domain: security\nrev: 1\n');
  const files = [...examplePack({ '01-first/ten-days.yaml': swapped })].reverse();
  expect(canonicalJson(built(new Map(files)))).toBe(canonicalJson(built(examplePack())));
});

test('the canonical file is JSON that reads back to what was built', () => {
  const file = built(examplePack());
  expect(JSON.parse(canonicalJson(file))).toEqual(file);
});

test('an item keeps the corrections of its key, by which study scores earlier answers anew', () => {
  const corrected = `${changed(choiceYaml, 'rev: 1', 'rev: 2')}errata: [{ rev: 2, regrades: [1], note: It was the week. }]\n`;
  const item = choiceOf(built(examplePack({ '01-first/ten-days.yaml': corrected })));
  expect(item).toMatchObject({ rev: 2, errata: [{ rev: 2, regrades: [1], note: 'It was the week.' }] });
  const answer = { itemId: item.id, rev: 1, score: 0, response: { type: 'choice', chosen: ['week'] } } as const;
  expect(correctedScore(answer as unknown as Answered, correctionsOf([item]))).toBe(1);
});
