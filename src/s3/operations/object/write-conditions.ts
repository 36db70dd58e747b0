import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import { unquoted } from '../answers.ts';
import type { ObjectEntry } from '../../versions/object-versions.ts';

/** What must hold of the key's object for a write to happen. */
export type WriteCondition =
  { readonly kind: 'must not exist' } | { readonly kind: 'must be'; readonly etag: string } | undefined;

/**
 * Reads `If-None-Match: *` and `If-Match: <etag>` of a write; other forms are answered 501.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function writeConditionOf({ headers, checks }: OperationContext): WriteCondition {
  const [ifMatch, ifNoneMatch] = [headerValue(headers, 'if-match'), headerValue(headers, 'if-none-match')];
  const refuse = (header: string, additionalMessage: string): never =>
    checks.fail('request', new S3Error('NotImplemented', { Header: header, additionalMessage }));
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    refuse('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  }
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    refuse('If-None-Match', "We don't accept the provided value of If-None-Match header for this API");
  }
  if (ifMatch === '*') refuse('If-Match', "We don't accept the provided value of If-Match header for this API");
  if (ifNoneMatch !== undefined) return { kind: 'must not exist' };
  return ifMatch === undefined ? undefined : { kind: 'must be', etag: unquoted(ifMatch) };
}

/**
 * Compares a condition with the object as it is now. With `since`, the object's version when the upload was created,
 * a change made meanwhile is a conflict.
 */
export function requireWriteCondition(
  { checks, key }: OperationContext,
  condition: WriteCondition,
  current: ObjectEntry | undefined,
  since?: number,
): void {
  if (!condition) return;
  const header = condition.kind === 'must be' ? 'If-Match' : 'If-None-Match';
  const refuse = (error: S3Error, text: string): never => checks.fail('precondition', error, { kind: 'note', text });
  const conflict = (): never => {
    const error = new S3Error('ConditionalRequestConflict', { Condition: header, Key: key });
    return refuse(error, 'the object changed after the upload began');
  };
  if (condition.kind === 'must not exist') {
    if (current) refuse(new S3Error('PreconditionFailed', { Condition: header }), 'there is an object under the key');
    if (since !== undefined && since !== 0) conflict();
  } else {
    if (!current) return refuse(new S3Error('NoSuchKey', { Key: key }), 'there is no object under the key');
    if (current.object.etag !== condition.etag) {
      checks.fail('precondition', new S3Error('PreconditionFailed', { Condition: header }), {
        kind: 'compared',
        what: 'ETag',
        expected: condition.etag,
        actual: current.object.etag,
      });
    }
    if (since !== undefined && current.version !== since) conflict();
  }
  checks.pass('precondition');
}
