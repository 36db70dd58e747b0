import type { ProofSubject } from '#proofs/subject.ts';
import type { RowRun } from '#proofs/run.ts';
import type { PlannedRun } from './planned-runs.ts';
import type { ProofRunner } from './proof-runner.ts';
import { reasonOf } from './reason.ts';

export type ProofRun = PlannedRun &
  (
    | { readonly state: 'running' }
    | { readonly state: 'done'; readonly run: RowRun }
    | { readonly state: 'failed'; readonly reason: string }
  );

/** The rows that are carried out in front of the learner, one after the other. */
export class ProofRuns {
  readonly #runner: ProofRunner;
  #runs = $state.raw<readonly ProofRun[]>([]);
  #running: AbortController | undefined;

  constructor(runner: ProofRunner) {
    this.#runner = runner;
  }

  get all(): readonly ProofRun[] {
    return this.#runs;
  }

  /** Carries the rows out anew; what was running before is stopped. */
  async start(subject: ProofSubject, plans: readonly PlannedRun[]): Promise<void> {
    this.stop();
    const controller = new AbortController();
    this.#running = controller;
    this.#runs = plans.map((plan) => ({ ...plan, state: 'running' }));
    for (const plan of plans) {
      const ended = await this.#run(subject, plan, controller.signal);
      if (controller.signal.aborted) return;
      this.#runs = this.#runs.map((run) => (run.rowId === plan.rowId ? ended : run));
    }
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#runs = [];
  }

  #run(subject: ProofSubject, plan: PlannedRun, signal: AbortSignal): Promise<ProofRun> {
    return this.#runner.run(subject, plan.rowId, signal).then(
      (run): ProofRun => ({ ...plan, state: 'done', run }),
      (error: unknown): ProofRun => ({ ...plan, state: 'failed', reason: reasonOf(error) }),
    );
  }
}
