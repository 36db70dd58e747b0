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
  readonly tags?: readonly { readonly key: string; readonly value: string }[] | undefined;
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
