import { ownServer, serverControl, signOnThisComputer } from '#client/own-server.ts';
import { fetchTransport } from '#client/send.ts';
import { ask, workerControl } from '#client/worker-control.ts';
import type { BrowserEmulator, LabServices } from '#lab/services.ts';
import { labStore } from '#storage/lab-store.ts';
import type { WorkerMessage } from '#worker/messages.ts';

/** How long the first visit may take until the worker answers for the page, and until one is registered at all. */
const workerMilliseconds = 15_000;
const registrationMilliseconds = 3_000;

/** What the lab is handed in this page. SDK and emulator come when they are first needed. */
export function labServices(page: Window): LabServices {
  const base = page.document.baseURI;
  const emulatorUrl = new URL('s3', base).href;
  const container = 'serviceWorker' in page.navigator ? page.navigator.serviceWorker : undefined;
  const transport = fetchTransport({
    emulatorUrl,
    page: () => ({ isOnline: page.navigator.onLine, isSecure: page.location.protocol === 'https:' }),
    violations: page.document,
  });
  let emulator: Promise<BrowserEmulator> | undefined;
  return {
    emulatorUrl,
    emulator: () => {
      emulator ??= openEmulator(container, transport, emulatorUrl).catch((error: unknown) => {
        emulator = undefined;
        throw error;
      });
      return emulator;
    },
    // Our server listens on loopback only; any other host has files and nothing else.
    ownServer: async () => (isLoopback(page.location.hostname) ? ownServer(base) : undefined),
    serverControl: serverControl(base),
    signOnThisComputer: (request) => signOnThisComputer(base, request),
    presign: async (request) => (await import('#client/presign.ts')).presign(request),
    transport,
    allowOrigins: async (origins) => {
      // Without a worker nobody adds a policy to our documents, and there is nothing to allow.
      if (!container?.controller) return;
      await ask(container.controller, { type: 'endpoints', endpoints: origins } satisfies WorkerMessage);
    },
    reload: () => page.location.reload(),
    store: labStore(localStorageOf(page)),
    now: () => new Date(),
    stopwatch: () => page.performance.now(),
  };
}

async function openEmulator(
  container: ServiceWorkerContainer | undefined,
  transport: BrowserEmulator['transport'],
  emulatorUrl: string,
): Promise<BrowserEmulator> {
  if (container && (await isControlled(container)))
    return { transport, control: workerControl(() => container.controller), opensTabs: true };
  const { openPageEmulator } = await import('./page-emulator.ts');
  return openPageEmulator(emulatorUrl);
}

/** Whether a worker answers for this page, or does so within a while. */
function isControlled(container: ServiceWorkerContainer): Promise<boolean> {
  if (container.controller) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      clearTimeout(early);
      container.removeEventListener('controllerchange', settle);
      resolve(container.controller !== null);
    };
    const timer = setTimeout(settle, workerMilliseconds);
    const early = setTimeout(() => {
      void container.getRegistration().then((registration) => registration ?? settle(), settle);
    }, registrationMilliseconds);
    container.addEventListener('controllerchange', settle);
  });
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

/** Reading the property is enough to throw where the browser forbids storage. */
function localStorageOf(page: Window): Storage | undefined {
  try {
    return page.localStorage;
  } catch {
    return undefined;
  }
}
