import { base64, concat, fromBase64, fromHex, hex } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { headerValue } from '#sigv4/headers.ts';

import {
  checksumAlgorithms,
  checksumHeader,
  defaultChecksum,
  digestAlgorithmOf,
  type ChecksumAlgorithm,
} from '../../body/checksum-algorithms.ts';
import { combinedCrc, type CombinableAlgorithm } from '../../body/crc-combine.ts';
import { S3Error } from '../../errors.ts';
import type { Piece, StoredChecksum, UploadRecord } from '../../records.ts';
import type { OperationContext } from '../context.ts';

/** The MD5 of the parts' MD5s, and how many there are. */
export async function multipartEtag(parts: readonly Piece[]): Promise<string> {
  const digests = parts.map(({ etag }) => fromHex(etag) ?? new Uint8Array());
  return `${hex(await digestOf('md5', concat(digests)))}-${parts.length}`;
}

/** The checksum of a completed object, from those of its parts; `undefined` if a part was too large to be digested. */
export async function completedChecksum(
  { checksum }: UploadRecord,
  parts: readonly Piece[],
): Promise<StoredChecksum | undefined> {
  const { algorithm, type } = checksum ?? { algorithm: defaultChecksum, type: 'FULL_OBJECT' };
  const values = parts.map((part) => ({
    crc: part.checksum === undefined ? undefined : fromBase64(part.checksum),
    size: part.bytes.size,
  }));
  const known = values.filter((value): value is { crc: Uint8Array<ArrayBuffer>; size: number } => !!value.crc);
  if (known.length < values.length) return undefined;
  if (type === 'FULL_OBJECT' && isCombinable(algorithm)) {
    return { algorithm, type, value: base64(combinedCrc(algorithm, known)) };
  }
  const digest = await digestOf(digestAlgorithmOf(algorithm), concat(known.map(({ crc }) => crc)));
  return { algorithm, type: 'COMPOSITE', value: `${base64(digest)}-${parts.length}` };
}

function isCombinable(algorithm: ChecksumAlgorithm): algorithm is CombinableAlgorithm {
  return algorithm === 'CRC32' || algorithm === 'CRC32C' || algorithm === 'CRC64NVME';
}

/** Compares what the request says of the whole object with what was computed. */
export function requireObjectChecksum(
  { headers, checks }: OperationContext,
  upload: UploadRecord,
  computed: StoredChecksum | undefined,
): void {
  const type = headerValue(headers, 'x-amz-checksum-type');
  const refuse = (message: string): never =>
    checks.fail('checksum', new S3Error('InvalidRequest', {}, message), undefined, { known: 'other server' });
  if (type !== undefined && type !== upload.checksum?.type) {
    const mode = upload.checksum?.type ?? 'null';
    const rest = 'The complete request must use the same checksum mode.';
    refuse(`The upload was created using the ${mode} checksum mode. ${rest}`);
  }
  const sent = checksumAlgorithms.find((name) => headerValue(headers, checksumHeader(name)) !== undefined);
  // Where the upload named no algorithm, S3 looks at none here.
  if (!sent || !upload.checksum || !computed) return;
  const [expected, actual] = [upload.checksum.algorithm.toLowerCase(), sent.toLowerCase()];
  const isWhole = upload.checksum.type === 'FULL_OBJECT';
  if (expected !== actual && !isWhole) {
    refuse(`Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`);
  }
  const value = headerValue(headers, checksumHeader(sent))?.trim() ?? '';
  if (value !== computed.value && value !== computed.value.replace(/-\d+$/, '')) {
    // Recorded: of a checksum of the whole S3 speaks by the upload's algorithm, whichever was sent.
    const message = `The ${isWhole ? expected : actual} you specified did not match the calculated checksum.`;
    checks.fail('checksum', new S3Error('BadDigest', {}, message), {
      kind: 'compared',
      what: sent,
      expected: value,
      actual: computed.value,
    });
  }
  checks.pass('checksum');
}

/** Compares `x-amz-mp-object-size` with the sum of the parts. */
export function requireObjectSize({ headers, checks }: OperationContext, size: number): void {
  const announced = headerValue(headers, 'x-amz-mp-object-size');
  if (announced === undefined || announced === String(size)) return;
  const message = `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${size}`;
  checks.fail('size', new S3Error('InvalidRequest', {}, message), {
    kind: 'compared',
    what: 'x-amz-mp-object-size',
    expected: announced,
    actual: String(size),
  });
}
