import { Stage, type Ending, type Pause } from './carry-out.ts';
import { givenSteps } from './placed-steps.ts';
import { controlRow, controlRowId, responseRows, type Row } from './rows.ts';
import type { ProofSubject } from './subject.ts';
import type { TimelineEntry } from './timeline.ts';

export interface RunOptions {
  /** Cancels between two steps. */
  readonly signal?: AbortSignal | undefined;
}

/** A row that was carried out. */
export interface RowRun {
  /** Everything came as expected. */
  readonly holds: boolean;
  /** Where it ended otherwise. */
  readonly ended?: Ending;
  readonly timeline: readonly TimelineEntry[];
  readonly requests: number;
  readonly milliseconds: number;
  /** What the outcome rests on without being known. */
  readonly assumptions: readonly string[];
}

/**
 * Carries one row out in a fresh world: `given`, the response, `then`. The row is `control`, an option's id, several
 * joined with `+`, or `proof` where there is no response.
 *
 * @throws RangeError if there is no such row; the signal's reason when it was cancelled.
 */
export async function runRow(subject: ProofSubject, rowId: string, { signal }: RunOptions = {}): Promise<RowRun> {
  const row = rowOf(subject, rowId);
  const started = performance.now();
  const pause = pauseFor(signal);
  const stage = Stage.begin(subject.id);
  const ending = await stage.carryOut(givenSteps(subject), 'given', pause);
  return ending ? rowRun(stage, ending, started) : runFrom(stage, row, pause, started);
}

/** `given`, once for all rows of an item. */
export interface Beginning {
  readonly stage: Stage;
  readonly ending: Ending | undefined;
}

export async function begin(subject: ProofSubject, pause: Pause): Promise<Beginning> {
  const stage = Stage.begin(subject.id);
  const ending = await stage.carryOut(givenSteps(subject), 'given', pause);
  return { stage, ending };
}

/** The response and `then`, from where `given` ended; a copy of the stage leaves it as it is. */
export async function runFrom(stage: Stage, row: Row, pause: Pause, started = performance.now()): Promise<RowRun> {
  const ending = (await stage.carryOut(row.steps, 'do', pause)) ?? (await stage.carryOut(row.then, 'then', pause));
  return rowRun(stage, ending, started);
}

/** How long a run may keep the page from its events. */
const breathMilliseconds = 40;

export function pauseFor(signal: AbortSignal | undefined): Pause {
  let breathed = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (!signal || performance.now() - breathed < breathMilliseconds) return;
    await new Promise((resolve) => setTimeout(resolve));
    breathed = performance.now();
    signal.throwIfAborted();
  };
}

function rowOf(subject: ProofSubject, rowId: string): Row {
  if (rowId === controlRowId) return controlRow(subject);
  const row = responseRows(subject).find(({ id }) => sameChoice(id, rowId));
  if (!row) throw new RangeError(`no row ${rowId} in ${subject.id}`);
  return row;
}

/** Options chosen together have no order. */
function sameChoice(one: string, other: string): boolean {
  return one === other || one.split('+').sort().join('+') === other.split('+').sort().join('+');
}

function rowRun(stage: Stage, ending: Ending | undefined, started: number): RowRun {
  return {
    holds: ending === undefined,
    ...(ending && { ended: ending }),
    timeline: stage.timeline,
    requests: stage.world.meter.requests,
    milliseconds: performance.now() - started,
    assumptions: [...new Set(stage.assumptions)],
  };
}
