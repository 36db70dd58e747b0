import type { XmlElement } from '#base/xml.ts';

import { malformedXml, readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { elements, emptyAnswer, noContent, xmlAnswer } from '../answers.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';

/**
 * The four settings of Block Public Access.
 *
 * @throws S3Error NoSuchPublicAccessBlockConfiguration where they were deleted, which leaves all four off.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
 */
export const getPublicAccessBlock: Handler = async (context) => {
  const { publicAccessBlock: block, name } = bucketOf(context);
  if (!block) {
    return context.checks.fail('request', new S3Error('NoSuchPublicAccessBlockConfiguration', { BucketName: name }));
  }
  return xmlAnswer(
    'PublicAccessBlockConfiguration',
    elements({
      BlockPublicAcls: block.blockPublicAcls,
      IgnorePublicAcls: block.ignorePublicAcls,
      BlockPublicPolicy: block.blockPublicPolicy,
      RestrictPublicBuckets: block.restrictPublicBuckets,
    }),
  );
};

/**
 * Replaces the four settings; one that is left out is off.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
 */
export const putPublicAccessBlock: Handler = async (context) => {
  const configuration = await readXml(context, 'PublicAccessBlockConfiguration');
  const publicAccessBlock = {
    blockPublicAcls: flag(context, configuration, 'BlockPublicAcls'),
    ignorePublicAcls: flag(context, configuration, 'IgnorePublicAcls'),
    blockPublicPolicy: flag(context, configuration, 'BlockPublicPolicy'),
    restrictPublicBuckets: flag(context, configuration, 'RestrictPublicBuckets'),
  };
  await updateBucket(context, (bucket) => ({ ...bucket, publicAccessBlock }));
  context.checks.pass('request');
  return emptyAnswer();
};

/**
 * Turns all four settings off.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
 */
export const deletePublicAccessBlock: Handler = async (context) => {
  await updateBucket(context, (bucket) => ({ ...bucket, publicAccessBlock: undefined }));
  return noContent();
};

/** A setting that is left out is off. */
function flag(context: OperationContext, configuration: XmlElement, name: string): boolean {
  const text = configuration.textOf(name)?.trim().toLowerCase() ?? 'false';
  if (text !== 'true' && text !== 'false') malformedXml(context, `${name} is neither true nor false.`);
  return text === 'true';
}
