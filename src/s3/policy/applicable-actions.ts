import type { Statement } from './document.ts';
import { PolicyFault } from './policy-fault.ts';

const objectAction = /^s3:(?:\w*Object(?!LockConfiguration)\w*|AbortMultipartUpload|ListMultipartUploadParts)$/;
const bucketAction =
  /^s3:(?:\w*Bucket\w*|\w*(?:Lifecycle|Encryption|Replication|Inventory|Metrics|Analytics)Configuration)$/;

/**
 * Each action must have a resource of its level: a bucket for `s3:ListBucket`, objects for `s3:GetObject`.
 *
 * @throws PolicyFault
 */
export function checkLevels(actions: readonly string[], resources: readonly string[]): void {
  const names = resources.map((resource) => resource.slice('arn:aws:s3:::'.length));
  const hasObjects = names.some((name) => name.includes('/') || name.endsWith('*'));
  const hasBucket = names.some((name) => !name.includes('/'));
  const fits = (action: string): boolean => {
    if (bucketAction.test(action)) return hasBucket;
    return objectAction.test(action) ? hasObjects : true;
  };
  if (!actions.every(fits)) throw new PolicyFault('Action does not apply to any resource(s) in statement');
}

const listAction = /^s3:ListBucket(?:Versions)?$/i;
const listKey = /^s3:(?:prefix|delimiter|max-keys)$/i;

/**
 * What only a list has makes no condition for another action; one with a wildcard may mean a list.
 *
 * @throws PolicyFault
 */
export function checkListKeys(actions: readonly string[], condition: Statement['Condition']): void {
  const keys = Object.values(condition ?? {}).flatMap((lines) => Object.keys(lines));
  const isOther = (action: string): boolean => !/[*?]/.test(action) && !listAction.test(action);
  if (keys.some((key) => listKey.test(key)) && actions.some(isOther)) {
    throw new PolicyFault('Conditions do not apply to combination of actions and resources in statement');
  }
}
