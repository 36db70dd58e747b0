import { base64, hex } from '#base/bytes.ts';

import { S3Error } from '../errors.ts';
import { putMaximumBytes } from '../limits.ts';
import type { OperationContext } from '../operations/context.ts';
import type { WrittenBytes } from '../store/store.ts';
import { announcedChecksum, type AnnouncedChecksum } from './announced-checksum.ts';
import { defaultChecksum, type ChecksumAlgorithm } from './checksum-algorithms.ts';
import { requireArrivedLength } from './arrived-length.ts';
import { compareChecksum, compareContentMd5, contentMd5Of, type BodyChecksum } from './verify.ts';
import { writeDigested } from './write-digested.ts';

/** A body that was taken in, is whole and is what its sender says it is. No record names its bytes yet. */
export interface ReceivedBody {
  readonly bytes: WrittenBytes;
  /** MD5 in hexadecimal. */
  readonly etag: string;
  /** What is kept; absent for a fill that is too large to be digested. */
  readonly checksum: BodyChecksum | undefined;
  /** What was sent, and found to be right. */
  readonly sentChecksum: BodyChecksum | undefined;
}

export interface ReceiveOptions {
  /** How a wrong `Content-MD5` is shown: PutObject writes it in hexadecimal, UploadPart as it was sent. */
  readonly expectedDigest: 'hex' | 'base64';
  /** Which checksum to keep, given the one that was announced; that one, else CRC64NVME, when left out. */
  readonly keep?: (announced: AnnouncedChecksum | undefined) => ChecksumAlgorithm;
}

/**
 * Takes the body of an object or a part in: length, size, Content-MD5 and checksum are checked, and the bytes are read once.
 *
 * @throws S3Error with nothing left behind.
 */
export async function receiveBody(context: OperationContext, options: ReceiveOptions): Promise<ReceivedBody> {
  checkDeclaredLength(context);
  const contentMd5 = contentMd5Of(context);
  const announced = announcedChecksum(context);
  const kept = options.keep?.(announced) ?? announced?.algorithm ?? defaultChecksum;
  const { bytes, digests } = await writeDigested(context, new Set([kept, announced?.algorithm ?? kept]));
  try {
    requireArrivedLength(context, bytes.size);
    if (contentMd5 !== undefined) compareContentMd5(context, contentMd5, digests, options.expectedDigest);
    const sentChecksum = announced && compareChecksum(context, announced, digests);
    const value = digests.checksum(kept);
    return {
      bytes,
      etag: hex(digests.md5),
      checksum: value && { algorithm: kept, value: base64(value) },
      sentChecksum,
    };
  } catch (error) {
    await context.store.bytes.remove([bytes.id]);
    throw error;
  }
}

function checkDeclaredLength({ lengthMissing, contentLength, checks }: OperationContext): void {
  if (lengthMissing) checks.fail('length', new S3Error('MissingContentLength'));
  checks.pass('length');
  if (contentLength !== undefined && contentLength > putMaximumBytes) {
    const extras = { ProposedSize: contentLength, MaxSizeAllowed: putMaximumBytes };
    checks.fail('size', new S3Error('EntityTooLarge', extras), {
      kind: 'compared',
      what: 'bytes',
      expected: `at most ${putMaximumBytes}`,
      actual: String(contentLength),
    });
  }
  checks.pass('size');
}
