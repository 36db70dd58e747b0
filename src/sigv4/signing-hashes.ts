import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';

import { hex, utf8 } from '#base/bytes.ts';

/** The two functions that Signature Version 4 is made of, over short texts and synchronous. */
export interface SigningHashes {
  /** In lower-case hexadecimal. */
  readonly sha256: (text: string) => string;
  readonly hmacSha256: (key: Uint8Array, text: string) => Uint8Array;
}

let hashes: SigningHashes = {
  sha256: (text) => hex(sha256(utf8(text))),
  hmacSha256: (key, text) => hmac(sha256, key, utf8(text)),
};

/** Signs by the platform's own means from now on; a door says so when it starts. */
export function provideSigningHashes(own: SigningHashes): void {
  hashes = own;
}

/** The SHA-256 of a text, in lower-case hexadecimal. */
export function textHash(text: string): string {
  return hashes.sha256(text);
}

export function hmacSha256(key: Uint8Array, text: string): Uint8Array {
  return hashes.hmacSha256(key, text);
}
