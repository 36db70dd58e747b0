import { utf8Text } from '#base/bytes.ts';
import { headerValue } from '#sigv4/headers.ts';

import type { WireResponse } from './transport.ts';

/** A body as a reader sees it: its text, or its bytes in rows of sixteen. */
export interface BodyView {
  readonly kind: 'empty' | 'text' | 'bytes';
  readonly text: string;
  readonly bytes: number;
  /** Whether `text` shows only the beginning. */
  readonly isCut: boolean;
}

const shownTextBytes = 32 * 1024;
const shownHexBytes = 1024;
const textTypes = /^(text\/|application\/(xml|json|javascript|x-www-form-urlencoded)|image\/svg)|\+(xml|json)/i;

/** How to show a body. What calls itself text and is none is shown as bytes. */
export function bodyView(response: Pick<WireResponse, 'headers' | 'body'> & { readonly isCut?: boolean }): BodyView {
  const { body, isCut = false } = response;
  if (body.length === 0) return { kind: 'empty', text: '', bytes: 0, isCut: false };
  const text = textOf(response, shownTextBytes);
  if (text !== undefined)
    return { kind: 'text', text, bytes: body.length, isCut: isCut || body.length > shownTextBytes };
  return { kind: 'bytes', text: hexRows(body), bytes: body.length, isCut: isCut || body.length > shownHexBytes };
}

/** The body's text, if it is one. */
export function textOf(
  { headers, body }: Pick<WireResponse, 'headers' | 'body'>,
  atMostBytes = body.length,
): string | undefined {
  const type = headerValue(headers, 'content-type') ?? '';
  // A character that the cut goes through is left out.
  const text = utf8Text(body.subarray(0, atMostBytes)).replace(atMostBytes < body.length ? /\uFFFD$/ : /$^/, '');
  const isPlain = ![...text].some(isUnprintable);
  return isPlain && (textTypes.test(type) || type === '' || /octet-stream/.test(type)) ? text : undefined;
}

/** Control characters but tab, line feed and carriage return, and what stands for bytes that are no UTF-8. */
function isUnprintable(character: string): boolean {
  return character === '\uFFFD' || (character < ' ' && !'\t\n\r'.includes(character));
}

function hexRows(body: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < Math.min(body.length, shownHexBytes); at += 16) {
    const row = body.subarray(at, at + 16);
    const hexadecimal = Array.from(row, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const characters = Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'));
    rows.push(`${at.toString(16).padStart(6, '0')}  ${hexadecimal.padEnd(47)}  ${characters.join('')}`);
  }
  return rows.join('\n');
}
