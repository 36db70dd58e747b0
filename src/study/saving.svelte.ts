import type { StudyEvent } from './events.ts';
import { reasonOf } from './reason.ts';
import type { Study } from './study.svelte.ts';

/** Whether what the learner did is on its way to the disk; `failed` keeps it, to be tried again. */
export type SavingState =
  | { readonly state: 'idle' | 'saving' }
  | { readonly state: 'failed'; readonly reason: string; readonly event: StudyEvent };

/** Stores a screen's events one by one, and lets none go that could not be stored. */
export class Saving {
  readonly #study: Study;
  #state = $state.raw<SavingState>({ state: 'idle' });
  #isLeft = false;

  constructor(study: Study) {
    this.#study = study;
  }

  get state(): SavingState {
    return this.#state;
  }

  async append(event: StudyEvent): Promise<void> {
    this.#state = { state: 'saving' };
    try {
      await this.#study.append(event);
      this.#state = { state: 'idle' };
    } catch (error) {
      this.#state = { state: 'failed', reason: reasonOf(error), event };
      if (this.#isLeft) this.leave();
    }
  }

  /** Stores again what could not be stored. */
  async retry(): Promise<void> {
    if (this.#state.state === 'failed') await this.append(this.#state.event);
  }

  /** The learner took back what could not be stored, or goes on to something else. */
  forget(): void {
    if (this.#state.state === 'failed') this.#state = { state: 'idle' };
  }

  /** The screen goes: what it could not store, now or a moment later, is handed on. */
  leave(): void {
    this.#isLeft = true;
    if (this.#state.state === 'failed') this.#study.unstored.keep(this.#state.event, this.#state.reason);
  }
}
