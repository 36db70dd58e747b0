import { utf8 } from '#base/bytes.ts';

import { readDocument } from '../../body/document.ts';
import { publicAccessDenial } from '../../access/denial.ts';
import { S3Error } from '../../errors.ts';
import type { PolicyDocument } from '../../policy/document.ts';
import { missingPrincipal } from '../../policy/existing-principals.ts';
import { isPublicPolicy } from '../../policy/public.ts';
import { parseBucketPolicy } from '../../policy/parse-bucket-policy.ts';
import type { BucketRecord } from '../../records.ts';
import { noContent } from '../answers.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';

/**
 * The bucket's policy as JSON.
 *
 * @throws S3Error NoSuchBucketPolicy
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export const getBucketPolicy: Handler = async (context) => {
  requireOwnAccount(context);
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

/**
 * Replaces the bucket's policy: JSON of at most 20,480 bytes, whose principals exist where their account is emulated.
 *
 * @throws S3Error MalformedPolicy, and AccessDenied where Block Public Access refuses a public one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export const putBucketPolicy: Handler = async (context) => {
  requireOwnAccount(context);
  const policy = validPolicyOf(context, await readDocument(context));
  await requirePrincipals(context, policy);
  await updateBucket(context, (bucket) => {
    if (bucket.publicAccessBlock?.blockPublicPolicy && isPublicPolicy(policy)) refusePublic(context, bucket);
    return { ...bucket, policy };
  });
  context.checks.pass('request');
  return noContent();
};

/**
 * Removes the bucket's policy; that there was none is a success too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export const deleteBucketPolicy: Handler = async (context) => {
  requireOwnAccount(context);
  await updateBucket(context, (bucket) => ({ ...bucket, policy: undefined }));
  return noContent();
};

/** Documented: who may, but is of another account than the bucket, is answered 405. */
function requireOwnAccount(context: OperationContext): void {
  const { principal, request, checks } = context;
  if (principal.account === bucketOf(context).account) return;
  const extras = { Method: request.method, ResourceType: 'BUCKETPOLICY' };
  const text = "a bucket policy is the matter of the bucket's own account";
  checks.fail('request', new S3Error('MethodNotAllowed', extras), { kind: 'note', text }, { known: 'documented' });
}

async function requirePrincipals({ store, account, checks }: OperationContext, policy: PolicyDocument): Promise<void> {
  const missing = await missingPrincipal(policy, store, account);
  if (missing === undefined) return;
  const error = new S3Error('MalformedPolicy', { Detail: `"AWS" : "${missing}"` }, 'Invalid principal in policy');
  checks.fail('request', error, { kind: 'note', text: `there is no ${missing}` });
}

function refusePublic({ checks, principal }: OperationContext, bucket: BucketRecord): never {
  const target = { arn: `arn:aws:s3:::${bucket.name}`, account: bucket.account, bucket };
  const error = publicAccessDenial(principal, { action: 's3:PutBucketPolicy', target }, 'BlockPublicPolicy');
  const text = 'Block Public Access refuses a policy that makes the bucket public (BlockPublicPolicy).';
  return checks.fail('request', error, { kind: 'note', text }, { known: 'documented' });
}

function validPolicyOf({ checks, bucketName }: OperationContext, text: string): PolicyDocument {
  try {
    return parseBucketPolicy(text, bucketName);
  } catch (error) {
    if (error instanceof S3Error) checks.fail('request', error, { kind: 'note', text: error.message });
    throw error;
  }
}
