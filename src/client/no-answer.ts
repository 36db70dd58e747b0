import { rawUrl } from './transport.ts';

/** Why a request may have come back without an answer that a script may read. A browser does not say which it was. */
export type Suspicion =
  'emulator-not-running' | 'forbidden-by-policy' | 'offline' | 'mixed-content' | 'cors' | 'not-reached';

/** There is no answer. The page says what to check, most likely first. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly suspicions: readonly Suspicion[];

  constructor(suspicions: readonly Suspicion[], options?: ErrorOptions) {
    super(suspicions.map((suspicion) => suspicionSentences[suspicion]).join(' '), options);
    this.suspicions = suspicions;
  }
}

/** What to check, in the words of the screen. */
export const suspicionSentences: Readonly<Record<Suspicion, string>> = {
  'emulator-not-running':
    "The emulator isn't running. It lives in this page's service worker: load the page anew, and close other tabs of this app if that does not help.",
  'forbidden-by-policy': 'This page may not reach that address yet. Allow it and load the page anew.',
  offline: 'This device is offline. The emulator in this browser works without a network.',
  'mixed-content': 'This page came over https, and browsers let it reach nothing over plain http but this computer.',
  cors: 'CORS: the browser keeps the answer back unless the bucket has a CORS rule for this page’s origin and method.',
  'not-reached': 'No server answered at that address: check the endpoint, its port and that the server runs.',
};

export interface SuspicionInputs {
  readonly url: string;
  readonly isOnline: boolean;
  /** Whether the page itself came over https. */
  readonly isSecure: boolean;
  /** The page's own policy refused the address. */
  readonly isForbidden: boolean;
}

/** What a network error may have been. */
export function suspicionsOf({ url, isOnline, isSecure, isForbidden }: SuspicionInputs): readonly Suspicion[] {
  if (isForbidden) return ['forbidden-by-policy'];
  const { scheme, authority } = rawUrl(url);
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i.test(authority);
  if (isSecure && scheme === 'http' && !isLocal) return ['mixed-content'];
  if (!isOnline && !isLocal) return ['offline'];
  return isLocal ? ['not-reached', 'cors'] : ['cors', 'not-reached'];
}
