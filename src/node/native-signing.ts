import { createHmac, hash } from 'node:crypto';
import type { SigningHashes } from '#sigv4/signing-hashes.ts';

/** Signing by Node's own code, which takes a third of the time that it takes in JavaScript. */
export const nativeSigning: SigningHashes = {
  sha256: (text) => hash('sha256', text),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text, 'utf8').digest(),
};
