import { utf8Text } from '#base/bytes.ts';
import { seededRandom } from '#base/random.ts';
import { emulatorTransport } from '#client/emulator-transport.ts';
import type { WireRequest } from '#client/transport.ts';
import type { LabServices } from '#lab/services.ts';
import type { LabSettings } from '#lab/store.ts';
import { seedDemo } from '#s3/demo.ts';
import { createEmulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';

export const start = new Date('2026-11-21T19:42:10Z');
export const emulatorUrl = 'http://localhost:4173/s3';

export interface TestServices extends LabServices {
  /** What was sent to the emulator by the bench, in order. */
  readonly sent: readonly WireRequest[];
  readonly settings: () => LabSettings;
}

/** The lab's services with a real emulator in memory and a real signer; `changed` takes the place of some. */
export async function testServices(
  presign: LabServices['presign'],
  changed: Partial<LabServices> = {},
): Promise<TestServices> {
  const now = (): Date => start;
  const emulator = createEmulator({
    store: memoryStore(),
    now,
    random: seededRandom('lab'),
    basePath: '/s3',
  });
  await seedDemo(emulator, { region: 'us-east-1', pageOrigins: [], now: start, basePath: '/s3' });
  const sent: WireRequest[] = [];
  const carry = emulatorTransport(emulator, { sourceAddress: '127.0.0.1', secure: true });
  let settings: LabSettings = { allowedOrigins: [] };
  let milliseconds = 0;
  return {
    emulatorUrl,
    emulator: async () => ({
      control: (command) => emulator.control(command),
      transport: async (request) => {
        sent.push(request);
        // As over the network: the decision has to be asked for.
        const { decision: _, ...response } = await carry(request);
        return response;
      },
      opensTabs: true,
    }),
    ownServer: async () => undefined,
    serverControl: (command) => emulator.control(command),
    signOnThisComputer: async () => ({ ok: false, message: 'no bucket is configured' }),
    presign,
    transport: () => Promise.reject(new Error('nothing may be sent elsewhere')),
    allowOrigins: async () => undefined,
    reload: () => undefined,
    store: { read: () => settings, write: (written) => (settings = written) },
    now,
    stopwatch: () => (milliseconds += 5),
    sent,
    settings: () => settings,
    ...changed,
  };
}

export function bodyText(request: WireRequest | undefined): string {
  return request?.body instanceof Uint8Array ? utf8Text(request.body) : '';
}
