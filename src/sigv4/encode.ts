import { utf8 } from '#base/bytes.ts';

const escapeOfByte = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);
const unreserved = byteSet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~');
const unreservedOrSlash = byteSet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/');
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const percent = 0x25;
const plus = 0x2b;
const space = 0x20;
/** A byte that is no UTF-8 is kept in a text as this lone surrogate plus the byte, and encoded as that byte again. */
const strayByte = 0xdc00;

/**
 * Percent-encodes every byte but `A-Z a-z 0-9 - _ . ~`, with upper-case hexadecimal.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html (UriEncode)
 */
export function uriEncode(text: string): string {
  return encoded(text, unreserved);
}

/** As {@link uriEncode}, but keeps `/`: an object key as it stands in a path. */
export function uriEncodePath(text: string): string {
  return encoded(text, unreservedOrSlash);
}

/**
 * The path of a request in its canonical form: each byte decoded once and encoded once.
 * S3 keeps `//`, `/./` and `/../`, so nothing is normalised; a malformed escape is taken as the characters it consists of.
 */
export function canonicalUri(rawPath: string): string {
  if (rawPath === '') return '/';
  if (isEncoded(rawPath, unreservedOrSlash)) return rawPath;
  if (!rawPath.includes('%')) return encoded(rawPath, unreservedOrSlash);
  let uri = '';
  for (const byte of decodedBytes(rawPath, false)) uri += asWritten(byte, unreservedOrSlash);
  return uri;
}

/**
 * The text of a percent-encoded text, never failing: a malformed escape stays, and a byte that is no UTF-8 becomes a lone
 * surrogate, which {@link uriEncode} turns back into the byte.
 */
export function uriDecode(raw: string, plusIsSpace = false): string {
  if (!raw.includes('%')) return plusIsSpace && raw.includes('+') ? raw.replaceAll('+', ' ') : raw;
  const bytes = decodedBytes(raw, plusIsSpace);
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return lenientText(bytes);
  }
}

function encoded(text: string, kept: readonly boolean[]): string {
  if (isEncoded(text, kept, false)) return text;
  let encodedText = '';
  for (const byte of bytesOf(text)) encodedText += asWritten(byte, kept);
  return encodedText;
}

function asWritten(byte: number, kept: readonly boolean[]): string {
  return kept[byte] ? String.fromCharCode(byte) : (escapeOfByte[byte] as string);
}

/** Whether encoding would change nothing, which is the common case; with `withEscapes`, upper-case escapes may stand. */
function isEncoded(text: string, kept: readonly boolean[], withEscapes = true): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (kept[code]) continue;
    if (!withEscapes || code !== percent) return false;
    const byte = escapedByte(text, at);
    if (byte === undefined || kept[byte] || !text.startsWith(escapeOfByte[byte] as string, at)) return false;
    at += 2;
  }
  return true;
}

function decodedBytes(raw: string, plusIsSpace: boolean): Uint8Array {
  const source = bytesOf(raw);
  const bytes = new Uint8Array(source.length);
  let size = 0;
  for (let at = 0; at < source.length; at += 1) {
    let byte = source[at] as number;
    if (byte === percent) {
      const high = hexDigit(source[at + 1]);
      const low = hexDigit(source[at + 2]);
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low;
        at += 2;
      }
    } else if (byte === plus && plusIsSpace) {
      byte = space;
    }
    bytes[size] = byte;
    size += 1;
  }
  return bytes.subarray(0, size);
}

function bytesOf(text: string): Uint8Array {
  if (!/[\uDC80-\uDCFF]/.test(text)) return utf8(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= strayByte + 0x80 && code <= strayByte + 0xff) bytes.push(code - strayByte);
    else bytes.push(...utf8(character));
  }
  return Uint8Array.from(bytes);
}

/** Reads as much as is UTF-8 and keeps the other bytes as lone surrogates. */
function lenientText(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const size = sequenceBytes(bytes[at] as number);
    const character = wellFormed(bytes.subarray(at, at + size));
    text += character ?? String.fromCharCode(strayByte + (bytes[at] as number));
    at += character === undefined ? 1 : size;
  }
  return text;
}

function wellFormed(sequence: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(sequence);
  } catch {
    return undefined;
  }
}

function sequenceBytes(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

function escapedByte(text: string, at: number): number | undefined {
  const high = hexDigit(text.charCodeAt(at + 1));
  const low = hexDigit(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? undefined : high * 16 + low;
}

/** The value of a hexadecimal digit's character code, or -1. */
function hexDigit(code: number | undefined): number {
  if (code === undefined || Number.isNaN(code)) return -1;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function byteSet(characters: string): readonly boolean[] {
  return Array.from({ length: 256 }, (_, byte) => characters.includes(String.fromCharCode(byte)));
}
