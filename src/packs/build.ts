import type { BuiltChapter, BuiltClaim, BuiltMisconception, BuiltPack } from './built.ts';
import { ItemBuilder } from './build-item.ts';
import { readMarkdown } from './markdown.ts';
import type { Chapter, Item, Pack, Steps } from './shape.ts';
import { isProven } from './subject.ts';
import { claimValues, filled } from './template.ts';

/** A pack as it is handed out and as the page reads it. */
export interface BuiltFile {
  readonly format: 'valet-key-pack';
  readonly formatVersion: 1;
  readonly pack: BuiltPack;
  readonly chapters: readonly BuiltChapter[];
}

/** Builds a pack that was read without errors. The same pack builds to the same data every time. */
export function buildPack(pack: Pack): BuiltFile {
  return {
    format: 'valet-key-pack',
    formatVersion: 1,
    pack: builtPack(pack),
    chapters: pack.chapters.map((chapter) => builtChapter(pack, chapter)),
  };
}

/** One JSON text with its keys in order, so that the same pack gives the same bytes. */
export function canonicalJson(built: BuiltFile): string {
  return `${JSON.stringify(built, (_key, value: unknown) => inOrder(value))}\n`;
}

function builtPack(pack: Pack): BuiltPack {
  const { id, title, version, licence, checked, exam, gate } = pack;
  const chapters = pack.chapters.map(({ id, folder, title, summary, items }) => {
    return { id, folder, title, summary, items: items.length, proofs: items.filter(isProven).length };
  });
  return { id, title, version, licence, checked, exam, gate, chapters };
}

function builtChapter(pack: Pack, chapter: Chapter): BuiltChapter {
  const values = claimValues(pack.claims);
  const builder = new ItemBuilder(values);
  return {
    id: chapter.id,
    packId: pack.id,
    packVersion: pack.version,
    title: chapter.title,
    summary: chapter.summary,
    reading: readMarkdown(filled(chapter.reading, values), 'chapter').nodes,
    proofs: chapter.proofs,
    items: chapter.items.map((item) => builder.item(item)),
    claims: builtClaims(pack, chapter, builder),
    misconceptions: builtMisconceptions(pack, chapter, builder),
    worlds: usedWorlds(pack, chapter),
  };
}

function builtClaims(pack: Pack, chapter: Chapter, builder: ItemBuilder): Record<string, BuiltClaim> {
  const used = new Set(chapter.items.flatMap((item) => item.claims));
  const claims = pack.claims.filter(({ id }) => used.has(id));
  return Object.fromEntries(
    claims.map(({ id, statement, asOf, sources }) => [id, { statement: builder.inline(statement), asOf, sources }]),
  );
}

function builtMisconceptions(pack: Pack, chapter: Chapter, builder: ItemBuilder): Record<string, BuiltMisconception> {
  const used = new Set(chapter.items.flatMap(misconceptionsOf));
  const misconceptions = pack.misconceptions.filter(({ id }) => used.has(id));
  return Object.fromEntries(
    misconceptions.map((misconception) => [
      misconception.id,
      {
        false: builder.inline(misconception.false),
        tempting: builder.inline(misconception.tempting),
        instead: builder.inline(misconception.instead),
      },
    ]),
  );
}

function misconceptionsOf(item: Item): readonly (string | undefined)[] {
  return item.type === 'choice' ? item.options.map((option) => option.misconception) : [];
}

function usedWorlds(pack: Pack, chapter: Chapter): Record<string, Steps> {
  const given = [
    ...chapter.proofs.map((proof) => proof.given ?? []),
    ...chapter.items.map((item) => (item.proof && 'given' in item.proof ? (item.proof.given ?? []) : [])),
  ];
  const used = new Set(given.flat().map((step) => step.world));
  return Object.fromEntries(Object.entries(pack.worlds).filter(([id]) => used.has(id)));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
