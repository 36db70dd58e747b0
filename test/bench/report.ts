import type { Cost } from './rounds.ts';

/** Writes a heading and its lines. */
export function section(title: string, lines: readonly string[]): void {
  console.log(`\n${title}`);
  for (const line of lines) console.log(`  ${line}`);
}

/**
 * A line for each contender: its time for one of `count` pieces of work, the CPU of its process, and its pace as a
 * multiple of those it is compared with; of the first one if none is named.
 */
export function comparison(
  costs: ReadonlyMap<string, Cost>,
  count: number,
  baselines: readonly string[] = [...costs.keys()].slice(0, 1),
): readonly string[] {
  return [...costs].map(([name, cost]) => {
    const cpu = cost.cpuMilliseconds === undefined ? [] : [`${duration(cost.cpuMilliseconds / count)} of CPU`];
    const paces = baselines
      .filter((other) => other !== name)
      .map((other) => `${times(costs.get(other)?.wallMilliseconds, cost.wallMilliseconds)} ${other}'s pace`);
    return row(name, `${duration(cost.wallMilliseconds / count)} each`, ...cpu, ...paces);
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
  return `${name.padEnd(36)} ${columns.map((column) => column.padEnd(21)).join(' ')}`.trimEnd();
}

function times(one: number | undefined, other: number | undefined): string {
  return `${((one ?? Number.NaN) / (other ?? Number.NaN)).toFixed(2)} ×`;
}
