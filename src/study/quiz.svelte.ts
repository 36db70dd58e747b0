import type { BuiltChapter } from '#packs/built.ts';
import { itemSubject } from '#packs/subject.ts';
import { nextUnanswered, tallyOf } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import { correctedScore } from './corrections.ts';
import { grade, keyOf } from './grade.ts';
import { plannedRuns } from './planned-runs.ts';
import { ProofRuns } from './proof-runs.svelte.ts';
import type { ProofRun } from './proof-runs.svelte.ts';
import type { Confidence, ItemResponse } from './response.ts';
import { Saving } from './saving.svelte.ts';
import type { SavingState } from './saving.svelte.ts';
import type { Draft } from './store.ts';
import type { Study } from './study.svelte.ts';

/** One attempt on screen: what is asked now, what is chosen, and what came of it. */
export class Quiz {
  readonly #study: Study;
  readonly chapter: BuiltChapter;
  readonly #attemptId: string;
  readonly #proofRuns: ProofRuns;
  readonly #saving: Saving;
  #itemId = $state<string>();
  #chosen = $state.raw<readonly string[]>([]);
  #confidence = $state<Confidence>();
  #shownSince: number;

  readonly attempt = $derived.by(() => this.#study.attempt(this.#attemptId) as Attempt);
  readonly item = $derived.by(() => this.chapter.items.find((item) => item.id === this.#itemId));
  readonly entry = $derived.by(() => this.attempt.form.find((entry) => entry.itemId === this.#itemId));
  readonly place = $derived.by(() => this.attempt.form.findIndex((entry) => entry.itemId === this.#itemId) + 1);
  readonly answer = $derived.by(() => this.attempt.answers.get(this.#itemId ?? ''));
  readonly isRevealed = $derived.by(() => this.attempt.revealed.has(this.#itemId ?? ''));
  readonly tally = $derived.by(() =>
    tallyOf(this.attempt, (answer) => correctedScore(answer, this.#study.corrections)),
  );
  /** How many options are right: so many have to be chosen. */
  readonly needed = $derived.by(() => (this.item?.type === 'choice' ? this.item.keys : 0));
  readonly mayCommit = $derived.by(
    () => this.saving.state !== 'saving' && !this.answer && this.needed > 0 && this.#chosen.length === this.needed,
  );
  readonly hasNext = $derived.by(() => nextUnanswered(this.attempt, this.#itemId) !== undefined);

  constructor(study: Study, chapter: BuiltChapter, attemptId: string, draft?: Draft) {
    this.#study = study;
    this.chapter = chapter;
    this.#attemptId = attemptId;
    this.#saving = new Saving(study);
    this.#proofRuns = new ProofRuns(study.services.proofs);
    this.#shownSince = study.services.now().getTime();
    const isDraftUsable = draft !== undefined && this.attempt.form.some((entry) => entry.itemId === draft.itemId);
    this.#show(isDraftUsable ? draft.itemId : nextUnanswered(this.attempt));
    if (isDraftUsable) this.#restore(draft);
    study.services.proofs.prepare();
  }

  get chosen(): readonly string[] {
    return this.#chosen;
  }

  get confidence(): Confidence | undefined {
    return this.#confidence;
  }

  get saving(): SavingState {
    return this.#saving.state;
  }

  get runs(): readonly ProofRun[] {
    return this.#proofRuns.all;
  }

  /** Chooses the only option, or adds one to several, or takes it back. */
  choose(optionId: string): void {
    if (this.answer) return;
    const isChosen = this.#chosen.includes(optionId);
    if (this.needed === 1) this.#chosen = [optionId];
    else this.#chosen = isChosen ? this.#chosen.filter((id) => id !== optionId) : [...this.#chosen, optionId];
    this.#changed();
  }

  /** A point of a revealed answer that the learner had, or takes back. */
  tick(pointId: string): void {
    if (this.answer) return;
    const isTicked = this.#chosen.includes(pointId);
    this.#chosen = isTicked ? this.#chosen.filter((id) => id !== pointId) : [...this.#chosen, pointId];
    this.#changed();
  }

  rate(confidence: Confidence): void {
    if (this.answer) return;
    this.#confidence = confidence;
    this.#changed();
  }

  /** Commits the chosen options. The screen moves on once they are stored. */
  async commit(): Promise<void> {
    if (this.saving.state === 'failed') await this.retry();
    else if (this.mayCommit) await this.#answer({ type: 'choice', chosen: this.#chosen });
  }

  /** Shows the answer of a card; from here on it can only be marked. */
  async reveal(): Promise<void> {
    if (this.isRevealed || this.#itemId === undefined || this.saving.state === 'saving') return;
    await this.#saving.append(
      this.#study.event({ kind: 'revealed', attemptId: this.#attemptId, itemId: this.#itemId }),
    );
  }

  /** Marks a revealed card: by its ticked points, or by the learner's word where it has none. */
  async mark(had?: boolean): Promise<void> {
    if (!this.isRevealed || this.answer || this.saving.state === 'saving') return;
    if (this.saving.state === 'failed') await this.retry();
    else await this.#answer(had === undefined ? { type: 'points', had: this.#chosen } : { type: 'self-mark', had });
  }

  /** Stores again what could not be stored. */
  async retry(): Promise<void> {
    await this.#saving.retry();
  }

  /** Shows the next unanswered item, if there is one. */
  next(): void {
    if (!this.answer) return;
    const next = nextUnanswered(this.attempt, this.#itemId);
    if (next === undefined) return;
    this.#show(next);
    this.#keepDraft();
  }

  /** Ends the attempt: what is unanswered counts as wrong. */
  async end(): Promise<void> {
    await this.#saving.append(this.#study.event({ kind: 'attempt-finished', attemptId: this.#attemptId }));
  }

  /** Takes an item out that the pack no longer holds, and goes on. */
  async skipWithdrawn(): Promise<void> {
    const itemId = this.#itemId;
    if (itemId === undefined || this.item) return;
    const next = nextUnanswered(this.attempt, itemId);
    if (!this.answer)
      await this.#saving.append(this.#study.event({ kind: 'withdrawn', attemptId: this.#attemptId, itemId }));
    if (this.saving.state !== 'failed') this.#show(next === itemId ? undefined : next);
  }

  /** Carries the answer out, and the right one after it. Called once an answer is on screen. */
  async prove(): Promise<void> {
    const { item, answer } = this;
    const subject = item && itemSubject(item, this.chapter.worlds);
    if (!item || !answer || !subject) return;
    const chosen = answer.response.type === 'choice' ? answer.response.chosen : [];
    await this.#proofRuns.start(subject, plannedRuns(item, chosen));
  }

  /** Stops what is being carried out. */
  stop(): void {
    this.#proofRuns.stop();
  }

  /** The screen goes: what it could not store, now or a moment later, is handed on. */
  leave(): void {
    this.stop();
    this.#saving.leave();
  }

  async #answer(response: ItemResponse): Promise<void> {
    const { item } = this;
    if (!item) return;
    const key = keyOf(item);
    const seconds = Math.round((this.#study.services.now().getTime() - this.#shownSince) / 1000);
    const event = this.#study.event({
      kind: 'answered',
      attemptId: this.#attemptId,
      itemId: item.id,
      rev: item.rev,
      response,
      key,
      score: grade(response, key),
      seconds,
      ...(this.#confidence ? { confidence: this.#confidence } : {}),
    });
    await this.#saving.append(event);
  }

  #show(itemId: string | undefined): void {
    this.stop();
    this.#itemId = itemId;
    this.#chosen = [];
    this.#confidence = undefined;
    this.#saving.forget();
    this.#shownSince = this.#study.services.now().getTime();
  }

  #restore(draft: Draft): void {
    this.#chosen = draft.chosen.filter((id) => this.entry?.shown.includes(id));
    this.#confidence = draft.confidence;
  }

  /** What failed to be stored is not what is chosen any more. */
  #changed(): void {
    this.#saving.forget();
    this.#keepDraft();
  }

  /** A draft saves a click after a reload and no more, so a failure is passed over. */
  #keepDraft(): void {
    if (this.#itemId === undefined) return;
    const draft: Draft = {
      attemptId: this.#attemptId,
      itemId: this.#itemId,
      chosen: this.#chosen,
      ...(this.#confidence ? { confidence: this.#confidence } : {}),
    };
    this.#study.services.store.keepDraft(draft).catch(() => undefined);
  }
}
