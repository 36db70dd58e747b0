import { namesIn } from './names.ts';
import { givenSteps, placed, readStep, thenSteps, type PlacedStep } from './placed-steps.ts';
import { hasOwnThens } from './rows.ts';
import type { ProofSubject } from './subject.ts';

/**
 * Whether `then` can be run with nothing done. It can't where it reads a name that only responses bind, and proves
 * nothing where doing nothing is one of the options; there a wrong row is the control.
 */
export function hasControl(subject: ProofSubject): boolean {
  const { type, options = [] } = subject;
  if (type !== 'choice' || hasOwnThens(subject)) return false;
  if (options.some((option) => option.do?.length === 0)) return false;
  const known = new Set<string>();
  unboundIn(givenSteps(subject), known);
  const unbound = unboundIn(thenSteps(subject), known);
  const byResponses = new Set(options.flatMap((option) => boundBy(placed(option.do, []))));
  return !unbound.some((name) => byResponses.has(name));
}

/** Names read before anything binds them; `known` grows by what the steps bind. */
function unboundIn(steps: readonly PlacedStep[], known: Set<string>): readonly string[] {
  const unbound: string[] = [];
  for (const item of steps) {
    const step = readStep(item);
    if (!step) continue;
    unbound.push(...namesIn(step.fields).flatMap(({ name }) => (known.has(name) ? [] : [name])));
    for (const name of step.verb.binds(step.fields)) known.add(name);
  }
  return unbound;
}

function boundBy(steps: readonly PlacedStep[]): readonly string[] {
  return steps.flatMap((item) => {
    const step = readStep(item);
    return step ? step.verb.binds(step.fields) : [];
  });
}
