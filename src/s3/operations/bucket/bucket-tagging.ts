import { readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { noContent, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { tagSetContent, tagSetOf, taggingText, tagsOfText, type TagRules } from '../tag-set.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';

const bucketTagRules: TagRules = {
  atMost: 50,
  tooMany: 'Bucket tag count cannot be greater than 50',
  systemTag: 'System tags cannot be added/updated by requester',
};

/**
 * The bucket's tags.
 *
 * @throws S3Error NoSuchTagSet where it has none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export const getBucketTagging: Handler = async (context) => {
  const { tagging, name } = bucketOf(context);
  if (tagging === undefined) return context.checks.fail('request', new S3Error('NoSuchTagSet', { BucketName: name }));
  return xmlAnswer('Tagging', tagSetContent(tagsOfText(tagging)));
};

/**
 * Replaces all tags of the bucket, at most 50.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
export const putBucketTagging: Handler = async (context) => {
  const tags = tagSetOf(context, await readXml(context, 'Tagging'), bucketTagRules);
  await updateBucket(context, (bucket) => ({ ...bucket, tagging: taggingText(tags) }));
  context.checks.pass('request');
  return noContent();
};

/**
 * Takes all tags away; that there were none is a success too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export const deleteBucketTagging: Handler = async (context) => {
  await updateBucket(context, (bucket) => ({ ...bucket, tagging: undefined }));
  return noContent();
};
