import { createContext } from 'svelte';
import type { BuiltChapter, BuiltPack } from '#packs/built.ts';
import { studyLog, timesSeen } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { bothCorrections, correctionsOf, noCorrections } from './corrections.ts';
import type { Corrections } from './corrections.ts';
import { eventVersion } from './events.ts';
import type { AttemptStarted, StudyEvent, StudyEventBody } from './events.ts';
import { drawForm } from './form.ts';
import type { StudyLinks } from './links.ts';
import { packProgress } from './progress.ts';
import type { ChapterProgress } from './progress.ts';
import type { ProofRunner } from './proof-runner.ts';
import { reasonOf } from './reason.ts';
import type { PreferenceStore, StudyStore } from './store.ts';
import { Unstored } from './unstored.svelte.ts';

/** What study is handed from outside. */
export interface StudyServices {
  readonly packs: readonly BuiltPack[];
  readonly loadChapter: (packId: string, chapterId: string) => Promise<BuiltChapter>;
  readonly store: StudyStore;
  readonly preferences: PreferenceStore;
  readonly proofs: ProofRunner;
  readonly links: StudyLinks;
  readonly now: () => Date;
  /** Unique for ever, on every device. */
  readonly newId: () => string;
}

export type Reading = { readonly state: 'reading' | 'ready' } | { readonly state: 'failed'; readonly reason: string };

export const [getStudy, setStudy] = createContext<Study>();

/** What the learner has done so far, kept in step with the store and with other tabs. */
export class Study {
  readonly services: StudyServices;
  #events = $state.raw<readonly StudyEvent[]>([]);
  #corrections = $state.raw<Corrections>(noCorrections);
  #reading = $state.raw<Reading>({ state: 'reading' });
  #shortcuts = $state(true);
  readonly log = $derived(studyLog(this.#events));
  /** What a screen could not store before it was left. */
  readonly unstored = new Unstored((event) => this.append(event));

  constructor(services: StudyServices) {
    this.services = services;
    this.#shortcuts = services.preferences.read().shortcuts;
  }

  /** Whether the events that are stored have been read; until then nothing may be concluded from their absence. */
  get reading(): Reading {
    return this.#reading;
  }

  get corrections(): Corrections {
    return this.#corrections;
  }

  get shortcuts(): boolean {
    return this.#shortcuts;
  }

  set shortcuts(isOn: boolean) {
    this.#shortcuts = isOn;
    this.services.preferences.write({ shortcuts: isOn });
  }

  /** Listens to other tabs; returns the way to stop. */
  watch(): () => void {
    return this.services.store.watch((event) => {
      this.#events = [...this.#events, event];
    });
  }

  /** Reads what is stored. A failure is kept as the state, so that the screens can offer to try again. */
  async read(): Promise<void> {
    this.#reading = { state: 'reading' };
    try {
      const stored = await this.services.store.events();
      // What arrived from another tab meanwhile is kept; an event that is here twice counts once.
      this.#events = [...stored, ...this.#events];
      this.#reading = { state: 'ready' };
    } catch (error) {
      this.#reading = { state: 'failed', reason: reasonOf(error) };
    }
  }

  /** Loads the chapters that were answered under another version of their pack, since their keys may have been corrected. */
  async learnCorrections(): Promise<void> {
    const changed = this.log.attempts.filter((attempt) => {
      const pack = this.pack(attempt.packId);
      return pack !== undefined && pack.version !== attempt.packVersion;
    });
    // A chapter that was taken out of the pack, or can't be loaded now, leaves the scores as they were.
    await Promise.allSettled(changed.map((attempt) => this.chapter(attempt.packId, attempt.chapterId)));
  }

  /** A chapter's content; its corrected keys are heeded from then on. */
  async chapter(packId: string, chapterId: string): Promise<BuiltChapter> {
    const chapter = await this.services.loadChapter(packId, chapterId);
    this.#corrections = bothCorrections(this.#corrections, correctionsOf(chapter.items));
    return chapter;
  }

  pack(packId: string): BuiltPack | undefined {
    return this.services.packs.find((pack) => pack.id === packId);
  }

  progress(pack: BuiltPack): readonly ChapterProgress<BuiltPack['chapters'][number]>[] {
    return packProgress(pack, this.log, this.#corrections);
  }

  chapterProgress(packId: string, chapterId: string): ChapterProgress<BuiltPack['chapters'][number]> | undefined {
    const pack = this.pack(packId);
    return pack && this.progress(pack).find((progress) => progress.chapter.id === chapterId);
  }

  attempt(attemptId: string): Attempt | undefined {
    return this.log.attempts.find((attempt) => attempt.id === attemptId);
  }

  /** Puts the head on: the same event can then be appended again if storing fails. */
  event<Body extends StudyEventBody>(body: Body): Body & Pick<StudyEvent, 'version' | 'id' | 'instant'> {
    return { ...body, version: eventVersion, id: this.services.newId(), instant: this.services.now().toISOString() };
  }

  /** Resolves once the event is stored for good; only then does it count. */
  async append(event: StudyEvent): Promise<void> {
    await this.services.store.append(event);
    this.#events = [...this.#events, event];
  }

  async openAnyway(packId: string, chapterId: string): Promise<void> {
    await this.append(this.event({ kind: 'opened-anyway', packId, chapterId }));
  }

  async markRead(packId: string, chapterId: string): Promise<void> {
    await this.append(this.event({ kind: 'chapter-read', packId, chapterId }));
  }

  /** Draws a form of a chapter, preferring what the learner has seen least, and starts an attempt at it. */
  async startAttempt(pack: BuiltPack, chapter: BuiltChapter): Promise<string> {
    const seed = this.services.newId();
    const attemptId = this.services.newId();
    const seen = timesSeen(this.log, pack.id, chapter.id);
    const form = drawForm({ items: chapter.items, draw: pack.gate.draw, timesSeen: seen, seed });
    const started: Omit<AttemptStarted, 'version' | 'id' | 'instant'> = {
      kind: 'attempt-started',
      attemptId,
      packId: pack.id,
      packVersion: chapter.packVersion,
      chapterId: chapter.id,
      seed,
      form,
    };
    await this.append(this.event(started));
    return attemptId;
  }
}
