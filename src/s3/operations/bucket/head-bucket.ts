import type { Handler } from '../context.ts';
import { bucketOf } from './bucket-record.ts';

export const headBucket: Handler = async (context) => ({
  status: 200,
  headers: [
    ['Content-Type', 'application/xml'],
    ['x-amz-bucket-region', bucketOf(context).region],
    ['x-amz-access-point-alias', 'false'],
  ],
});
