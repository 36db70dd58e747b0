import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import { isTagKey, isTagValue, requireTags, taggingText, tagsOfText, type TagRules } from '../tag-set.ts';

/** An object has at most ten tags. */
export const objectTagRules: TagRules = {
  atMost: 10,
  tooMany: 'Object tags cannot be greater than 10',
  systemTag: 'Your TagKey cannot be prefixed with aws:',
};

/**
 * The tags that `x-amz-tagging` gives to an object that is put, as they are stored. They need a permission of their own.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html
 */
export function taggingOf(context: OperationContext): string | undefined {
  const header = headerValue(context.headers, 'x-amz-tagging');
  if (header === undefined || header === '') return undefined;
  const tags = tagsOfText(header);
  const keys = new Set(tags.map(({ key }) => key));
  if (keys.size < tags.length || !tags.every(({ key, value }) => isTagKey(key) && isTagValue(value))) {
    refuseTagging(context, header);
  }
  requireTags(context, tags, objectTagRules);
  context.require('s3:PutObjectTagging', 'object');
  return taggingText(tags);
}

function refuseTagging({ checks }: OperationContext, header: string): never {
  const rule = 'encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.';
  const extras = { ArgumentName: 'x-amz-tagging', ArgumentValue: header };
  return checks.fail('request', new S3Error('InvalidArgument', extras, `The header 'x-amz-tagging' shall be ${rule}`));
}
