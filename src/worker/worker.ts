/// <reference lib="webworker" />
import { createEmulator } from '#s3/emulator.ts';
import type { Emulator } from '#s3/emulator.ts';
import { storedDecisions } from '#s3/decision/decision-log.ts';
import { seedDemo } from '#s3/demo.ts';
import { openIndexedDbStore } from '#s3/store/indexed-db.ts';
import type { Store } from '#s3/store/store.ts';
import { saveEndpoints, savedEndpoints, withConnectPolicy } from './connections.ts';
import type { WorkerMessage, WorkerReply } from './messages.ts';
import { cacheRest, cacheShell, cachedFile, isComplete, removeOldCaches } from './precache.ts';
import { mayAnswer, s3Request, webResponse } from './s3-door.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;
const decisionsKept = 200;

interface Account {
  readonly store: Store;
  readonly emulator: Emulator;
}
let account: Promise<Account> | undefined;

worker.addEventListener('install', (event) => event.waitUntil(cacheShell()));

worker.addEventListener('activate', (event) =>
  event.waitUntil(
    (async () => {
      await removeOldCaches();
      await worker.clients.claim();
      await cacheRest().catch(() => undefined);
    })(),
  ),
);

worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith(`${scopePath()}s3/`)) event.respondWith(answerS3(event));
  else if (event.request.method === 'GET') event.respondWith(answerFile(event.request));
});

worker.addEventListener('message', (event) => {
  if (!isOwnWindow(event.source)) return;
  event.waitUntil(
    (async () => {
      const reply = await answerMessage(event.data as WorkerMessage);
      if (reply) event.ports[0]?.postMessage(reply);
    })(),
  );
});

async function answerS3(event: FetchEvent): Promise<Response> {
  if (!mayAnswer(event.request)) return new Response(null, { status: 403 });
  try {
    const { emulator } = await openAccount();
    const { response } = await emulator.answer(await s3Request(event.request));
    return await webResponse(response);
  } catch {
    // An exception here would reach the page as a bare network error.
    account = undefined;
    return unavailable();
  }
}

async function answerFile(request: Request): Promise<Response> {
  const cached = await cachedFile(request);
  if (!cached) return fetch(request);
  if (request.mode !== 'navigate') return cached;
  return withConnectPolicy(cached, await endpoints());
}

async function answerMessage(message: WorkerMessage): Promise<WorkerReply | undefined> {
  switch (message.type) {
    case 'claim':
      await worker.clients.claim();
      return undefined;
    case 'update':
      await worker.skipWaiting();
      return undefined;
    case 'ready?':
      await cacheRest().catch(() => undefined);
      return { type: 'ready', ready: await isComplete() };
    case 'endpoints':
      await saveEndpoints((await openAccount()).store, message.endpoints);
      return { type: 'saved' };
    case 'control':
      return { type: 'control', result: await (await openAccount()).emulator.control(message.command) };
    default:
      return undefined;
  }
}

async function endpoints(): Promise<readonly string[]> {
  try {
    return await savedEndpoints((await openAccount()).store);
  } catch {
    return [];
  }
}

/** Opens the emulated account once for the life of this worker; a failure is tried again at the next request. */
function openAccount(): Promise<Account> {
  account ??= open().catch((error: unknown) => {
    account = undefined;
    throw error;
  });
  return account;
}

async function open(): Promise<Account> {
  const store = await openIndexedDbStore({
    name: 'valet-key-emulator',
    quota: async () => (await navigator.storage.estimate()).quota,
  });
  const basePath = `${scopePath()}s3`;
  const now = (): Date => new Date();
  const random = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;
  const emulator = createEmulator({ store, now, random, basePath, decisions: storedDecisions(store, decisionsKept) });
  await seedDemo(emulator, { region: 'us-east-1', pageOrigins: [worker.location.origin], now: now(), basePath });
  return { store, emulator };
}

/** Only the app's windows speak to the worker, never a document that came out of a bucket. */
function isOwnWindow(source: ExtendableMessageEvent['source']): boolean {
  if (!(source instanceof WindowClient)) return false;
  const url = new URL(source.url);
  return url.href.startsWith(worker.registration.scope) && !url.pathname.startsWith(`${scopePath()}s3/`);
}

function scopePath(): string {
  return new URL(worker.registration.scope).pathname;
}

function unavailable(): Response {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>ServiceUnavailable</Code>' +
    '<Message>The emulator of this page could not be opened. Close other tabs of this app and try again.</Message></Error>';
  return new Response(body, {
    status: 503,
    headers: { 'content-type': 'application/xml', 'cache-control': 'no-store' },
  });
}
