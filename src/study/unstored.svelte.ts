import type { StudyEvent } from './events.ts';
import { reasonOf } from './reason.ts';

/** Events that could not be stored and whose screen was left: kept in memory until they are stored. */
export class Unstored {
  readonly #append: (event: StudyEvent) => Promise<void>;
  #events = $state.raw<readonly StudyEvent[]>([]);
  #reason = $state<string>();

  constructor(append: (event: StudyEvent) => Promise<void>) {
    this.#append = append;
  }

  get events(): readonly StudyEvent[] {
    return this.#events;
  }

  /** Why the last try failed. */
  get reason(): string | undefined {
    return this.#reason;
  }

  keep(event: StudyEvent, reason: string): void {
    this.#events = [...this.#events.filter(({ id }) => id !== event.id), event];
    this.#reason = reason;
  }

  /** Tries once more, one after the other; what still can't be stored stays. */
  async retry(): Promise<void> {
    for (const event of this.#events) {
      try {
        await this.#append(event);
        this.#events = this.#events.filter(({ id }) => id !== event.id);
      } catch (error) {
        this.#reason = reasonOf(error);
        return;
      }
    }
  }
}
