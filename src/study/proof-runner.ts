import type { RowRun } from '#proofs/run.ts';
import type { ProofSubject } from '#proofs/subject.ts';

/** Carries a row of a proof out. `app` implements it, since runner, emulator and SDK are loaded only when first needed. */
export interface ProofRunner {
  /** Fetches what a run needs, so that the first verdict need not wait for it. */
  prepare(): void;
  run(subject: ProofSubject, rowId: string, signal: AbortSignal): Promise<RowRun>;
}
