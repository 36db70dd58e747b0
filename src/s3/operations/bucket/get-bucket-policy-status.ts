import { S3Error } from '../../errors.ts';
import { isPublicPolicy } from '../../policy/public.ts';
import { elements, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf } from './bucket-record.ts';

/** Whether Block Public Access would call the bucket's policy public. */
export const getBucketPolicyStatus: Handler = async (context) => {
  const { policy, name } = bucketOf(context);
  if (!policy) return context.checks.fail('request', new S3Error('NoSuchBucketPolicy', { BucketName: name }));
  return xmlAnswer('PolicyStatus', elements({ IsPublic: isPublicPolicy(policy) }));
};
