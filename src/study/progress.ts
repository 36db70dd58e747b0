import { chapterKey, tallyOf } from './attempt.ts';
import type { Attempt, StudyLog } from './attempt.ts';
import { correctedScore } from './corrections.ts';
import type { Corrections } from './corrections.ts';
import { masteryDelayMilliseconds, masteryMark, percentOf, reaches } from './gate.ts';

/** What progress needs to know of a pack. */
export interface PackOutline<Chapter extends { readonly id: string } = { readonly id: string }> {
  readonly id: string;
  readonly gate: { readonly pass: number };
  readonly chapters: readonly Chapter[];
}

export interface ChapterProgress<Chapter extends { readonly id: string } = { readonly id: string }> {
  readonly chapter: Chapter;
  /** Counted from 1. */
  readonly number: number;
  readonly isOpen: boolean;
  readonly isRead: boolean;
  readonly isPassed: boolean;
  readonly isMastered: boolean;
  /** The best of all attempts, in percent. */
  readonly bestPercent?: number;
  /** The attempt to go on with. */
  readonly current?: Attempt;
  readonly finished: readonly Attempt[];
}

/** How far a learner is in each chapter of a pack. */
export function packProgress<Chapter extends { readonly id: string }>(
  pack: PackOutline<Chapter>,
  log: StudyLog,
  corrections: Corrections,
): readonly ChapterProgress<Chapter>[] {
  let opensNext = true;
  return pack.chapters.map((chapter, index) => {
    const attempts = log.attempts.filter((attempt) => attempt.packId === pack.id && attempt.chapterId === chapter.id);
    const finished = attempts.filter((attempt) => attempt.finishedAt !== undefined);
    const passed = finished.filter((attempt) => passes(attempt, pack.gate.pass, corrections));
    const current = attempts.findLast((attempt) => attempt.finishedAt === undefined);
    const best = attempts
      .filter((attempt) => attempt.answers.size > 0)
      .map((attempt) => percentOf(bestTally(attempt, corrections)));
    const key = chapterKey(pack.id, chapter.id);
    const progress = {
      chapter,
      number: index + 1,
      isOpen: opensNext || log.openedAnyway.has(key) || attempts.length > 0,
      isRead: log.read.has(key),
      isPassed: passed.length > 0,
      isMastered: isMastered(passed[0], finished, corrections),
      finished,
      ...(best.length > 0 ? { bestPercent: Math.max(...best) } : {}),
      ...(current ? { current } : {}),
    };
    opensNext = progress.isPassed;
    return progress;
  });
}

/** Whether an attempt passes the gate, by the keys of its time or by today's: a corrected key locks nothing again. */
export function passes(attempt: Attempt, passPercent: number, corrections: Corrections): boolean {
  return attempt.finishedAt !== undefined && reaches(bestTally(attempt, corrections), passPercent);
}

function bestTally(attempt: Attempt, corrections: Corrections): ReturnType<typeof tallyOf> {
  const then = tallyOf(attempt);
  const now = tallyOf(attempt, (answer) => correctedScore(answer, corrections));
  return then.correct > now.correct ? then : now;
}

/** Mastered: 80 % on a draw that was started three days or more after the first pass. */
function isMastered(firstPass: Attempt | undefined, finished: readonly Attempt[], corrections: Corrections): boolean {
  if (firstPass?.finishedAt === undefined) return false;
  const from = Date.parse(firstPass.finishedAt) + masteryDelayMilliseconds;
  return finished.some(
    (attempt) => Date.parse(attempt.startedAt) >= from && reaches(bestTally(attempt, corrections), masteryMark),
  );
}

export type NextStep<Progress extends ChapterProgress> =
  | { readonly kind: 'continue' | 'read' | 'answer' | 'retry'; readonly progress: Progress }
  | { readonly kind: 'all passed' };

/** The one thing to do next: go on with an attempt, else the first open chapter that is not passed. */
export function nextStep<Progress extends ChapterProgress>(chapters: readonly Progress[]): NextStep<Progress> {
  const begun = chapters.filter((chapter) => chapter.current).sort((a, b) => latest(b) - latest(a))[0];
  if (begun) return { kind: 'continue', progress: begun };
  const next = chapters.find((chapter) => chapter.isOpen && !chapter.isPassed);
  if (!next) return { kind: 'all passed' };
  if (next.finished.length > 0) return { kind: 'retry', progress: next };
  return { kind: next.isRead ? 'answer' : 'read', progress: next };
}

function latest(progress: ChapterProgress): number {
  return Date.parse(progress.current?.startedAt ?? '') || 0;
}
