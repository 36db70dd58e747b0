import type { BucketRecord } from '../records.ts';
import type { Store } from '../store/store.ts';
import type { LifecycleRule } from './rule.ts';

/** What carrying out a rule needs. */
export interface LifecycleRun {
  readonly store: Store;
  readonly instant: Date;
  /** For the ids of delete markers. */
  readonly uniqueId: (characters: number) => string;
}

/** A rule of a bucket under way. */
export interface RuleRun extends LifecycleRun {
  readonly rule: LifecycleRule;
  readonly bucket: BucketRecord;
  /** The bucket's entry, which each commit expects: its versioning decides what a deletion leaves. */
  readonly expected: { readonly key: string; readonly version: number };
}
