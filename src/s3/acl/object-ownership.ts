import type { BucketRecord } from '../records.ts';

/** Settings of Object Ownership, by Amazon's names. */
export const objectOwnerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;
export type ObjectOwnership = (typeof objectOwnerships)[number];

/** Whether ACLs count: not in a bucket as it is created, whose owner owns every object. */
export function hasAcls({ objectOwnership = 'BucketOwnerEnforced' }: BucketRecord): boolean {
  return objectOwnership !== 'BucketOwnerEnforced';
}
