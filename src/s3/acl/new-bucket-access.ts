import { headerValue } from '#sigv4/headers.ts';
import { S3Error } from '../errors.ts';
import type { OperationContext } from '../operations/context.ts';
import type { BucketRecord } from '../records.ts';
import { grantsOfHeaders, hasAclHeaders } from './acl-headers.ts';
import { accountOf, ownerId } from './canonical-owner.ts';
import { isPublicGrant, type Grant } from './grant.ts';
import { objectOwnerships, type ObjectOwnership } from './object-ownership.ts';

const ownershipHeader = 'x-amz-object-ownership';

/** Object Ownership and the ACL of a new bucket, whose Block Public Access is on until its owner turns it off. */
export function newBucketAccess(context: OperationContext): Pick<BucketRecord, 'objectOwnership' | 'acl'> {
  const { headers, checks, principal } = context;
  const objectOwnership = ownershipOf(context) ?? impliedOwnership(headers);
  if (!hasAclHeaders(headers)) return { objectOwnership };
  const owner = ownerId(accountOf(principal));
  const acl = grantsOfHeaders(context, { owner, bucketOwner: owner });
  if (!acl.some((grant) => isToOthers(grant, owner))) return { objectOwnership };
  context.require('s3:PutBucketAcl', 'bucket');
  if ((objectOwnership ?? 'BucketOwnerEnforced') === 'BucketOwnerEnforced') {
    checks.fail('request', new S3Error('InvalidBucketAclWithObjectOwnership'));
  }
  if (acl.some(isPublicGrant)) checks.fail('request', new S3Error('InvalidBucketAclWithBlockPublicAccessError'));
  return { objectOwnership, acl };
}

function ownershipOf(context: OperationContext): ObjectOwnership | undefined {
  const text = headerValue(context.headers, ownershipHeader);
  if (text === undefined) return undefined;
  const objectOwnership = objectOwnerships.find((name) => name === text);
  if (!objectOwnership) {
    const message = `Invalid ${ownershipHeader} header: ${text}`;
    const error = new S3Error('InvalidArgument', { ArgumentName: ownershipHeader }, message);
    return context.checks.fail('request', error);
  }
  context.require('s3:PutBucketOwnershipControls', 'bucket');
  return objectOwnership;
}

/**
 * Who asks for the ACL that every bucket has gets a bucket with ACLs, as rclone does.
 *
 * @see https://github.com/versity/versitygw/issues/1869
 */
function impliedOwnership(headers: OperationContext['headers']): ObjectOwnership | undefined {
  return headerValue(headers, 'x-amz-acl') === 'private' ? 'BucketOwnerPreferred' : undefined;
}

function isToOthers({ grantee }: Grant, owner: string): boolean {
  return grantee.kind === 'group' || grantee.id !== owner;
}
