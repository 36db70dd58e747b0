import type { Header } from '#sigv4/headers.ts';
import { headerValue } from '#sigv4/headers.ts';

import type { CheckEvidence } from '../../decision/decision.ts';
import { S3Error } from '../../errors.ts';
import type { ObjectRecord } from '../../records.ts';
import { httpDate, quoted, unquoted } from '../answers.ts';
import type { OperationContext } from '../context.ts';

/**
 * Compares the conditional headers of a GET or HEAD with the object: 412, 304 or nothing.
 * An ETag condition outweighs the date condition of its kind; a date that is still to come is no `If-Modified-Since`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function requireReadConditions(context: OperationContext, object: ObjectRecord): void {
  const { headers, checks } = context;
  const ifMatch = headerValue(headers, 'if-match');
  const unmodifiedSince = dateOf(headers, 'if-unmodified-since');
  const ifNoneMatch = headerValue(headers, 'if-none-match');
  const modifiedSince = dateOf(headers, 'if-modified-since');
  // HTTP dates have whole seconds.
  const modified = Math.floor(new Date(object.lastModified).getTime() / 1000) * 1000;
  const failed = (condition: string): never =>
    checks.fail('precondition', new S3Error('PreconditionFailed', { Condition: condition }), noteOf(condition));
  if (ifMatch !== undefined) {
    if (!names(ifMatch, object.etag)) failed('If-Match');
  } else if (unmodifiedSince !== undefined && modified > unmodifiedSince) {
    failed('If-Unmodified-Since');
  }
  const isUnchanged =
    ifNoneMatch === undefined
      ? modifiedSince !== undefined && modified <= modifiedSince && modifiedSince <= context.instant.getTime()
      : names(ifNoneMatch, object.etag);
  if (isUnchanged) {
    const facts: Header[] = [
      ['ETag', quoted(object.etag)],
      ['Last-Modified', httpDate(object.lastModified)],
    ];
    const condition = ifNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match';
    checks.fail('precondition', new S3Error('NotModified', {}, undefined, facts), noteOf(condition));
  }
  if ([ifMatch, unmodifiedSince, ifNoneMatch, modifiedSince].some((condition) => condition !== undefined)) {
    checks.pass('precondition');
  }
}

function noteOf(text: string): CheckEvidence {
  return { kind: 'note', text };
}

/** Whether a list of ETags, quoted or not, or `*`, names this one. */
function names(condition: string, etag: string): boolean {
  return condition.split(',').some((item) => {
    const wanted = item.trim().replace(/^W\//, '');
    return wanted === '*' || unquoted(wanted) === etag;
  });
}

/** A date that cannot be read is no condition. */
function dateOf(headers: readonly Header[], name: string): number | undefined {
  const time = Date.parse(headerValue(headers, name) ?? '');
  return Number.isNaN(time) ? undefined : time;
}
