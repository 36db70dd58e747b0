import { hex } from '#base/bytes.ts';

import { hmacSha256 } from './signing-hashes.ts';

/** The signature of a text, in lower-case hexadecimal. A POST policy is signed in the same way, as its base64 text. */
export function signature(signingKey: Uint8Array, stringToSign: string): string {
  return hex(hmacSha256(signingKey, stringToSign));
}

/** Compares two signatures in a time that does not tell how much of them agrees. */
export function sameSignature(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}
