/** Something that is measured beside others. */
export interface Contender {
  readonly name: string;
  /** Does the work once and says what it cost. */
  readonly run: () => Promise<Cost>;
}

export interface Cost {
  readonly wallMilliseconds: number;
  /** Of the process that does the work, where that can be told. */
  readonly cpuMilliseconds?: number | undefined;
}

/**
 * Runs all contenders in turn, again and again, so that what else the machine does falls on each of them alike. The
 * first round warms up. Gives the median of each.
 */
export async function interleaved(
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, Cost>> {
  const costs = new Map<string, Cost[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run } of contenders) {
      const cost = await run();
      if (round > 0) costs.get(name)?.push(cost);
    }
  }
  return new Map([...costs].map(([name, list]) => [name, medianCost(list)]));
}

export async function timed(work: () => unknown): Promise<Cost> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  await work();
  const wallMilliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMilliseconds, cpuMilliseconds: (user + system) / 1000 };
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

function medianCost(costs: readonly Cost[]): Cost {
  const cpu = costs.flatMap(({ cpuMilliseconds }) => cpuMilliseconds ?? []);
  return {
    wallMilliseconds: median(costs.map(({ wallMilliseconds }) => wallMilliseconds)),
    cpuMilliseconds: cpu.length > 0 ? median(cpu) : undefined,
  };
}
