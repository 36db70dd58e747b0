import type { EvidenceLevel } from '../../decision/decision.ts';
import { defaultChecksum } from '../../body/checksum-algorithms.ts';
import { S3Error } from '../../errors.ts';
import { partMinimumBytes } from '../../limits.ts';
import type { PartRecord, UploadRecord } from '../../records.ts';
import type { ListedPart } from './complete-list.ts';
import type { OperationContext } from '../context.ts';

/** The numbers of a list must rise; a number that comes twice does not. */
export function requireAscending(
  { checks }: OperationContext,
  { uploadId, checksum }: UploadRecord,
  listed: readonly ListedPart[],
): void {
  const refuse = (what: string, previous: number, number: number, known: EvidenceLevel): never => {
    const actual = String(number);
    const evidence = { kind: 'compared', what: 'part number', expected: `${what} ${previous}`, actual } as const;
    return checks.fail('part-order', new S3Error('InvalidPartOrder', { UploadId: uploadId }), evidence, { known });
  };
  let previous = 0;
  for (const { partNumber } of listed) {
    if (partNumber < previous) refuse('more than', previous, partNumber, 'recorded');
    // One report says so of a number that comes twice.
    if (partNumber === previous) refuse('more than', previous, partNumber, 'assumed');
    // With a checksum of checksums the numbers have no gaps.
    if (checksum?.type === 'COMPOSITE' && partNumber !== previous + 1) {
      refuse('the one after', previous, partNumber, 'documented');
    }
    previous = partNumber;
  }
  checks.pass('part-order');
}

/** The stored parts that a list names: each exists and is the one that the client means. */
export function matchedParts(
  context: OperationContext,
  upload: UploadRecord,
  listed: readonly ListedPart[],
  stored: ReadonlyMap<number, PartRecord>,
): readonly PartRecord[] {
  const parts = listed.map((part) => matchedPart(context, upload, part, stored.get(part.partNumber)));
  context.checks.pass('part-match');
  return parts;
}

function matchedPart(
  context: OperationContext,
  upload: UploadRecord,
  listed: ListedPart,
  stored: PartRecord | undefined,
): PartRecord {
  const { partNumber, etag } = listed;
  const refuse = (expected: string, actual: string): never =>
    context.checks.fail(
      'part-match',
      new S3Error('InvalidPart', { UploadId: upload.uploadId, PartNumber: partNumber, ETag: etag }),
      { kind: 'compared', what: `part ${partNumber}`, expected, actual },
    );
  if (!stored) return refuse(etag, 'never uploaded');
  if (stored.etag !== etag) refuse(etag, stored.etag);
  if (listed.checksum) {
    const { algorithm, value } = listed.checksum;
    requireAlgorithmOfUpload(context, upload, partNumber, algorithm);
    // Recorded: where the upload named no algorithm, S3 knows none of its parts by a checksum either.
    const kept = upload.checksum || algorithm === defaultChecksum ? stored.checksum : undefined;
    if (kept !== value) refuse(value, kept ?? `no ${algorithm} is stored`);
  } else if (upload.checksum?.type === 'COMPOSITE') {
    missingChecksum(context, upload.checksum.algorithm, partNumber);
  }
  return stored;
}

/** Recorded of an upload with a composite checksum. */
function requireAlgorithmOfUpload(
  { checks }: OperationContext,
  { checksum }: UploadRecord,
  partNumber: number,
  algorithm: string,
): void {
  if (!checksum || checksum.algorithm === algorithm) return;
  const message = `The ${algorithm.toLowerCase()} you specified for part ${partNumber} did not match what we received.`;
  checks.fail('part-match', new S3Error('BadDigest', {}, message), {
    kind: 'compared',
    what: `checksum algorithm of part ${partNumber}`,
    expected: checksum.algorithm,
    actual: algorithm,
  });
}

function missingChecksum({ checks }: OperationContext, algorithm: string, partNumber: number): never {
  const name = algorithm.toLowerCase();
  const message = `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${partNumber} in the request.`;
  const text = `part ${partNumber} is listed without its ${name}`;
  return checks.fail('part-match', new S3Error('InvalidRequest', {}, message), { kind: 'note', text });
}

/** All parts but the last of the list have at least 5 MiB; the first smaller one is named. */
export function requireSizes({ checks }: OperationContext, parts: readonly PartRecord[]): void {
  const small = parts.slice(0, -1).find(({ bytes }) => bytes.size < partMinimumBytes);
  if (small) {
    const { bytes, partNumber, etag } = small;
    const extras = { ProposedSize: bytes.size, MinSizeAllowed: partMinimumBytes, PartNumber: partNumber, ETag: etag };
    checks.fail('part-size', new S3Error('EntityTooSmall', extras), {
      kind: 'too small',
      what: `part ${partNumber}`,
      bytes: bytes.size,
      minimum: partMinimumBytes,
    });
  }
  checks.pass('part-size');
}
