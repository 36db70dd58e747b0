import type { PolicyDocument, Statement } from '../policy/document.ts';
import { allUsers, authenticatedUsers, isPublicGrant, type Grant, type Grantee, type Permission } from './grant.ts';

type Actions = Readonly<Record<Exclude<Permission, 'FULL_CONTROL'>, readonly string[]>>;

const bucketActions: Actions = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  // That S3 lets a grantee overwrite only objects of its own is not carried out.
  WRITE: ['s3:PutObject'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};

const objectActions: Actions = {
  READ: ['s3:GetObject', 's3:GetObjectVersion'],
  WRITE: [],
  READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

/** Whether an action is judged by the object's owner and its ACL rather than by the bucket's. */
export function isOfTheObject(action: string): boolean {
  return Object.values(objectActions).some((actions) => actions.includes(action));
}

export interface AclOptions {
  readonly level: 'bucket' | 'object';
  /** What the ACL is attached to; of a bucket it covers the objects in it. */
  readonly arn: string;
  /** True where Block Public Access leaves public grants unheeded. */
  readonly ignoresPublic: boolean;
}

/**
 * An ACL in the words of a policy, so that both are judged alike.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping
 */
export function aclPolicy(grants: readonly Grant[], { level, arn, ignoresPublic }: AclOptions): PolicyDocument {
  const actions = level === 'bucket' ? bucketActions : objectActions;
  const heeded = ignoresPublic ? grants.filter((grant) => !isPublicGrant(grant)) : grants;
  const Statement = heeded.flatMap(({ grantee, permission }): readonly Statement[] => {
    const Action = permission === 'FULL_CONTROL' ? Object.values(actions).flat() : actions[permission];
    if (Action.length === 0) return [];
    const Resource = level === 'bucket' ? [arn, `${arn}/*`] : arn;
    return [{ Sid: permission, Effect: 'Allow', ...granteeOf(grantee), Action, Resource }];
  });
  return { Statement };
}

function granteeOf(grantee: Grantee): Pick<Statement, 'Principal' | 'Condition'> {
  if (grantee.kind === 'user') return { Principal: { CanonicalUser: grantee.id } };
  if (grantee.uri === allUsers) return { Principal: '*' };
  if (grantee.uri !== authenticatedUsers) return { Principal: { Service: 'logging.s3.amazonaws.com' } };
  return { Principal: { AWS: '*' }, Condition: { StringNotEquals: { 'aws:PrincipalType': 'Anonymous' } } };
}
