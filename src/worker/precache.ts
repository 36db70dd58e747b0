import { buildId, files, shell } from 'virtual:precache';

const cacheName = `valet-key-${buildId}`;
const isDevelopment = buildId === 'dev';

/** Stores what the first screen needs; the rest follows in the background, so that the emulator is not kept waiting. */
export async function cacheShell(): Promise<void> {
  if (isDevelopment) return;
  await cacheAll(shell);
}

/** Fetches what is missing yet; safe to call again after a lost connection. */
export async function cacheRest(): Promise<void> {
  if (isDevelopment) return;
  const cache = await caches.open(cacheName);
  const missing: string[] = [];
  for (const file of files) if (!(await cache.match(urlOf(file), { ignoreVary: true }))) missing.push(file);
  await cacheAll(missing);
}

/** True when every file of this build can be had without a network. */
export async function isComplete(): Promise<boolean> {
  if (isDevelopment) return false;
  const cache = await caches.open(cacheName);
  for (const file of files) if (!(await cache.match(urlOf(file), { ignoreVary: true }))) return false;
  return true;
}

export async function removeOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith('valet-key-') && name !== cacheName).map((name) => caches.delete(name)),
  );
}

/** The cached answer to a request for a file of ours; a navigation gets the page. */
export async function cachedFile(request: Request): Promise<Response | undefined> {
  if (isDevelopment) return undefined;
  const cache = await caches.open(cacheName);
  // Servers send `Vary: Origin`, and scripts with `crossorigin` would miss for it.
  if (request.mode === 'navigate') return cache.match(urlOf('index.html'), { ignoreVary: true, ignoreSearch: true });
  return cache.match(request, { ignoreVary: true });
}

async function cacheAll(list: readonly string[]): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    list.map(async (file) => {
      const response = await fetch(urlOf(file), { cache: 'no-cache' });
      if (!response.ok) throw new Error(`${file} was answered ${response.status}`);
      await cache.put(urlOf(file), response);
    }),
  );
}

function urlOf(file: string): string {
  return new URL(file, scope()).href;
}

function scope(): string {
  return (self as unknown as ServiceWorkerGlobalScope).registration.scope;
}
