import { headerValue, type Header } from '#sigv4/headers.ts';

import { S3Error } from '../errors.ts';
import type { OperationContext } from '../operations/context.ts';
import {
  checksumAlgorithms,
  checksumHeader,
  foreignChecksumAlgorithms,
  isChecksumValue,
  type ChecksumAlgorithm,
} from './checksum-algorithms.ts';

/** The one checksum that a request says its body has. */
export interface AnnouncedChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; `undefined` while it is still to come in the trailer of an aws-chunked body. */
  readonly value: string | undefined;
}

/** Reads the checksum headers of a request, also those that announce a trailer. */
export function announcedChecksum(context: OperationContext): AnnouncedChecksum | undefined {
  const { headers, checks } = context;
  const trailerNames = (headerValue(headers, 'x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const foreign = foreignChecksumAlgorithms.find((name) => isNamed(headers, trailerNames, checksumHeader(name)));
  if (foreign) {
    checks.fail('checksum', new S3Error('NotImplemented', { Header: checksumHeader(foreign) }), {
      kind: 'note',
      text: `The emulator does not compute ${foreign}.`,
    });
  }
  const found = checksumAlgorithms.filter((algorithm) => isNamed(headers, trailerNames, checksumHeader(algorithm)));
  if (found.length > 1) {
    const message = 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.';
    checks.fail('checksum', new S3Error('InvalidRequest', {}, message));
  }
  const algorithm = found[0];
  requireKnownAlgorithm(context, trailerNames);
  if (!algorithm) return refuseNameWithoutValue(context);
  requireSameAlgorithm(context, algorithm);
  const value = headerValue(headers, checksumHeader(algorithm))?.trim();
  if (value !== undefined) requireChecksumValue(context, algorithm, value, 'header');
  return { algorithm, value };
}

/** The value that came in the trailer, once the body was read. */
export function trailingChecksum(context: OperationContext, algorithm: ChecksumAlgorithm): string {
  const value = headerValue(context.trailers(), checksumHeader(algorithm))?.trim() ?? '';
  requireChecksumValue(context, algorithm, value, 'trailing header');
  return value;
}

function isNamed(headers: readonly Header[], trailerNames: readonly string[], name: string): boolean {
  return headerValue(headers, name) !== undefined || trailerNames.includes(name);
}

function requireChecksumValue(
  { checks }: OperationContext,
  algorithm: ChecksumAlgorithm,
  value: string,
  where: 'header' | 'trailing header',
): void {
  if (isChecksumValue(algorithm, value)) return;
  const message = `Value for ${checksumHeader(algorithm)} ${where} is invalid.`;
  // The trailing form is known from another server only.
  const known = where === 'header' ? 'recorded' : 'other server';
  checks.fail('checksum', new S3Error('InvalidRequest', {}, message), { kind: 'none' }, { known });
}

/** Headers of this prefix that hold no value of a checksum. */
const otherNames = ['mode', 'algorithm', 'type'].map(checksumHeader);

function requireKnownAlgorithm({ headers, checks }: OperationContext, trailerNames: readonly string[]): void {
  const known = [...checksumAlgorithms.map(checksumHeader), ...otherNames];
  const names = [...headers.map(([name]) => name.toLowerCase()), ...trailerNames];
  if (!names.some((name) => name.startsWith(checksumHeader('')) && !known.includes(name))) return;
  const message = 'The algorithm type you specified in x-amz-checksum- header is invalid.';
  checks.fail('checksum', new S3Error('InvalidRequest', {}, message), undefined, { known: 'other server' });
}

/** The SDK's header has to name the algorithm of the value that comes. A presigned URL's parameter is not compared. */
function requireSameAlgorithm({ request, checks }: OperationContext, algorithm: ChecksumAlgorithm): void {
  const named = headerValue(request.headers, 'x-amz-sdk-checksum-algorithm');
  if (named === undefined || named.toUpperCase() === algorithm) return;
  const message = 'Value for x-amz-sdk-checksum-algorithm header is invalid.';
  checks.fail('checksum', new S3Error('InvalidRequest', {}, message), undefined, { known: 'other server' });
}

/** A presigned URL of the AWS SDK names an algorithm in its query without a value that S3 would compare. */
function refuseNameWithoutValue({ request, checks }: OperationContext): undefined {
  if (headerValue(request.headers, 'x-amz-sdk-checksum-algorithm') === undefined) return undefined;
  const message =
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.';
  return checks.fail(
    'checksum',
    new S3Error('InvalidRequest', {}, message),
    { kind: 'none' },
    { known: 'other server' },
  );
}
