import { failedCheck } from '#s3/decision/decision.ts';

import { assumptionIn, restsOnPlace } from './assumptions.ts';
import type { Mismatch } from './expectation.ts';
import { resolved, type DataPath } from './names.ts';
import { readStep, type PlacedStep, type ReadStep } from './placed-steps.ts';
import { StepFault } from './step-fault.ts';
import type { Phase, TimelineEntry } from './timeline.ts';
import type { PreparedStep, StepResult, StepStatus } from './verb.ts';
import { World } from './world.ts';

/** Where a row ended before its last step. */
export interface Ending {
  readonly phase: Phase;
  readonly path: DataPath;
  /** The step's line in the timeline. */
  readonly step: string;
  readonly expected: string;
  readonly actual: string;
  /** True where an expectation was compared and not met; false where the step could not be carried out. */
  readonly isCompared: boolean;
}

/** A world in the middle of a proof: what is there, what is named, and what was done so far. */
export class Stage {
  readonly world: World;
  readonly names: Map<string, unknown>;
  readonly timeline: TimelineEntry[];
  /** What the outcomes of `then` rest on without being known. */
  readonly assumptions: string[] = [];

  private constructor(world: World, names: ReadonlyMap<string, unknown>, timeline: readonly TimelineEntry[]) {
    this.world = world;
    this.names = new Map(names);
    this.timeline = [...timeline];
  }

  static begin(seed: string): Stage {
    return new Stage(World.begin(seed), new Map(), []);
  }

  /** To go on with apart. */
  copy(): Stage {
    return new Stage(this.world.copy(), this.names, this.timeline);
  }

  /** Carries steps out until one comes otherwise than expected; says which, if one does. */
  async carryOut(steps: readonly PlacedStep[], phase: Phase, pause: Pause): Promise<Ending | undefined> {
    for (const item of steps) {
      await pause();
      const ending = await this.#step(item, phase);
      if (ending) return ending;
    }
    return undefined;
  }

  async #step(item: PlacedStep, phase: Phase): Promise<Ending | undefined> {
    const step = readStep(item);
    const line = new Line(step, phase);
    try {
      if (!step) throw new StepFault('this is no step of the language');
      const prepared = step.verb.prepare(resolved(step.fields, this.names), step.fields);
      line.say(prepared);
      const result = await prepared.carryOut(this);
      if (typeof step.fields['save'] === 'string') this.names.set(step.fields['save'], result.saved);
      this.timeline.push(line.entry(result));
      const assumption = phase === 'then' ? assumptionIn(result.decision, result.expectation) : undefined;
      if (assumption !== undefined) this.assumptions.push(assumption);
      return result.mismatch && { phase, path: item.path, step: line.text, ...result.mismatch };
    } catch (error) {
      if (!(error instanceof StepFault) && !(error instanceof RangeError)) throw error;
      const mismatch: Mismatch = { expected: 'the step to be carried out', actual: error.message, isCompared: false };
      this.timeline.push(line.entry({ mismatch, status: { text: 'not done', tone: 'bad' } }));
      return { phase, path: item.path, step: line.text, ...mismatch };
    }
  }
}

/** Between steps: ends a run that was cancelled, and lets the page breathe. */
export type Pause = () => Promise<void>;

/** A step's line in the timeline, written as far as it is known. */
class Line {
  text: string;
  readonly #phase: Phase;
  readonly #isSetup: boolean;
  readonly #isNoted: boolean;

  constructor(step: ReadStep | undefined, phase: Phase) {
    const note = step && 'note' in step.verb.entries ? step.fields['note'] : undefined;
    this.#isNoted = typeof note === 'string';
    this.text = typeof note === 'string' ? note : `\`${step?.verb.name ?? 'step'}\``;
    this.#phase = phase;
    this.#isSetup = step?.verb.isSetup ?? false;
  }

  say({ sentence }: PreparedStep): void {
    if (!this.#isNoted) this.text = sentence;
  }

  entry({ status, decision, mismatch }: StepResult): TimelineEntry {
    const check = decision && failedCheck(decision);
    return {
      phase: this.#phase,
      text: this.text,
      ...(status && { status }),
      ...(mismatch && { expected: shortfall(mismatch, status) }),
      ...(decision && { decision }),
      ...(check && { known: check.known }),
      ...(decision && restsOnPlace(decision) && { placeAssumed: true }),
      ...(this.#isSetup && { isSetup: true }),
    };
  }
}

/** What came instead is said where the status does not show it already. */
function shortfall({ expected, actual }: Mismatch, status: StepStatus | undefined): string {
  return status?.text === actual ? expected : `${expected}; ${actual}`;
}
