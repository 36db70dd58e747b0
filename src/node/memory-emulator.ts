import { provideHashers } from '#base/digest.ts';
import { recentDecisions } from '#s3/decision-log.ts';
import { createEmulator } from '#s3/emulator.ts';
import type { Emulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { nativeHashers } from './native-hashers.ts';
import { secureRandom } from './secure-random.ts';

const decisionsKept = 1_000;

/** An empty emulated account in memory, as both `start` and `serve` run it. */
export function memoryEmulator(region: string): Emulator {
  provideHashers(nativeHashers);
  return createEmulator({
    store: memoryStore(),
    now: () => new Date(),
    random: secureRandom(),
    hostSuffixes: ['localhost'],
    defaultRegion: region,
    decisions: recentDecisions(decisionsKept),
  });
}
