import type { Answered, AttemptStarted, FormEntry, StudyEvent } from './events.ts';
import type { Tally } from './gate.ts';
import type { Score } from './grade.ts';

/** One go at a drawn form, as its events tell it. */
export interface Attempt {
  readonly id: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly chapterId: string;
  readonly startedAt: string;
  /** The items that count: withdrawn ones are left out. */
  readonly form: readonly FormEntry[];
  readonly answers: ReadonlyMap<string, Answered>;
  readonly revealed: ReadonlySet<string>;
  /** Instant of its end: the learner's, or that of the last answer. */
  readonly finishedAt?: string;
}

/** Everything that the events add up to before any chapter's content is known. */
export interface StudyLog {
  /** In the order in which they were started. */
  readonly attempts: readonly Attempt[];
  readonly read: ReadonlySet<string>;
  readonly openedAnyway: ReadonlySet<string>;
}

/** The name of a chapter in the sets of a log. */
export function chapterKey(packId: string, chapterId: string): string {
  return `${packId}/${chapterId}`;
}

/** Folds events into a log. An event that comes twice counts once; of two answers to an item, as two tabs may give, the first stands. */
export function studyLog(events: readonly StudyEvent[]): StudyLog {
  const attempts = new Map<string, AttemptDraft>();
  const read = new Set<string>();
  const openedAnyway = new Set<string>();
  for (const event of unique(events)) {
    if (event.kind === 'chapter-read') read.add(chapterKey(event.packId, event.chapterId));
    else if (event.kind === 'opened-anyway') openedAnyway.add(chapterKey(event.packId, event.chapterId));
    else if (event.kind === 'attempt-started') attempts.set(event.attemptId, newDraft(event));
    else {
      const attempt = attempts.get(event.attemptId);
      if (attempt && attempt.endedAt === undefined) take(attempt, event);
    }
  }
  return { attempts: [...attempts.values()].map(finished), read, openedAnyway };
}

/** Scores an attempt; `scoreOf` lets a corrected key have the last word. */
export function tallyOf(attempt: Attempt, scoreOf: (answer: Answered) => Score = (answer) => answer.score): Tally {
  let correct = 0;
  for (const { itemId } of attempt.form) {
    const answer = attempt.answers.get(itemId);
    if (answer) correct += scoreOf(answer);
  }
  return { correct, total: attempt.form.length };
}

/** How many right answers of an attempt rest on the learner's own marking. */
export function selfMarked(attempt: Attempt): number {
  return [...attempt.answers.values()].filter((answer) => answer.response.type !== 'choice').length;
}

/** How often each item of a chapter stood in a form, by id. */
export function timesSeen(log: StudyLog, packId: string, chapterId: string): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const attempt of log.attempts) {
    if (attempt.packId !== packId || attempt.chapterId !== chapterId) continue;
    for (const { itemId } of attempt.form) times.set(itemId, (times.get(itemId) ?? 0) + 1);
  }
  return times;
}

/** The first unanswered item after the given one, going round once. */
export function nextUnanswered(attempt: Attempt, afterItemId?: string): string | undefined {
  const start = attempt.form.findIndex((entry) => entry.itemId === afterItemId) + 1;
  const ring = [...attempt.form.slice(start), ...attempt.form.slice(0, start)];
  return ring.find((entry) => !attempt.answers.has(entry.itemId))?.itemId;
}

interface AttemptDraft {
  readonly start: AttemptStarted;
  readonly answers: Map<string, Answered>;
  readonly revealed: Set<string>;
  readonly withdrawn: Set<string>;
  endedAt: string | undefined;
}

type AttemptEvent = Exclude<StudyEvent, { kind: 'chapter-read' | 'opened-anyway' | 'attempt-started' }>;

function newDraft(start: AttemptStarted): AttemptDraft {
  return { start, answers: new Map(), revealed: new Set(), withdrawn: new Set(), endedAt: undefined };
}

function take(attempt: AttemptDraft, event: AttemptEvent): void {
  if (event.kind === 'attempt-finished') attempt.endedAt = event.instant;
  else if (event.kind === 'revealed') attempt.revealed.add(event.itemId);
  else if (event.kind === 'withdrawn') attempt.withdrawn.add(event.itemId);
  else if (!attempt.answers.has(event.itemId)) attempt.answers.set(event.itemId, event);
}

function finished({ start, answers, revealed, withdrawn, endedAt }: AttemptDraft): Attempt {
  const form = start.form.filter((entry) => answers.has(entry.itemId) || !withdrawn.has(entry.itemId));
  const isComplete = form.every((entry) => answers.has(entry.itemId));
  const finishedAt = endedAt ?? (isComplete ? ([...answers.values()].at(-1)?.instant ?? start.instant) : undefined);
  return {
    id: start.attemptId,
    packId: start.packId,
    packVersion: start.packVersion,
    chapterId: start.chapterId,
    startedAt: start.instant,
    form,
    answers,
    revealed,
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
}

function unique(events: readonly StudyEvent[]): readonly StudyEvent[] {
  const byId = new Map<string, StudyEvent>();
  for (const event of events) if (!byId.has(event.id)) byId.set(event.id, event);
  return [...byId.values()];
}
