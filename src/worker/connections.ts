import type { Store } from '#s3/store/store.ts';

const key = 'worker/endpoints';
/** The emulator of this computer is always a choice. */
const emulatorOfThisComputer = 'http://127.0.0.1:9000';

/** Origins that documents of ours may connect to, kept in the emulator's database since a worker may be stopped at any moment. */
export async function savedEndpoints(store: Store): Promise<readonly string[]> {
  const entry = await store.get(key);
  return Array.isArray(entry?.value)
    ? entry.value.filter((origin): origin is string => typeof origin === 'string')
    : [];
}

/** Keeps the origins that the page names; anything that is no http(s) origin is left out. */
export async function saveEndpoints(store: Store, endpoints: readonly unknown[]): Promise<void> {
  const origins = new Set<string>();
  for (const endpoint of endpoints) {
    if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) continue;
    const { origin, protocol } = new URL(endpoint);
    if (protocol === 'https:' || protocol === 'http:') origins.add(origin);
  }
  await store.commit({ put: [{ key, value: [...origins].slice(0, 50) }] });
}

/** A document of ours with the policy that lists where it may connect. */
export function withConnectPolicy(response: Response, endpoints: readonly string[]): Response {
  const headers = new Headers(response.headers);
  const sources = ["'self'", emulatorOfThisComputer, ...endpoints];
  headers.set('content-security-policy', `connect-src ${sources.join(' ')}; frame-ancestors 'none'`);
  headers.set('referrer-policy', 'no-referrer');
  return new Response(response.body, { status: response.status, headers });
}
