import type { Score } from './grade.ts';
import type { Confidence, ItemKey, ItemResponse } from './response.ts';

/** Raised when an event changes its meaning; readers skip events of a version they do not know. */
export const eventVersion = 1;

interface EventHead {
  readonly version: typeof eventVersion;
  /** Unique for ever: a second append of the same id changes nothing. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly instant: string;
}

/** One place of a form: which item, in which wording, its options in the order shown. */
export interface FormEntry {
  readonly itemId: string;
  readonly rev: number;
  readonly type: 'choice' | 'reveal';
  readonly shown: readonly string[];
}

export interface AttemptStarted extends EventHead {
  readonly kind: 'attempt-started';
  readonly attemptId: string;
  readonly packId: string;
  readonly packVersion: string;
  readonly chapterId: string;
  readonly seed: string;
  readonly form: readonly FormEntry[];
}

/** The answer of a reveal card was shown: from here on it can only be marked. */
export interface Revealed extends EventHead {
  readonly kind: 'revealed';
  readonly attemptId: string;
  readonly itemId: string;
}

export interface Answered extends EventHead {
  readonly kind: 'answered';
  readonly attemptId: string;
  readonly itemId: string;
  /** Revision of the item that was on screen. */
  readonly rev: number;
  readonly response: ItemResponse;
  /** The key of that revision, and the score by it. */
  readonly key: ItemKey;
  readonly score: Score;
  readonly seconds: number;
  readonly confidence?: Confidence;
}

/** The pack no longer holds an item of the form, so it counts neither way. */
export interface Withdrawn extends EventHead {
  readonly kind: 'withdrawn';
  readonly attemptId: string;
  readonly itemId: string;
}

/** The learner ended the attempt; what is unanswered is wrong. */
export interface AttemptFinished extends EventHead {
  readonly kind: 'attempt-finished';
  readonly attemptId: string;
}

export interface ChapterRead extends EventHead {
  readonly kind: 'chapter-read';
  readonly packId: string;
  readonly chapterId: string;
}

/** The learner opened a chapter without having passed the one before. */
export interface OpenedAnyway extends EventHead {
  readonly kind: 'opened-anyway';
  readonly packId: string;
  readonly chapterId: string;
}

/** The learner's history: what happened, never what it adds up to. Scores, gates and progress are computed from it. */
export type StudyEvent =
  AttemptStarted | Revealed | Answered | Withdrawn | AttemptFinished | ChapterRead | OpenedAnyway;

/** An event without the head that is put on when it happens. */
export type StudyEventBody = StudyEvent extends infer Event
  ? Event extends StudyEvent
    ? Omit<Event, keyof EventHead>
    : never
  : never;

const kinds: ReadonlySet<string> = new Set<StudyEvent['kind']>([
  'attempt-started',
  'revealed',
  'answered',
  'withdrawn',
  'attempt-finished',
  'chapter-read',
  'opened-anyway',
]);

/** Whether this version of the app understands a stored event; a later version may have written others. */
export function isKnownEvent(value: unknown): value is StudyEvent {
  const event = value as Partial<StudyEvent> | null;
  return typeof event === 'object' && event?.version === eventVersion && kinds.has(event.kind ?? '');
}
