import type { Cost } from './rounds.ts';

/** Writes a heading and its lines. */
export function section(title: string, lines: readonly string[]): void {
  console.log(`\n${title}`);
  for (const line of lines) console.log(`  ${line}`);
}

/** A line for each contender: its time for one of `count` pieces of work, and its pace as a multiple of the first one's. */
export function comparison(costs: ReadonlyMap<string, Cost>, count: number): readonly string[] {
  const [first] = costs.values();
  return [...costs].map(([name, cost]) => {
    const wall = `${duration(cost.wallMilliseconds / count)} each`;
    const pace = cost === first ? '' : `${times(first?.wallMilliseconds, cost.wallMilliseconds)} the pace`;
    if (cost.cpuMilliseconds === undefined) return row(name, wall, pace);
    const cpu = `${duration(cost.cpuMilliseconds / count)} of CPU`;
    const share = cost === first ? '' : `${times(cost.cpuMilliseconds, first?.cpuMilliseconds)} the CPU`;
    return row(name, wall, pace, cpu, share);
  });
}

export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${(milliseconds * 1000).toFixed(1)} µs`;
  return milliseconds < 10_000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** A figure that has a budget: printed, never asserted, since another machine has other times. */
export function budgeted(what: string, milliseconds: number, budgetMilliseconds: number): string {
  const verdict = milliseconds <= budgetMilliseconds ? 'within' : 'OVER';
  return row(what, duration(milliseconds), `${verdict} the budget of ${duration(budgetMilliseconds)}`);
}

export function row(name: string, ...columns: readonly string[]): string {
  return `${name.padEnd(44)} ${columns.map((column) => column.padEnd(17)).join(' ')}`.trimEnd();
}

function times(one: number | undefined, other: number | undefined): string {
  return `${((one ?? Number.NaN) / (other ?? Number.NaN)).toFixed(2)} ×`;
}
