import { base64, fromBase64, utf8, utf8Text } from '#base/bytes.ts';

/*
 * A value of metadata is any text, a header's value is ASCII: outside it a value travels as an encoded word. S3 decodes
 * what arrives so, and encodes what it gives back. Raw bytes that arrive count as ISO-8859-1, one character each.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata
 */

const encodedWord = /^=\?([a-z0-9-]+)\?([bq])\?([^?\s]*)\?=$/i;

/** The text that a header's value stands for. */
export function metadataText(value: string): string {
  if (!value.startsWith('=?')) return value;
  const words = value.split(/\s+/).map(decoded);
  // What is no sequence of encoded words is the text itself.
  return words.every((word) => word !== undefined) ? words.join('') : value;
}

/** The header's value for a text. */
export function metadataValue(text: string): string {
  return /^[\t\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${base64(utf8(text))}?=`;
}

/** A text with control characters of ASCII is given back in no header; S3 counts those it leaves out. */
export function isUnprintable(text: string): boolean {
  return /\p{Cc}/u.test(text.replace(/[\t\x80-\x9f]/g, ''));
}

function decoded(word: string): string | undefined {
  const [, charset = '', encoding = '', content = ''] = encodedWord.exec(word) ?? [];
  const bytes = encoding.toLowerCase() === 'b' ? fromBase64(content) : quotedBytes(encoding, content);
  if (!bytes) return undefined;
  switch (charset.toLowerCase()) {
    case 'utf-8':
      return utf8Text(bytes);
    case 'iso-8859-1':
    case 'us-ascii':
      return String.fromCharCode(...bytes);
    default:
      return undefined;
  }
}

/** `=E4` is a byte, `_` a space. */
function quotedBytes(encoding: string, content: string): Uint8Array<ArrayBuffer> | undefined {
  if (encoding === '') return undefined;
  const characters = content.replaceAll('_', ' ').match(/=[0-9a-f]{2}|[^=]/gi) ?? [];
  return Uint8Array.from(characters, (character) =>
    character.length === 3 ? Number.parseInt(character.slice(1), 16) : character.charCodeAt(0),
  );
}
