import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../../errors.ts';
import type { ObjectDescription } from '../../records.ts';
import type { OperationContext } from '../context.ts';
import type { CopySource } from './copy-source.ts';

/** Whether a copy takes over what is said of its source, or replaces it by what the request says. */
export interface CopyDirectives {
  readonly metadata: Directive;
  readonly tagging: Directive;
}

type Directive = 'COPY' | 'REPLACE';

/** Reads `x-amz-metadata-directive` and `x-amz-tagging-directive`; each is COPY when left out. */
export function copyDirectivesOf(context: OperationContext): CopyDirectives {
  return {
    metadata: directive(context, 'x-amz-metadata-directive', 'Unknown metadata directive.'),
    tagging: directive(context, 'x-amz-tagging-directive', 'Unknown tagging directive.'),
  };
}

function directive({ headers, checks }: OperationContext, name: string, message: string): Directive {
  const value = headerValue(headers, name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  const extras = { ArgumentName: name, ArgumentValue: value };
  return checks.fail('request', new S3Error('InvalidArgument', extras, message), undefined, { known: 'other server' });
}

const redirect = 'x-amz-website-redirect-location';

/**
 * What is said of the copy. Storage class and redirect location are never taken over. Tags that are need permissions
 * on both sides.
 */
export function copiedDescription(
  context: OperationContext,
  said: ObjectDescription,
  { object, versionId, resource }: CopySource,
  directives: CopyDirectives,
): ObjectDescription {
  const { headers, tagging } = object.description;
  const kept = [
    ...headers.filter(([name]) => name !== redirect),
    ...said.headers.filter(([name]) => name === redirect),
  ];
  const takesTags = directives.tagging === 'COPY' && tagging !== undefined;
  if (takesTags) {
    context.require(versionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging', resource);
    context.require('s3:PutObjectTagging', 'object');
  }
  return {
    ...said,
    headers: directives.metadata === 'REPLACE' ? said.headers : kept,
    tagging: directives.tagging === 'REPLACE' ? said.tagging : tagging,
  };
}

/** Headers that change an object when it is copied onto itself, also where they say what is so already. */
const changing = ['x-amz-storage-class', 'x-amz-server-side-encryption', redirect];

/** Recorded: a copy onto itself has to change something, and tags do not count. */
export function requireChange(
  context: OperationContext,
  { bucket, object, versionId }: CopySource,
  directives: CopyDirectives,
): void {
  const { bucketName, key, headers, checks } = context;
  const isItself = bucket.name === bucketName && object.key === key && versionId === undefined;
  if (!isItself || directives.metadata === 'REPLACE') return;
  if (bucket.encryption || changing.some((name) => headerValue(headers, name) !== undefined)) return;
  const what = "the object's metadata, storage class, website redirect location or encryption attributes.";
  const message = `This copy request is illegal because it is trying to copy an object to itself without changing ${what}`;
  checks.fail('request', new S3Error('InvalidRequest', {}, message));
}
