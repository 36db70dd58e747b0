import { base64, concat, fromBase64, fromHex, hex } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { headerValue } from '#sigv4/headers.ts';

import {
  checksumAlgorithms,
  checksumHeader,
  defaultChecksum,
  defaultChecksumType,
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
  context: OperationContext,
  upload: UploadRecord,
  computed: StoredChecksum | undefined,
): void {
  const { headers, checks } = context;
  const type = headerValue(headers, 'x-amz-checksum-type');
  requireChecksumMode(context, upload, type);
  const sent = checksumAlgorithms.find((name) => headerValue(headers, checksumHeader(name)) !== undefined);
  // Where the upload named no algorithm, S3 looks at none here.
  if (!sent || !upload.checksum || !computed) return;
  const value = headerValue(headers, checksumHeader(sent))?.trim() ?? '';
  const isFitting =
    upload.checksum.type === 'COMPOSITE'
      ? isComposite(context, computed, sent, value)
      : // Recorded: without a type the value counts as one of the algorithm's usual type, and none fits.
        (type ?? defaultChecksumType(computed.algorithm)) === 'FULL_OBJECT' &&
        sent === computed.algorithm &&
        value === computed.value;
  if (!isFitting) {
    // Recorded: S3 speaks of the upload's algorithm, whichever was sent.
    const message = `The ${computed.algorithm.toLowerCase()} you specified did not match the calculated checksum.`;
    const evidence = { kind: 'compared', what: sent, expected: value, actual: computed.value } as const;
    checks.fail('checksum', new S3Error('BadDigest', {}, message), evidence);
  }
  checks.pass('checksum');
}

function requireChecksumMode({ checks }: OperationContext, { checksum }: UploadRecord, type: string | undefined): void {
  if (type === undefined || type === checksum?.type) return;
  const mode = `The upload was created using the ${checksum?.type ?? 'null'} checksum mode.`;
  const message = `${mode} The complete request must use the same checksum mode.`;
  checks.fail('checksum', new S3Error('InvalidRequest', {}, message));
}

/** A composite checksum may come with the number of parts or without. */
function isComposite(
  { checks }: OperationContext,
  computed: StoredChecksum,
  sent: ChecksumAlgorithm,
  value: string,
): boolean {
  if (sent === computed.algorithm) return value === computed.value || value === computed.value.replace(/-\d+$/, '');
  const [expected, actual] = [computed.algorithm.toLowerCase(), sent.toLowerCase()];
  const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
  return checks.fail('checksum', new S3Error('InvalidRequest', {}, message), undefined, { known: 'other server' });
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
