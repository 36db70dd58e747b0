import { utf8 } from '#base/bytes.ts';

import { readDocument } from '../../body/document.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import { S3Error } from '../../errors.ts';
import { isPublicPolicy } from '../../policy/public.ts';
import { parseBucketPolicy } from '../../policy/validate.ts';
import { noContent } from '../answers.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';

export const getBucketPolicy: Handler = async (context) => {
  const { policy, name } = bucketOf(context);
  if (!policy) return context.checks.fail('request', new S3Error('NoSuchBucketPolicy', { BucketName: name }));
  const body = utf8(JSON.stringify(policy));
  return {
    status: 200,
    headers: [
      ['Content-Type', 'application/json'],
      ['Content-Length', String(body.length)],
    ],
    body,
  };
};

export const putBucketPolicy: Handler = async (context) => {
  const policy = validPolicyOf(context, await readDocument(context));
  await updateBucket(context, (bucket) => {
    if (bucket.publicAccessBlock?.blockPublicPolicy && isPublicPolicy(policy)) {
      context.checks.fail('request', context.denial('s3:PutBucketPolicy', 'bucket'), {
        kind: 'note',
        text: 'Block Public Access refuses a policy that makes the bucket public (BlockPublicPolicy).',
      });
    }
    return { ...bucket, policy };
  });
  context.checks.pass('request');
  return noContent();
};

export const deleteBucketPolicy: Handler = async (context) => {
  await updateBucket(context, (bucket) => ({ ...bucket, policy: undefined }));
  return noContent();
};

function validPolicyOf({ checks, bucketName }: OperationContext, text: string): PolicyDocument {
  try {
    return parseBucketPolicy(text, bucketName);
  } catch (error) {
    if (error instanceof S3Error) checks.fail('request', error, { kind: 'note', text: error.message });
    throw error;
  }
}
