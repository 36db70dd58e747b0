/** Settings of Object Ownership, by Amazon's names. */
export const objectOwnerships = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;
export type ObjectOwnership = (typeof objectOwnerships)[number];

/** A bucket, as far as it says whose objects are. */
interface OwnedBucket {
  readonly objectOwnership?: ObjectOwnership | 'removed' | undefined;
}

/** Whether ACLs count: not in a bucket as it is created, whose owner owns every object. */
export function hasAcls({ objectOwnership = 'BucketOwnerEnforced' }: OwnedBucket): boolean {
  return objectOwnership !== 'BucketOwnerEnforced';
}
