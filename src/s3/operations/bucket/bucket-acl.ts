import { aclContent } from '../../acl/acl-document.ts';
import { requestedGrants } from '../../acl/acl-request.ts';
import { ownerId } from '../../acl/canonical-owner.ts';
import { userGrant } from '../../acl/grant.ts';
import { hasAcls } from '../../acl/object-ownership.ts';
import { refusePublicGrants } from '../../acl/public-acl.ts';
import { S3Error } from '../../errors.ts';
import { emptyAnswer, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';

/** The owner's FULL_CONTROL, unless more was granted. */
export const getBucketAcl: Handler = async (context) => {
  const { account, acl } = bucketOf(context);
  const owner = ownerId(account);
  return xmlAnswer('AccessControlPolicy', aclContent(owner, acl ?? [userGrant(owner, 'FULL_CONTROL')]));
};

/**
 * Replaces the bucket's ACL, where Object Ownership lets it have one.
 *
 * @throws S3Error AccessControlListNotSupported, and AccessDenied where Block Public Access refuses a public one.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 */
export const putBucketAcl: Handler = async (context) => {
  const bucket = bucketOf(context);
  if (!hasAcls(bucket)) context.checks.fail('request', new S3Error('AccessControlListNotSupported'));
  const owner = ownerId(bucket.account);
  const acl = await requestedGrants(context, { owner, bucketOwner: owner });
  refusePublicGrants(context, 's3:PutBucketAcl', acl);
  await updateBucket(context, (current) => ({ ...current, acl }));
  context.checks.pass('request');
  return emptyAnswer();
};
