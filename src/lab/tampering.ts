import type { SignedUrl } from '#client/presign.ts';
import type { WireRequest } from '#client/transport.ts';
import { utf8 } from '#base/bytes.ts';
import { urlComponents, type UrlComponentOptions } from '#sigv4/components.ts';
import { uriEncode, uriEncodePath } from '#sigv4/encode.ts';

/** What is done to a signed URL before it is sent. An absent field leaves it as it was signed. */
export interface Tampering {
  readonly method?: string | undefined;
  readonly expires?: string | undefined;
  readonly key?: string | undefined;
  /** `name=value`, as a tracking tool would add it. */
  readonly parameter?: string | undefined;
  /** The signed headers as they are sent; an empty value leaves the header out. */
  readonly signedHeaders?: Readonly<Record<string, string>> | undefined;
  /** `name: value`, a header that was not signed. */
  readonly header?: string | undefined;
}

export const untampered: Tampering = {};

/** The request that a signed URL is for, tampered with; the body was never part of what is signed. */
export function tamperedRequest(
  signed: SignedUrl,
  tampering: Tampering,
  options: UrlComponentOptions & { readonly body?: string | undefined } = {},
): WireRequest {
  const method = tampering.method ?? signed.method;
  const url = tamperedUrl(signed.url, tampering, options);
  const kept = signed.headers
    .map(([name, value]) => [name, tampering.signedHeaders?.[name] ?? value] as const)
    .filter(([, value]) => value !== '');
  const added = headerOf(tampering.header);
  const headers = [...kept, ...(added ? [added] : [])];
  const hasBody = options.body !== undefined && method !== 'GET' && method !== 'HEAD';
  return { method, url, headers, ...(hasBody && { body: utf8(options.body) }) };
}

/** What was changed, in a few words each. */
export function tamperingNotes(signed: SignedUrl, tampering: Tampering): readonly string[] {
  const { method, expires, key, parameter, signedHeaders = {}, header } = tampering;
  const notes: string[] = [];
  if (method !== undefined && method !== signed.method) notes.push(`${method} with this ${signed.method} URL`);
  if (expires !== undefined) notes.push('X-Amz-Expires changed');
  if (key !== undefined) notes.push('key changed');
  if (parameter) notes.push(`${parameter.split('=')[0] ?? ''} added to the URL`);
  for (const [name, value] of signedHeaders === undefined ? [] : Object.entries(signedHeaders))
    if (signed.headers.some(([other, was]) => other === name && was !== value))
      notes.push(value === '' ? `${name} left out` : `${name} changed`);
  const added = headerOf(header);
  if (added) notes.push(`${added[0]} header added`);
  return notes;
}

/** The header that a text names, or `undefined` while it names none that can be sent. */
export function headerOf(text: string | undefined): readonly [name: string, value: string] | undefined {
  const [, name, value] = /^\s*([!#$%&'*+.^_`|~0-9a-z-]+)\s*:\s*([\x20-\x7E]*?)\s*$/i.exec(text ?? '') ?? [];
  return name === undefined || !value ? undefined : [name.toLowerCase(), value];
}

function tamperedUrl(url: string, { expires, key, parameter }: Tampering, options: UrlComponentOptions): string {
  const changed = urlComponents(url, options).map(({ kind, name, raw }) => {
    if (kind === 'expires' && expires !== undefined) return `${name}=${uriEncode(expires)}`;
    return kind === 'key' && key !== undefined ? uriEncodePath(key) : raw;
  });
  const added = (parameter ?? '').trim();
  if (added === '') return changed.join('');
  const equals = added.indexOf('=');
  const [name, value] = equals < 0 ? [added, ''] : [added.slice(0, equals), added.slice(equals + 1)];
  return `${changed.join('')}&${uriEncode(name)}=${uriEncode(value)}`;
}

/** The origin that a URL goes to. */
export function originOf(url: string): string {
  return new URL(url).origin;
}
