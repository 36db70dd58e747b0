import { xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf } from './bucket-record.ts';

/**
 * The bucket's Region, as the one text of its document.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export const getBucketLocation: Handler = async (context) => {
  const { region } = bucketOf(context);
  // The oldest Region has no name here.
  return xmlAnswer('LocationConstraint', region === 'us-east-1' ? '' : region);
};
