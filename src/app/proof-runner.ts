import type { ProofRunner } from '#study/proof-runner.ts';

/** Runs proofs in this page. Runner, emulator and SDK come in one chunk, when a learner first needs them. */
export function pageProofRunner(): ProofRunner {
  const load = (): Promise<typeof import('#proofs/run.ts')> => import('#proofs/run.ts');
  return {
    // A failure shows when a proof is run, where it can be tried again.
    prepare: () => void load().catch(() => undefined),
    run: async (subject, rowId, signal) => {
      const { runRow } = await load();
      return runRow(subject, rowId, { signal });
    },
  };
}
