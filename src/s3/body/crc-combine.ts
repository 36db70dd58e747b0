/** A reflected CRC: its width in bits and its polynomial, lowest power in the highest bit. */
interface Crc {
  readonly bits: number;
  readonly polynomial: bigint;
}

export type CombinableAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME';

const crcs: Readonly<Record<CombinableAlgorithm, Crc>> = {
  CRC32: { bits: 32, polynomial: 0xedb88320n },
  CRC32C: { bits: 32, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64, polynomial: 0x9a6c9329ac4bc9b5n },
};

/** A stretch of bytes by its CRC (big-endian) and its length. */
export interface CrcOfBytes {
  readonly crc: Uint8Array;
  readonly size: number;
}

/**
 * The CRC of several stretches one after the other, from their CRCs alone: a completed object gets its checksum
 * without its bytes being read again.
 *
 * Appending `n` bytes multiplies what the CRC has seen by x^(8n) modulo the polynomial; start and end value of these
 * CRCs are the same, so they cancel out.
 */
export function combinedCrc(algorithm: CombinableAlgorithm, stretches: readonly CrcOfBytes[]): Uint8Array<ArrayBuffer> {
  const crc = crcs[algorithm];
  // Parts are mostly of one size, so the power is worked out once.
  const powers = new Map<number, bigint>();
  let combined = 0n;
  for (const { crc: next, size } of stretches) {
    const power = powers.get(size) ?? powerOfX(crc, BigInt(size) * 8n);
    powers.set(size, power);
    combined = product(crc, power, combined) ^ numberOf(next);
  }
  return bytesOf(combined, crc.bits / 8);
}

/** x to the power of `exponent`, by repeated squaring. */
function powerOfX(crc: Crc, exponent: bigint): bigint {
  let result = 1n << BigInt(crc.bits - 1);
  let square = 1n << BigInt(crc.bits - 2);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = product(crc, square, result);
    square = product(crc, square, square);
  }
  return result;
}

/** Two polynomials multiplied, modulo the CRC's own. */
function product({ bits, polynomial }: Crc, one: bigint, other: bigint): bigint {
  let sum = 0n;
  let shifted = other;
  for (let mask = 1n << BigInt(bits - 1); mask > 0n; mask >>= 1n) {
    if (one & mask) sum ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return sum;
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function bytesOf(number: bigint, count: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: count }, (_, index) => Number((number >> BigInt(8 * (count - 1 - index))) & 0xffn));
}
