import { utf8 } from '#base/bytes.ts';
import { S3Error } from '../errors.ts';
import { bucketPolicyMaximumBytes } from '../limits.ts';
import type { PolicyDocument } from './document.ts';
import { PolicyFault } from './policy-fault.ts';
import { validPolicy } from './valid-policy.ts';

/**
 * Reads the body of PutBucketPolicy.
 *
 * @throws S3Error MalformedPolicy, or NotImplemented for a condition key that the emulator cannot evaluate.
 */
export function parseBucketPolicy(text: string, bucketName: string): PolicyDocument {
  if (utf8(text).length > bucketPolicyMaximumBytes) {
    throw new S3Error('MalformedPolicy', {}, 'Policies must not be larger than 20480 bytes.');
  }
  if (!text.startsWith('{')) throw new S3Error('MalformedPolicy');
  try {
    return validPolicy(JSON.parse(text), { kind: 'bucket', bucketName });
  } catch (error) {
    if (error instanceof SyntaxError) throw new S3Error('MalformedPolicy', {}, 'This policy contains invalid Json');
    if (error instanceof PolicyFault) throw new S3Error('MalformedPolicy', {}, error.message);
    throw error;
  }
}
