import { createCRC32, createCRC64, createMD5, createSHA1, createSHA256, type IHasher } from 'hash-wasm';

import type { ByteSource } from './byte-source.ts';

/** The digests S3 knows: MD5 for ETags, the others as checksums. */
export const digestAlgorithms = ['md5', 'crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type DigestAlgorithm = (typeof digestAlgorithms)[number];

/** A digest in the making. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** The bytes of the digest (a CRC big-endian, as S3 writes it); ends the digest. */
  digest(): Uint8Array;
}

const hashers: Record<DigestAlgorithm, () => Promise<IHasher>> = {
  md5: createMD5,
  crc32: () => createCRC32(),
  // Both polynomials are written reversed, as hash-wasm takes them.
  crc32c: () => createCRC32(0x82f63b78),
  crc64nvme: () => createCRC64('9a6c9329ac4bc9b5'),
  sha1: createSHA1,
  sha256: createSHA256,
};

/** What computes one digest. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

export type Hashers = Readonly<Partial<Record<DigestAlgorithm, () => Hasher>>>;

let own: Hashers = {};

/** Computes digests by the platform's own means from now on, where it has them; a door says so when it starts. */
export function provideHashers(hashers: Hashers): void {
  own = hashers;
}

// Making an instance of a WebAssembly module costs more than digesting a small body, so finished hashers are used again.
const idle = new Map<DigestAlgorithm, IHasher[]>();
const idleAtMost = 8;

/** A digest to feed with chunks. */
export async function createDigest(algorithm: DigestAlgorithm): Promise<Digest> {
  let hasher: Hasher | undefined = own[algorithm]?.() ?? (await wasmHasher(algorithm));
  const unfinished = (): Hasher => {
    if (!hasher) throw new TypeError(`this ${algorithm} digest is finished`);
    return hasher;
  };
  return {
    update: (bytes) => unfinished().update(bytes),
    digest: () => {
      const digest = unfinished().digest();
      hasher = undefined;
      return digest;
    },
  };
}

/** The digest of a whole body. */
export async function digestOf(algorithm: DigestAlgorithm, source: ByteSource | Uint8Array): Promise<Uint8Array> {
  const digest = await createDigest(algorithm);
  if (source instanceof Uint8Array) digest.update(source);
  else for await (const chunk of source) digest.update(chunk);
  return digest.digest();
}

async function wasmHasher(algorithm: DigestAlgorithm): Promise<Hasher> {
  const hasher = idle.get(algorithm)?.pop() ?? (await hashers[algorithm]());
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    digest: () => {
      const digest = hasher.digest('binary');
      putAside(algorithm, hasher);
      return digest;
    },
  };
}

function putAside(algorithm: DigestAlgorithm, hasher: IHasher): void {
  const waiting = idle.get(algorithm) ?? [];
  if (waiting.length < idleAtMost) waiting.push(hasher);
  idle.set(algorithm, waiting);
}
