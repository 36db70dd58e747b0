import { fromBase64 } from '#base/bytes.ts';
import type { DigestAlgorithm } from '#base/digest.ts';

/** Checksums that S3 keeps beside the ETag, by Amazon's names. */
export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Over the bytes of the whole object, or over the checksums of its parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

/** Algorithms that the service model of 2026 lists and this emulator does not compute. */
export const foreignChecksumAlgorithms = ['SHA512', 'MD5', 'XXHASH64', 'XXHASH3', 'XXHASH128'] as const;

/** S3 computes it over every object and part that comes without a checksum. */
export const defaultChecksum: ChecksumAlgorithm = 'CRC64NVME';

/** The type of an upload's checksum that names an algorithm only: CRC64NVME is always over the whole object. */
export function defaultChecksumType(algorithm: ChecksumAlgorithm): ChecksumType {
  return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
}

const digests: Readonly<Record<ChecksumAlgorithm, { readonly digest: DigestAlgorithm; readonly bytes: number }>> = {
  CRC32: { digest: 'crc32', bytes: 4 },
  CRC32C: { digest: 'crc32c', bytes: 4 },
  CRC64NVME: { digest: 'crc64nvme', bytes: 8 },
  SHA1: { digest: 'sha1', bytes: 20 },
  SHA256: { digest: 'sha256', bytes: 32 },
};

export function digestAlgorithmOf(algorithm: ChecksumAlgorithm): DigestAlgorithm {
  return digests[algorithm].digest;
}

/** `x-amz-checksum-crc32` … */
export function checksumHeader(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** `ChecksumCRC32` … */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

export function isChecksumAlgorithm(text: string): text is ChecksumAlgorithm {
  return (checksumAlgorithms as readonly string[]).includes(text);
}

/** True for the base64 of as many bytes as the algorithm yields. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  return fromBase64(value)?.length === digests[algorithm].bytes;
}
