import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../../errors.ts';
import type { FoundVersion } from '../../versions/object-versions.ts';
import { unquoted } from '../answers.ts';
import type { OperationContext } from '../context.ts';

/** What must hold of a key's current version for it to be deleted. */
export interface DeleteCondition {
  /** Without quotes; absent where any object will do. */
  readonly etag: string | undefined;
}

/** Conditions that S3 has for directory buckets only. */
const foreignConditions = ['x-amz-if-match-last-modified-time', 'x-amz-if-match-size'];

/**
 * Reads `If-Match` of a deletion: an ETag, or `*` for any object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export function deleteConditionOf(
  { headers, checks }: OperationContext,
  versionId: string | undefined,
): DeleteCondition | undefined {
  const foreign = foreignConditions.find((name) => headerValue(headers, name) !== undefined);
  if (foreign !== undefined) {
    checks.fail('request', new S3Error('NotImplemented', { Header: foreign }), undefined, { known: 'documented' });
  }
  const ifMatch = headerValue(headers, 'if-match');
  if (ifMatch === undefined) return undefined;
  // A condition is compared with the current version, and a version named by its id need not be that.
  if (versionId !== undefined) {
    checks.fail('request', new S3Error('NotImplemented', { Header: 'If-Match' }), undefined, { known: 'other server' });
  }
  return conditionOf(ifMatch);
}

export function conditionOf(ifMatch: string): DeleteCondition {
  return { etag: ifMatch === '*' ? undefined : unquoted(ifMatch) };
}

/** The error of a condition that does not hold; a delete marker is no object to match. */
export function unmetCondition(
  { etag }: DeleteCondition,
  key: string,
  newest: FoundVersion | undefined,
): S3Error | undefined {
  if (!newest) return new S3Error('NoSuchKey', { Key: key });
  const isMet = newest.kind === 'object' && (etag === undefined || etag === newest.object.etag);
  return isMet ? undefined : new S3Error('PreconditionFailed', { Condition: 'If-Match' });
}
