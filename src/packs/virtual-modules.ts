import type { BuiltChapter } from './built.ts';
import type { BuiltFile } from './build.ts';

export const virtualName = 'virtual:packs';

/** The module of the first screen: every pack's index, and a way to each chapter. */
export function indexModule(built: readonly BuiltFile[]): string {
  const chapters = built.flatMap(({ pack }) =>
    pack.chapters.map(({ id }) => {
      const name = JSON.stringify(`${pack.id}/${id}`);
      return `  ${name}: () => import(${JSON.stringify(`${virtualName}/${pack.id}/${id}`)}),`;
    }),
  );
  return [
    `export const packs = ${jsonInScript(built.map(({ pack }) => pack))};`,
    'const chapters = {',
    ...chapters,
    '};',
    'export async function loadChapter(packId, chapterId) {',
    '  const name = `${packId}/${chapterId}`;',
    '  if (!Object.hasOwn(chapters, name)) throw new RangeError(`no chapter ${chapterId} in pack ${packId}`);',
    '  return (await chapters[name]()).chapter;',
    '}',
    '',
  ].join('\n');
}

/** The module of one chapter. */
export function chapterModule(chapter: BuiltChapter): string {
  return `export const chapter = ${jsonInScript(chapter)};\n`;
}

/** Data as a call of JSON.parse, which engines read faster than an object written out. */
function jsonInScript(data: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(data))})`;
}
