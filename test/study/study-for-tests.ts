import type { BuiltChapter, BuiltItem, BuiltPack } from '#packs/built.ts';
import type { MarkdownNode } from '#packs/markdown-node.ts';
import type { RowRun } from '#proofs/run.ts';
import type { StudyEvent } from '#study/events.ts';
import type { Draft, Preferences, StudyStore } from '#study/store.ts';
import { Study } from '#study/study.svelte.ts';
import type { StudyServices } from '#study/study.svelte.ts';

type Inline = { readonly kind: 'text'; readonly text: string };
const line = (text: string): readonly [Inline] => [{ kind: 'text', text }];
const prose = (text: string): readonly MarkdownNode[] => [{ kind: 'paragraph', children: line(text) }];

/** A choice of which the named options are right; each option is called by its id. */
export function choice(id: string, right: readonly string[], ids = ['north', 'east', 'south', 'west']): BuiltItem {
  return {
    id,
    rev: 1,
    type: 'choice',
    domain: 'security',
    level: 'apply',
    claims: ['claim'],
    stem: prose(`Stem of ${id}.`),
    ask: line(`Ask of ${id}?`),
    keys: right.length,
    ...(right.length > 1 ? { choose: '(Choose TWO.)' } : {}),
    keepsOrder: true,
    options: ids.map((option) => ({
      id: option,
      text: line(`Go ${option}.`),
      why: prose(`Reason for ${option}.`),
      ...(right.includes(option) ? { correct: true } : {}),
    })),
    proof: { given: [], then: [] },
    sources: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html'],
  };
}

export function card(id: string, points: readonly string[]): BuiltItem {
  return {
    id,
    rev: 1,
    type: 'reveal',
    domain: 'security',
    level: 'recall',
    claims: ['claim'],
    ask: line(`Ask of ${id}?`),
    answer: prose(`Answer of ${id}.`),
    ...(points.length > 0 ? { points: points.map((point) => ({ id: point, text: line(`Point ${point}.`) })) } : {}),
    proof: { given: [], then: [] },
    sources: [],
  };
}

export const pack: BuiltPack = {
  id: 'pack',
  title: 'A pack',
  version: '1.0.0',
  licence: 'CC-BY-4.0',
  checked: '2026-11-21',
  exam: {
    name: 'The exam',
    url: 'https://docs.aws.amazon.com/exam',
    domains: [{ id: 'security', title: 'Security', weight: 26 }],
  },
  gate: { pass: 60, draw: 12 },
  chapters: [
    { id: 'one', folder: '01-one', title: 'Chapter the first', summary: 'What comes first', items: 2, proofs: 2 },
    { id: 'two', folder: '02-two', title: 'Chapter the second', summary: 'What comes next', items: 2, proofs: 2 },
  ],
};

export function chapterOf(items: readonly BuiltItem[], more: Partial<BuiltChapter> = {}): BuiltChapter {
  return {
    id: 'one',
    packId: 'pack',
    packVersion: '1.0.0',
    title: 'Chapter the first',
    summary: 'What comes first',
    reading: prose('The reading.'),
    proofs: [],
    items,
    claims: {},
    misconceptions: {},
    worlds: {},
    ...more,
  };
}

/** A store in memory whose next appends can be held back or made to fail. */
export class TestStore implements StudyStore {
  readonly appended: StudyEvent[] = [];
  readonly drafts = new Map<string, Draft>();
  readonly attempted: StudyEvent[] = [];
  failure: Error | undefined;
  readingFailure: Error | undefined;
  hold: Promise<void> | undefined;
  #listener: ((event: StudyEvent) => void) | undefined;

  async append(event: StudyEvent): Promise<void> {
    this.attempted.push(event);
    await this.hold;
    if (this.failure) throw this.failure;
    if (!this.appended.some((stored) => stored.id === event.id)) this.appended.push(event);
  }

  async events(): Promise<readonly StudyEvent[]> {
    if (this.readingFailure) throw this.readingFailure;
    return [...this.appended];
  }

  async keepDraft(draft: Draft): Promise<void> {
    this.drafts.set(draft.attemptId, draft);
  }

  async draft(attemptId: string): Promise<Draft | undefined> {
    return this.drafts.get(attemptId);
  }

  watch(listener: (event: StudyEvent) => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = undefined);
  }

  /** As if another tab had appended it. */
  hear(event: StudyEvent): void {
    this.#listener?.(event);
  }
}

export interface TestBench {
  readonly study: Study;
  readonly store: TestStore;
  /** Rows that were carried out, in order. */
  readonly rows: string[];
  readonly went: string[];
  preferences: Preferences;
}

/** A study over the given chapters, whose proofs hold exactly for the right rows. */
export function bench(
  chapters: readonly BuiltChapter[],
  store = new TestStore(),
  more: Partial<StudyServices> = {},
): TestBench {
  let ids = 0;
  const rows: string[] = [];
  const went: string[] = [];
  const made: { preferences: Preferences } = { preferences: { shortcuts: true } };
  const study = new Study({
    packs: [pack],
    loadChapter: async (_, chapterId) => {
      const chapter = chapters.find(({ id }) => id === chapterId);
      if (!chapter) throw new RangeError(`no chapter ${chapterId}`);
      return chapter;
    },
    store,
    preferences: { read: () => made.preferences, write: (changed) => void (made.preferences = changed) },
    proofs: {
      prepare: () => undefined,
      run: async (subject, rowId) => {
        rows.push(`${subject.id}: ${rowId}`);
        const chosen = rowId.split('+');
        const isRight = (subject.options ?? []).filter(({ id }) => chosen.includes(id)).every(({ correct }) => correct);
        return rowRun(isRight, `Carried out ${rowId}`);
      },
    },
    links: {
      home: '#/',
      chapter: (_, chapterId, section) => `#/chapter/${chapterId}/${section ?? ''}`,
      quiz: (_, chapterId, attemptId) => `#/quiz/${chapterId}/${attemptId ?? ''}`,
      result: (_, chapterId, attemptId) => `#/result/${chapterId}/${attemptId}`,
      go: (href) => void went.push(href),
    },
    now: () => new Date(Date.UTC(2026, 2, 1)),
    newId: () => `id-${(ids += 1)}-${store.appended.length}`,
    ...more,
  });
  study.watch();
  return Object.assign(made, { study, store, rows, went });
}

export function rowRun(holds: boolean, text: string): RowRun {
  return {
    holds,
    requests: 3,
    milliseconds: 4,
    assumptions: [],
    timeline: [{ phase: 'then', text, status: { text: holds ? '200' : '403', tone: holds ? 'good' : 'bad' } }],
  };
}
