import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../../errors.ts';
import type { ObjectRecord } from '../../records.ts';
import { unquoted } from '../answers.ts';
import type { OperationContext } from '../context.ts';

const prefix = 'x-amz-copy-source-';

/**
 * Compares the `x-amz-copy-source-if-*` headers with the source: all of them answer 412. An ETag condition that holds
 * outweighs the date condition of its kind, as for a GET.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
export function requireCopyConditions(context: OperationContext, { etag, lastModified }: ObjectRecord): void {
  const { headers, checks } = context;
  const valueOf = (name: string): string | undefined => headerValue(headers, prefix + name.toLowerCase());
  const failed = (name: string): never =>
    checks.fail('precondition', new S3Error('PreconditionFailed', { Condition: prefix + name }), {
      kind: 'note',
      text: prefix + name,
    });
  const [ifMatch, ifNoneMatch] = [valueOf('If-Match'), valueOf('If-None-Match')];
  const [unmodifiedSince, modifiedSince] = [valueOf('If-Unmodified-Since'), valueOf('If-Modified-Since')];
  // HTTP dates have whole seconds.
  const modified = Math.floor(Date.parse(lastModified) / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!isEtag(ifMatch, etag)) failed('If-Match');
  } else if (modified > Date.parse(unmodifiedSince ?? '')) {
    failed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) {
    if (isEtag(ifNoneMatch, etag)) failed('If-None-Match');
  } else if (isUnchangedSince(modified, modifiedSince, context.instant)) {
    failed('If-Modified-Since');
  }
  const conditions = [ifMatch, ifNoneMatch, unmodifiedSince, modifiedSince];
  if (conditions.some((condition) => condition !== undefined)) checks.pass('precondition');
}

/** Recorded: a date that is still to come is no condition. */
function isUnchangedSince(modified: number, since: string | undefined, now: Date): boolean {
  const time = Date.parse(since ?? '');
  return modified <= time && time <= now.getTime();
}

function isEtag(condition: string, etag: string): boolean {
  return condition.trim() === '*' || unquoted(condition.trim()) === etag;
}
