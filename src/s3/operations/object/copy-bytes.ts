import { sourceOf } from '#base/byte-source.ts';
import { base64, hex } from '#base/bytes.ts';

import type { ChecksumAlgorithm } from '../../body/checksum-algorithms.ts';
import type { BodyChecksum } from '../../body/verify.ts';
import { writeDigested } from '../../body/write-digested.ts';
import { S3Error } from '../../errors.ts';
import { copySourceMaximumBytes } from '../../limits.ts';
import type { ObjectRecord } from '../../records.ts';
import type { WrittenBytes } from '../../store/store.ts';
import type { OperationContext } from '../context.ts';
import { objectBytes } from './object-bytes.ts';

/** Bytes that were copied. No record names them yet. */
export interface CopiedBytes {
  readonly bytes: WrittenBytes;
  /** MD5 in hexadecimal, also where the source was put in parts. */
  readonly etag: string;
  /** Absent for a fill that is too large to be digested. */
  readonly checksum: BodyChecksum | undefined;
}

/** Writes bytes of an object a second time, chunk by chunk, with a checksum of their own. */
export async function copyBytes(
  context: OperationContext,
  { pieces }: ObjectRecord,
  range: { readonly from: number; readonly to: number },
  algorithm: ChecksumAlgorithm,
): Promise<CopiedBytes> {
  const { store, checks } = context;
  requireCopySize(context, range.to - range.from);
  const found = await objectBytes(store, pieces, range);
  const body = found instanceof Uint8Array ? sourceOf(found) : found;
  const { bytes, digests } = await writeDigested({ body, store, checks }, new Set([algorithm]));
  const value = digests.checksum(algorithm);
  return { bytes, etag: hex(digests.md5), checksum: value && { algorithm, value: base64(value) } };
}

/** One request copies as much as one request puts. */
function requireCopySize({ checks }: OperationContext, size: number): void {
  if (size <= copySourceMaximumBytes) return checks.pass('size');
  const message = `The specified copy source is larger than the maximum allowable size for a copy source: ${copySourceMaximumBytes}`;
  checks.fail('size', new S3Error('InvalidRequest', {}, message), {
    kind: 'compared',
    what: 'bytes',
    expected: `at most ${copySourceMaximumBytes}`,
    actual: String(size),
  });
}
