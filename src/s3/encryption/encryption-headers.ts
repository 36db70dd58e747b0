import { sha256 } from '@noble/hashes/sha2.js';
import { hex, utf8 } from '#base/bytes.ts';
import type { Header } from '#sigv4/headers.ts';
import { encryptionHeader } from '../operations/answers.ts';
import type { OperationContext } from '../operations/context.ts';
import type { KmsEncryption } from './kms-encryption.ts';

const byS3: readonly Header[] = [encryptionHeader];

/** What an answer says of how its object is encrypted. */
export function encryptionHeaders(encryption: KmsEncryption | undefined): readonly Header[] {
  if (!encryption) return byS3;
  const { algorithm, keyArn, bucketKey = false } = encryption;
  return [
    ['x-amz-server-side-encryption', algorithm],
    ['x-amz-server-side-encryption-aws-kms-key-id', keyArn],
    ...(bucketKey ? [['x-amz-server-side-encryption-bucket-key-enabled', 'true'] as const] : []),
  ];
}

const etagDigits = 32;

/** An ETag is the MD5 of what is stored, and what a key of KMS encrypts is stored as something else each time. */
export function etagOf(context: OperationContext, encryption: KmsEncryption | undefined, md5: string): string {
  if (!encryption) return md5;
  return hex(sha256(utf8(context.uniqueId(etagDigits)))).slice(0, etagDigits);
}
