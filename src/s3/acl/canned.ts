import { allUsers, authenticatedUsers, groupGrant, logDelivery, userGrant, type Grant } from './grant.ts';

/** Whose the bucket or object is, and whose the bucket, as canonical user ids. */
export interface Owners {
  readonly owner: string;
  readonly bucketOwner: string;
}

/** The canonical user id of Amazon EC2, which reads machine images from S3. */
const ec2 = '6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c';

type Further = (owners: Owners) => readonly Grant[];

/** What each canned ACL grants besides the owner's FULL_CONTROL. */
const cannedAcls: Readonly<Record<string, Further>> = {
  private: () => [],
  'public-read': () => [groupGrant(allUsers, 'READ')],
  'public-read-write': () => [groupGrant(allUsers, 'READ'), groupGrant(allUsers, 'WRITE')],
  'authenticated-read': () => [groupGrant(authenticatedUsers, 'READ')],
  'aws-exec-read': () => [userGrant(ec2, 'READ')],
  'bucket-owner-read': ({ owner, bucketOwner }) => (owner === bucketOwner ? [] : [userGrant(bucketOwner, 'READ')]),
  'bucket-owner-full-control': ({ owner, bucketOwner }) =>
    owner === bucketOwner ? [] : [userGrant(bucketOwner, 'FULL_CONTROL')],
  'log-delivery-write': () => [groupGrant(logDelivery, 'WRITE'), groupGrant(logDelivery, 'READ_ACP')],
};

/**
 * The grants of a canned ACL; `undefined` for a name that is none.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
export function cannedGrants(name: string, owners: Owners): readonly Grant[] | undefined {
  const further = Object.hasOwn(cannedAcls, name) ? cannedAcls[name] : undefined;
  return further && [userGrant(owners.owner, 'FULL_CONTROL'), ...further(owners)];
}
