import type { BucketRecord, ObjectDescription } from '../records.ts';
import { ownerId } from './canonical-owner.ts';
import { hasAcls } from './object-ownership.ts';

/** The canonical user id of an object's owner: the bucket's, where ACLs are disabled or the object says no other. */
export function shownOwner(bucket: BucketRecord, { owner }: Pick<ObjectDescription, 'owner'>): string {
  return ownerId(hasAcls(bucket) ? (owner ?? bucket.account) : bucket.account);
}
