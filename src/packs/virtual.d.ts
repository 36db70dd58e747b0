declare module 'virtual:packs' {
  import type { BuiltChapter, BuiltPack } from '#packs/built.ts';

  /** The packs of `questions/`, in the order of their folders' names. */
  export const packs: readonly BuiltPack[];
  /** @throws RangeError if there is no such chapter. */
  export function loadChapter(packId: string, chapterId: string): Promise<BuiltChapter>;
}
