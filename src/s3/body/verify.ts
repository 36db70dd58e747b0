import { base64, fromBase64, hex } from '#base/bytes.ts';
import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../errors.ts';
import type { OperationContext } from '../operations/context.ts';
import { trailingChecksum, type AnnouncedChecksum } from './announced-checksum.ts';
import type { ChecksumAlgorithm } from './checksum-algorithms.ts';
import type { Digests } from './write-digested.ts';

export interface BodyChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64. */
  readonly value: string;
}

/** The Content-MD5 of a request, if it is the base64 of a digest. */
export function contentMd5Of({ headers, checks }: OperationContext): string | undefined {
  const value = headerValue(headers, 'content-md5');
  if (value === undefined || fromBase64(value)?.length === 16) return value;
  return checks.fail('content-md5', new S3Error('InvalidDigest', { 'Content-MD5': value }));
}

export function compareContentMd5(
  { checks }: OperationContext,
  contentMd5: string,
  { md5, isStandIn }: Digests,
  encoding: 'hex' | 'base64',
): void {
  if (isStandIn) return;
  const calculated = base64(md5);
  if (calculated === contentMd5) {
    checks.pass('content-md5');
    return;
  }
  const expected = encoding === 'base64' ? contentMd5 : hex(fromBase64(contentMd5) ?? new Uint8Array());
  checks.fail('content-md5', new S3Error('BadDigest', { CalculatedDigest: calculated, ExpectedDigest: expected }), {
    kind: 'compared',
    what: 'Content-MD5',
    expected: contentMd5,
    actual: calculated,
  });
}

/** Compares the announced checksum, from a header or by now from the trailer, with the bytes that arrived. */
export function compareChecksum(
  context: OperationContext,
  announced: AnnouncedChecksum,
  digests: Digests,
): BodyChecksum {
  const { algorithm } = announced;
  const value = announced.value ?? trailingChecksum(context, algorithm);
  const computed = digests.checksum(algorithm);
  // A fill too large to be digested: writeDigested has said so.
  if (!computed) return { algorithm, value };
  const calculated = base64(computed);
  if (calculated !== value) {
    const message = `The ${algorithm} you specified did not match the calculated checksum.`;
    context.checks.fail('checksum', new S3Error('BadDigest', {}, message), {
      kind: 'compared',
      what: algorithm,
      expected: value,
      actual: calculated,
    });
  }
  context.checks.pass('checksum');
  return { algorithm, value };
}
