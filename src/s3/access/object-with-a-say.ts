import { queryValue, type QueryParameter } from '#sigv4/query.ts';
import { hasAcls } from '../acl/object-ownership.ts';
import type { IdentityPolicy } from '../identities/identities.ts';
import { findVersion } from '../versions/object-versions.ts';
import { statementsOf, type PolicyDocument } from '../policy/document.ts';
import { isExistingTagKey } from '../policy/condition-keys.ts';
import type { BucketRecord, ObjectDescription } from '../records.ts';
import type { Store } from '../store/store.ts';

export interface Addressed {
  readonly bucket: BucketRecord | undefined;
  readonly key: string;
  readonly query: readonly QueryParameter[];
  readonly identityPolicies: readonly IdentityPolicy[];
  readonly sessionPolicies?: readonly IdentityPolicy[] | undefined;
}

/** Whether permissions may hang on the ACL, the owner or the tags of what is stored under the key asked for. */
export function objectHasASay({ bucket, key, identityPolicies, sessionPolicies = [] }: Addressed): boolean {
  if (!bucket || key === '') return false;
  if (hasAcls(bucket) || (bucket.policy !== undefined && readsExistingTags(bucket.policy))) return true;
  return [identityPolicies, sessionPolicies].some((policies) =>
    policies.some(({ document }) => readsExistingTags(document)),
  );
}

/** What is stored under the key asked for. */
export async function addressedObject(
  store: Store,
  { bucket, key, query }: Addressed,
): Promise<ObjectDescription | undefined> {
  const found = bucket && (await findVersion(store, bucket.name, key, queryValue(query, 'versionId')));
  return found?.kind === 'object' ? found.object.description : undefined;
}

function readsExistingTags(document: PolicyDocument): boolean {
  return statementsOf(document).some(({ Condition }) =>
    Object.values(Condition ?? {}).some((lines) => Object.keys(lines).some(isExistingTagKey)),
  );
}
