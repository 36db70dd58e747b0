import { headerValue } from '#sigv4/headers.ts';
import { S3Error } from '../errors.ts';
import { bucketOf } from '../operations/bucket/bucket-record.ts';
import type { OperationContext } from '../operations/context.ts';
import type { BucketRecord, ObjectDescription } from '../records.ts';
import { grantsOfHeaders, hasAclHeaders } from './acl-headers.ts';
import { accountOf, ownerId } from './canonical-owner.ts';
import { hasAcls } from './object-ownership.ts';
import { refusePublicGrants } from './public-acl.ts';

/**
 * Whose a new object is, and its ACL, by Object Ownership and the headers of the request that puts it. Without ACLs the
 * bucket's owner owns it, and only `bucket-owner-full-control`, which changes nothing, is taken.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function newObjectAccess(context: OperationContext): Pick<ObjectDescription, 'owner' | 'acl'> | undefined {
  const bucket = bucketOf(context);
  const isAsked = hasAclHeaders(context.headers);
  if (!hasAcls(bucket)) {
    if (isAsked) requireWithoutEffect(context, bucket);
    return undefined;
  }
  const account = ownerAccount(context, bucket);
  const owner = account === bucket.account ? undefined : account;
  if (!isAsked) return { owner };
  const owners = { owner: ownerId(account), bucketOwner: ownerId(bucket.account) };
  const acl = grantsOfHeaders(context, owners);
  refusePublicGrants(context, 's3:PutObject', acl);
  context.require('s3:PutObjectAcl', 'object');
  return { owner, acl };
}

/** Who writes owns, unless the bucket's owner prefers to and is granted everything. */
function ownerAccount({ headers, principal }: OperationContext, { objectOwnership, account }: BucketRecord): string {
  const isGranted = headerValue(headers, 'x-amz-acl') === 'bucket-owner-full-control';
  return objectOwnership === 'BucketOwnerPreferred' && isGranted ? account : accountOf(principal);
}

/** Takes what says in one way or another that the bucket's owner has FULL_CONTROL. */
function requireWithoutEffect(context: OperationContext, { account }: BucketRecord): void {
  const { headers, checks } = context;
  const id = ownerId(account);
  const isSame = headers.every(([name, value]) => {
    const header = name.toLowerCase();
    if (header === 'x-amz-acl') return value === 'bucket-owner-full-control';
    if (header === 'x-amz-grant-full-control') return value.replace(/["\s]/g, '') === `id=${id}`;
    return !header.startsWith('x-amz-grant-');
  });
  if (!isSame) checks.fail('request', new S3Error('AccessControlListNotSupported'));
  context.require('s3:PutObjectAcl', 'object');
}
