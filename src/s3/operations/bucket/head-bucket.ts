import type { Handler } from '../context.ts';
import { bucketOf } from './bucket-record.ts';

/**
 * Says that the bucket is there, and in which Region. Errors have no body.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export const headBucket: Handler = async (context) => ({
  status: 200,
  headers: [
    ['Content-Type', 'application/xml'],
    ['x-amz-bucket-region', bucketOf(context).region],
    ['x-amz-access-point-alias', 'false'],
  ],
});
