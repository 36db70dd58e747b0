import type { Fill } from '#base/fill.ts';
import type { Decision } from '#s3/decision/decision.ts';
import type { Header } from '#sigv4/headers.ts';

/** A request ready for the wire. */
export interface WireRequest {
  readonly method: string;
  /** Absolute, percent-encoded as signed. Never pass it through `URL`, which resolves `..` and `.` in a key. */
  readonly url: string;
  readonly headers: readonly Header[];
  readonly body?: Uint8Array | Fill | Blob | undefined;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** Why it was answered so; only the emulator tells. */
  readonly decision?: Decision;
}

/** Carries a request to S3 and its answer back. It fails only where there is no answer at all. */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

/** A URL in the pieces of a request line, as written. */
export interface RawUrl {
  readonly scheme: string;
  /** Host with its port, as written. */
  readonly authority: string;
  readonly rawPath: string;
  /** Without its `?`. */
  readonly rawQuery: string;
}

const absoluteUrl = /^(https?):\/\/([^/?#]+)([^?#]*)(?:\?([^#]*))?/i;

/**
 * Takes a URL apart and changes nothing in it.
 *
 * @throws TypeError if it is no absolute http or https URL.
 */
export function rawUrl(url: string): RawUrl {
  const [, scheme, authority, rawPath, rawQuery] = absoluteUrl.exec(url) ?? [];
  if (scheme === undefined || authority === undefined)
    throw new TypeError('an absolute http or https URL was expected');
  return { scheme: scheme.toLowerCase(), authority, rawPath: rawPath || '/', rawQuery: rawQuery ?? '' };
}

/** The text of a URL from its pieces. */
export function urlText({ scheme, authority, rawPath, rawQuery }: RawUrl): string {
  return `${scheme}://${authority}${rawPath}${rawQuery === '' ? '' : `?${rawQuery}`}`;
}
