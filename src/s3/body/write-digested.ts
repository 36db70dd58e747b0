import type { ByteSource } from '#base/byte-source.ts';
import { utf8 } from '#base/bytes.ts';
import { createDigest, digestOf, type Digest } from '#base/digest.ts';
import { digestableFillBytes, Fill, fillDigest } from '#base/fill.ts';

import { S3Error } from '../errors.ts';
import { putMaximumBytes } from '../limits.ts';
import type { OperationContext } from '../operations/context.ts';
import type { WrittenBytes } from '../store/store.ts';
import { digestAlgorithmOf, type ChecksumAlgorithm } from './checksum-algorithms.ts';

/** Digests of a body that was read. */
export interface Digests {
  readonly md5: Uint8Array;
  /** True where `md5` is not that of the bytes, since a fill was too large to be digested. */
  readonly isStandIn: boolean;
  checksum(algorithm: ChecksumAlgorithm): Uint8Array | undefined;
}

export interface DigestedBytes {
  readonly bytes: WrittenBytes;
  readonly digests: Digests;
}

/** Where bytes come from and go to. */
export type Written = Pick<OperationContext, 'body' | 'store' | 'checks'>;

/** Writes the body of a request, or another source, to the store and digests it on the way, in one pass. */
export async function writeDigested(
  context: Written,
  algorithms: ReadonlySet<ChecksumAlgorithm>,
): Promise<DigestedBytes> {
  const { body, store } = context;
  if (body instanceof Fill) {
    return { digests: await digestsOfFill(context, body, algorithms), bytes: await store.bytes.write(body) };
  }
  const md5 = await createDigest('md5');
  const checksums = new Map<ChecksumAlgorithm, Digest>();
  for (const algorithm of algorithms) checksums.set(algorithm, await createDigest(digestAlgorithmOf(algorithm)));
  const bytes = await store.bytes.write(digesting(context, [md5, ...checksums.values()]));
  const computed = new Map([...checksums].map(([algorithm, digest]) => [algorithm, digest.digest()]));
  return {
    bytes,
    digests: { md5: md5.digest(), isStandIn: false, checksum: (algorithm) => computed.get(algorithm) },
  };
}

async function* digesting({ body, checks }: Written, digests: readonly Digest[]): ByteSource {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Only a body without a declared length gets here with too many bytes.
    if (size > putMaximumBytes) {
      const extras = { ProposedSize: size, MaxSizeAllowed: putMaximumBytes };
      checks.fail('size', new S3Error('EntityTooLarge', extras));
    }
    for (const digest of digests) digest.update(chunk);
    yield chunk;
  }
}

async function digestsOfFill(
  { checks }: Written,
  fill: Fill,
  algorithms: ReadonlySet<ChecksumAlgorithm>,
): Promise<Digests> {
  if (fill.size > digestableFillBytes) {
    checks.note(
      'The body is a fill of more than 64 MiB, which is not digested: it has no checksum, and its ETag stands for its character and length only.',
    );
    const md5 = await digestOf('md5', utf8(`${fill.fill} repeated ${fill.size} times`));
    return { md5, isStandIn: true, checksum: () => undefined };
  }
  const computed = new Map<ChecksumAlgorithm, Uint8Array>();
  for (const algorithm of algorithms) computed.set(algorithm, await fillDigest(fill, digestAlgorithmOf(algorithm)));
  return {
    md5: await fillDigest(fill, 'md5'),
    isStandIn: false,
    checksum: (algorithm) => computed.get(algorithm),
  };
}
