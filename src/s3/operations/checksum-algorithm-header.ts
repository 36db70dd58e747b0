import { headerValue } from '#sigv4/headers.ts';

import { foreignChecksumAlgorithms, isChecksumAlgorithm, type ChecksumAlgorithm } from '../body/checksum-algorithms.ts';
import { S3Error } from '../errors.ts';
import type { OperationContext } from './context.ts';
import { refuseHeader } from './unsupported.ts';

const name = 'x-amz-checksum-algorithm';

/** The checksum that an upload or a copy is asked to have. */
export function checksumAlgorithmHeader(context: OperationContext): ChecksumAlgorithm | undefined {
  const algorithm = headerValue(context.headers, name)?.toUpperCase();
  if (algorithm === undefined || isChecksumAlgorithm(algorithm)) return algorithm;
  if ((foreignChecksumAlgorithms as readonly string[]).includes(algorithm)) refuseHeader(context, name);
  // Recorded without CRC64NVME, which is valid all the same.
  const valid = '[CRC32, CRC32C, SHA1, SHA256]';
  const message = `Checksum algorithm provided is unsupported. Please try again with any of the valid types: ${valid}`;
  return context.checks.fail('request', new S3Error('InvalidRequest', {}, message));
}
