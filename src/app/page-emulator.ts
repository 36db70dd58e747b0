import { emulatorTransport } from '#client/emulator-transport.ts';
import type { BrowserEmulator } from '#lab/services.ts';
import { storedDecisions } from '#s3/decision/decision-log.ts';
import { seedDemo } from '#s3/demo.ts';
import { createEmulator } from '#s3/emulator.ts';
import { openIndexedDbStore } from '#s3/store/indexed-db.ts';

const decisionsKept = 200;

/** The emulator in the page itself, where no worker can run: the same account, but no tab can be opened on it. */
export async function openPageEmulator(emulatorUrl: string): Promise<BrowserEmulator> {
  const { origin, pathname: basePath } = new URL(emulatorUrl);
  const store = await openIndexedDbStore({ name: 'valet-key-emulator' });
  const now = (): Date => new Date();
  const random = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
  const emulator = createEmulator({ store, now, random, basePath, decisions: storedDecisions(store, decisionsKept) });
  await seedDemo(emulator, { region: 'us-east-1', pageOrigins: [origin], now: now(), basePath });
  return {
    transport: emulatorTransport(emulator, { sourceAddress: '127.0.0.1', secure: true }),
    control: (command) => emulator.control(command),
    opensTabs: false,
  };
}
