import { aclPolicy, isOfTheObject } from '../acl/acl-policy.ts';
import { hasAcls } from '../acl/object-ownership.ts';
import type { OtherResource } from '../operations/context.ts';
import type { ResourcePolicy } from '../policy/evaluate.ts';
import { isPublicPolicy } from '../policy/public.ts';
import type { BucketRecord } from '../records.ts';

/** Whose a resource is for an action, and the policies on its side. */
export interface ResourceSide {
  readonly owner: string;
  readonly policies: readonly ResourcePolicy[];
}

const none: readonly ResourcePolicy[] = [];

/** The bucket policy, ACLs where they count, or what the resource brings itself. */
export function resourcePoliciesOf(action: string, target: OtherResource): ResourceSide {
  const { bucket, account } = target;
  if (!bucket) return { owner: account, policies: target.policy ? [target.policy] : none };
  if (!hasAcls(bucket)) return { owner: account, policies: bucketPolicyOf(bucket) };
  // An object that another account put is that account's: of the bucket policy only a deny reaches it.
  const owner = (isOfTheObject(action) ? target.object?.owner : undefined) ?? account;
  const allows = owner === account ? undefined : 'nobody';
  return { owner, policies: [...bucketPolicyOf(bucket, allows), ...aclsOf(bucket, target)] };
}

/** Whether Block Public Access leaves the bucket's policy, since it is public, to the bucket's own account. */
export function isPublicRestricted({ policy, publicAccessBlock }: BucketRecord): boolean {
  return publicAccessBlock?.restrictPublicBuckets === true && policy !== undefined && isPublicPolicy(policy);
}

function bucketPolicyOf(bucket: BucketRecord, allows?: ResourcePolicy['allows']): readonly ResourcePolicy[] {
  const { policy: document } = bucket;
  if (!document) return none;
  const place = { in: 'bucket policy', source: 'bucket policy', document } as const;
  return [{ ...place, allows: allows ?? (isPublicRestricted(bucket) ? 'own account' : undefined) }];
}

function aclsOf(bucket: BucketRecord, { arn, object }: OtherResource): readonly ResourcePolicy[] {
  const ignoresPublic = bucket.publicAccessBlock?.ignorePublicAcls === true;
  const policies: ResourcePolicy[] = [];
  if (bucket.acl) {
    const document = aclPolicy(bucket.acl, { level: 'bucket', arn: `arn:aws:s3:::${bucket.name}`, ignoresPublic });
    policies.push({ in: 'ACL', source: 'ACL of the bucket', document });
  }
  if (object?.acl) {
    const document = aclPolicy(object.acl, { level: 'object', arn, ignoresPublic });
    policies.push({ in: 'ACL', source: 'ACL of the object', document });
  }
  return policies;
}
