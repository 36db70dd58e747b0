import { expect, test } from 'vitest';
import { studyLog } from '#study/attempt.ts';
import type { Corrections } from '#study/corrections.ts';
import type { StudyEvent } from '#study/events.ts';
import { nextStep, packProgress } from '#study/progress.ts';
import type { ChapterProgress } from '#study/progress.ts';
import { answered, head, played, started } from './events-for-tests.ts';

const pack = { id: 'pack', gate: { pass: 60 }, chapters: [{ id: 'one' }, { id: 'two' }, { id: 'three' }] };
const day = 24 * 60;

function progress(events: readonly StudyEvent[], corrections: Corrections = new Map()): readonly ChapterProgress[] {
  return packProgress(pack, studyLog(events), corrections);
}
const opened = (events: readonly StudyEvent[]): readonly boolean[] => progress(events).map((chapter) => chapter.isOpen);

test('only the first chapter is open at the start', () => {
  expect(opened([])).toEqual([true, false, false]);
});

test('8 of 12 opens the next chapter and no further one', () => {
  expect(opened(played('a', 8, 12))).toEqual([true, true, false]);
});

test('7 of 12 opens nothing', () => {
  expect(opened(played('a', 7, 12))).toEqual([true, false, false]);
});

test('one pass is for good: a worse attempt afterwards locks nothing', () => {
  expect(opened([...played('a', 12, 12), ...played('b', 0, 12)])).toEqual([true, true, false]);
});

test('an attempt that goes on opens nothing yet', () => {
  expect(opened(played('a', 12, 12).slice(0, -1))).toEqual([true, false, false]);
});

test('a chapter opened anyway is open, the one after it is not', () => {
  expect(opened([{ ...head(), kind: 'opened-anyway', packId: 'pack', chapterId: 'two' }])).toEqual([true, true, false]);
});

test('a pass in a chapter that was opened anyway opens the next one', () => {
  const anyway: StudyEvent = { ...head(), kind: 'opened-anyway', packId: 'pack', chapterId: 'two' };
  expect(opened([anyway, ...played('a', 8, 12, { chapterId: 'two' })])).toEqual([true, true, true]);
});

test('attempts in another pack open nothing here', () => {
  expect(opened(played('a', 12, 12, { packId: 'elsewhere' }))).toEqual([true, false, false]);
});

test('the best attempt is shown, rounded down', () => {
  expect(progress([...played('a', 5, 12), ...played('b', 7, 12)])[0]?.bestPercent).toBe(58);
  expect(progress([])[0]?.bestPercent).toBeUndefined();
});

test('mastered is 80 % on a draw started three days after the pass', () => {
  const pass = played('a', 8, 12, head(0));
  const isMastered = (right: number, minutes: number): boolean | undefined =>
    progress([...pass, ...played('b', right, 12, head(minutes))])[0]?.isMastered;
  expect(isMastered(10, 3 * day)).toBe(true);
  expect(isMastered(10, 3 * day - 1)).toBe(false);
  expect(isMastered(9, 3 * day)).toBe(false);
});

test('a perfect first pass alone is not mastery', () => {
  expect(progress(played('a', 12, 12))[0]).toMatchObject({ isPassed: true, isMastered: false });
});

/** Since revision 2 the right answer to item-11, and to it alone, is the other one. */
const corrections: Corrections = new Map([
  [
    'item-11',
    {
      rev: 2,
      key: { type: 'choice', correct: ['no'] },
      errata: [{ rev: 2, regrades: [1], note: 'It was the other one.' }],
    },
  ],
]);

test('a corrected key opens a chapter that the old one kept closed', () => {
  const short = played('a', 7, 12);
  expect(progress(short)[1]?.isOpen).toBe(false);
  expect(progress(short, corrections)[1]?.isOpen).toBe(true);
});

test('a corrected key locks nothing again', () => {
  const exact = [started('a', ['item-11']), answered('a', 'item-11', true)];
  expect(progress(exact)[1]?.isOpen).toBe(true);
  expect(progress(exact, corrections)[1]?.isOpen).toBe(true);
});

const read: StudyEvent = { ...head(), kind: 'chapter-read', packId: 'pack', chapterId: 'one' };
const steps: readonly (readonly [
  behaviour: string,
  events: readonly StudyEvent[],
  kind: string,
  chapter: number | undefined,
])[] = [
  ['a newcomer reads chapter 1', [], 'read', 1],
  ['who has read it answers', [read], 'answer', 1],
  ['who is in the middle goes on', [read, ...played('a', 3, 12).slice(0, 5)], 'continue', 1],
  ['who failed tries again', [read, ...played('a', 3, 12)], 'retry', 1],
  ['who passed reads the next', [read, ...played('a', 8, 12)], 'read', 2],
];

for (const [behaviour, events, kind, chapter] of steps) {
  test(`next step: ${behaviour}`, () => {
    const step = nextStep(progress(events));
    expect(step.kind).toBe(kind);
    expect('progress' in step ? step.progress.number : undefined).toBe(chapter);
  });
}

test('next step: who passed everything is told so', () => {
  const all = ['one', 'two', 'three'].flatMap((chapterId) => played(chapterId, 12, 12, { chapterId }));
  expect(nextStep(progress(all))).toEqual({ kind: 'all passed' });
});
