import type { StudyEvent } from './events.ts';
import type { Confidence } from './response.ts';

/** Where the learner is in an attempt: what is on screen and chosen, but not committed. */
export interface Draft {
  readonly attemptId: string;
  readonly itemId: string;
  readonly chosen: readonly string[];
  readonly confidence?: Confidence;
}

/** Keeps what a learner did. Implemented in `storage`. */
export interface StudyStore {
  /** Resolves once the event would survive a crash; an id that is stored already changes nothing. */
  append(event: StudyEvent): Promise<void>;
  /** Every event, in the order in which they were appended. */
  events(): Promise<readonly StudyEvent[]>;
  /** Replaces the draft of its attempt; losing it costs a click. */
  keepDraft(draft: Draft): Promise<void>;
  draft(attemptId: string): Promise<Draft | undefined>;
  /** Tells of events that another tab appended. Returns the way to stop. */
  watch(listener: (event: StudyEvent) => void): () => void;
}

/** Small settings of the learner on this device. Reading never fails; losing one does no harm. */
export interface Preferences {
  readonly shortcuts: boolean;
}

export interface PreferenceStore {
  read(): Preferences;
  write(preferences: Preferences): void;
}
