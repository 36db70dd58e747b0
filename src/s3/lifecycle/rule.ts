import { tagsOfText, type Tag } from '../operations/tag-set.ts';
import type { ObjectRecord } from '../records.ts';

/** A rule of a bucket's lifecycle, as it is stored. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  /** Empty: the whole bucket. */
  readonly prefix: string;
  /** True where the rule was written with the outdated `Prefix` instead of a `Filter`. */
  readonly hasBarePrefix?: boolean | undefined;
  /** True where the filter names the empty prefix, which is given back. */
  readonly hasEmptyPrefix?: boolean | undefined;
  /** All of them must be on the object. */
  readonly tags?: readonly Tag[] | undefined;
  /** The object must be larger, or smaller, than so many bytes. */
  readonly sizeGreaterThan?: number | undefined;
  readonly sizeLessThan?: number | undefined;
  readonly abortIncompleteUploadDays?: number | undefined;
  readonly expirationDays?: number | undefined;
  /** An instant at midnight UTC, ISO 8601; from then on every object that the rule applies to is expired. */
  readonly expirationDate?: string | undefined;
  /** Removes a delete marker that has no version behind it any more. */
  readonly expiresDeleteMarkers?: boolean | undefined;
  readonly noncurrentExpiration?: NoncurrentExpiration | undefined;
  readonly transitions?: readonly Transition[] | undefined;
}

export interface NoncurrentExpiration {
  /** Counted from when a newer version took the place. */
  readonly days: number;
  /** So many of the noncurrent versions stay, the newest of them. */
  readonly newerVersions?: number | undefined;
}

export interface Transition {
  readonly days: number;
  readonly storageClass: string;
}

/** Whether a rule's filter names an object. */
export function appliesTo(rule: LifecycleRule, object: ObjectRecord): boolean {
  const { prefix, tags = [], sizeGreaterThan = -1, sizeLessThan = Number.POSITIVE_INFINITY } = rule;
  if (!object.key.startsWith(prefix)) return false;
  if (object.size <= sizeGreaterThan || object.size >= sizeLessThan) return false;
  if (tags.length === 0) return true;
  const borne = tagsOfText(object.description.tagging);
  return tags.every(({ key, value }) => borne.some((tag) => tag.key === key && tag.value === value));
}

/** Whether a rule's filter asks for what only an object has; a delete marker has neither tags nor a size. */
export function asksForObject({ tags, sizeGreaterThan, sizeLessThan }: LifecycleRule): boolean {
  return tags !== undefined || sizeGreaterThan !== undefined || sizeLessThan !== undefined;
}
