import { provideHashers } from '#base/digest.ts';
import { provideSigningHashes } from '#sigv4/signing-hashes.ts';
import { createEmulator } from '#s3/emulator.ts';
import type { Emulator } from '#s3/emulator.ts';
import type { Store } from '#s3/store/store.ts';
import { nativeHashers } from './native-hashers.ts';
import { nativeSigning } from './native-signing.ts';
import { secureRandom } from './secure-random.ts';

/** The emulated account of a store, as both `start` and `serve` run it. Decisions are kept in memory, the last 1,000. */
export function nodeEmulator(store: Store, region: string): Emulator {
  provideHashers(nativeHashers);
  provideSigningHashes(nativeSigning);
  return createEmulator({
    store,
    now: () => new Date(),
    random: secureRandom(),
    hostSuffixes: ['localhost'],
    defaultRegion: region,
  });
}
