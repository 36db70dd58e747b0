import { randomBytes } from 'node:crypto';
import { recentDecisions } from '#s3/decision-log.ts';
import { createEmulator } from '#s3/emulator.ts';
import type { Emulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';

const decisionsKept = 1_000;

/** An empty emulated account in memory, as both `start` and `serve` run it. */
export function memoryEmulator(region: string): Emulator {
  return createEmulator({
    store: memoryStore(),
    now: () => new Date(),
    random: secureRandom,
    hostSuffixes: ['localhost'],
    defaultRegion: region,
    decisions: recentDecisions(decisionsKept),
  });
}

/** 0 <= n < 1 from the system's generator, since ids and keys come of it. */
function secureRandom(): number {
  return randomBytes(6).readUIntBE(0, 6) / 2 ** 48;
}
