import type { Header } from '#sigv4/headers.ts';
import type { Grant } from './acl/grant.ts';
import type { ObjectOwnership } from './acl/object-ownership.ts';
import type { ChecksumAlgorithm, ChecksumType } from './body/checksum-algorithms.ts';
import type { DefaultEncryption, KmsEncryption } from './encryption/kms-encryption.ts';
import type { NotificationConfiguration } from './events/notification.ts';
import type { LifecycleRule } from './lifecycle/rule.ts';
import type { PolicyDocument } from './policy/document.ts';
import { orderedKey, rangeOfPrefix, rangeUnder, type KeyRange } from './store/order.ts';
import type { WrittenBytes } from './store/store.ts';

/** `v` is the version of a record's shape; instants are ISO 8601 texts. */
export interface BucketRecord {
  readonly v: 1;
  readonly name: string;
  readonly region: string;
  /** Account that owns it. */
  readonly account: string;
  readonly created: string;
  readonly corsRules?: readonly CorsRule[] | undefined;
  readonly policy?: PolicyDocument | undefined;
  readonly lifecycleRules?: readonly LifecycleRule[] | undefined;
  /** Transfer Acceleration; absent until it is configured for the first time. */
  readonly acceleration?: 'Enabled' | 'Suspended' | undefined;
  readonly publicAccessBlock?: PublicAccessBlock | undefined;
  /** Absent in a bucket as it is created: `BucketOwnerEnforced`. `removed` is as `ObjectWriter`, and not shown. */
  readonly objectOwnership?: ObjectOwnership | 'removed' | undefined;
  /** Absent where nothing but the owner's FULL_CONTROL was granted. */
  readonly acl?: readonly Grant[] | undefined;
  /** What new objects are encrypted with; absent for S3's own keys. */
  readonly encryption?: DefaultEncryption | undefined;
  /** Tags as `key=value&…`; absent for none. */
  readonly tagging?: string | undefined;
  /** Absent where the bucket tells nobody of anything. */
  readonly notifications?: NotificationConfiguration | undefined;
  /** Absent until versioning is enabled for the first time; from then on it can only be suspended. */
  readonly versioning?: VersioningStatus | undefined;
}

export type VersioningStatus = 'Enabled' | 'Suspended';

/** Methods and origins as written; header names keep their case for `GetBucketCors`. */
export interface CorsRule {
  readonly id?: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number | undefined;
}

interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** Base64; a composite one ends in `-` and the number of parts. */
  readonly value: string;
}

/** What is said of an object when it is put or its upload is created, and given back when it is read. */
export interface ObjectDescription {
  /** `content-type`, `cache-control` … and `x-amz-meta-*`, names in lower case. */
  readonly headers: readonly Header[];
  readonly storageClass: string;
  /** Tags as `key=value&…`, as they came. */
  readonly tagging?: string | undefined;
  /** Account that owns it; absent where that is the bucket's. */
  readonly owner?: string | undefined;
  /** Absent where nothing but its owner's FULL_CONTROL was granted. */
  readonly acl?: readonly Grant[] | undefined;
  /** Absent where S3's own keys encrypt it. */
  readonly encryption?: KmsEncryption | undefined;
}

export interface ObjectRecord {
  readonly v: 1;
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly lastModified: string;
  /** Absent only for a fill that is too large to be digested. */
  readonly checksum?: StoredChecksum | undefined;
  readonly description: ObjectDescription;
  /** Its bytes, one after the other: an object completed from parts keeps the bytes of the parts. */
  readonly pieces: readonly Piece[];
  /** Present on an object completed from parts. */
  readonly uploadId?: string | undefined;
  /** Absent where versioning was not enabled when it was put: its id is then `null`. */
  readonly versionId?: string | undefined;
  /** Its place among the versions of its key, rising; absent, which counts as 0, on one put before its bucket had versioning. */
  readonly sequence?: number | undefined;
  /** When a newer version took its place; absent while it is the current one. */
  readonly replaced?: string | undefined;
}

/** Bytes of a part, or of an object put whole (`partNumber` 1). */
export interface Piece {
  readonly bytes: WrittenBytes;
  readonly partNumber: number;
  readonly etag: string;
  readonly checksum?: string | undefined;
}

export interface UploadRecord {
  readonly v: 1;
  readonly key: string;
  readonly uploadId: string;
  readonly initiated: string;
  /** ARN of the principal that created it, and what lists show as its id. */
  readonly initiator: { readonly arn: string; readonly id: string };
  /** What was asked for; without it S3 stores a CRC64NVME of the whole. */
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType } | undefined;
  readonly description: ObjectDescription;
  /** Version in the store of the object that had the key when the upload was created; 0 if there was none. */
  readonly objectVersion: number;
}

export interface PartRecord extends Piece {
  readonly v: 1;
  readonly lastModified: string;
}

/** Digits that keep part numbers in order. */
const partDigits = 5;

export function bucketKey(bucket: string): string {
  return orderedKey('bucket', bucket);
}

export function bucketRange(prefix = ''): KeyRange {
  return rangeOfPrefix(['bucket'], prefix);
}

export function objectKey(bucket: string, key: string): string {
  return orderedKey('object', bucket, key);
}

export function objectRange(bucket: string, prefix = ''): KeyRange {
  return rangeOfPrefix(['object', bucket], prefix);
}

/** Uploads stand by key and, within one, by their id, which begins with the instant of their creation. */
export function uploadKey(bucket: string, key: string, uploadId: string): string {
  return orderedKey('upload', bucket, key, uploadId);
}

export function uploadRange(bucket: string, prefix = ''): KeyRange {
  return rangeOfPrefix(['upload', bucket], prefix);
}

export function partKey(bucket: string, uploadId: string, partNumber: number): string {
  return orderedKey('part', bucket, uploadId, String(partNumber).padStart(partDigits, '0'));
}

export function partRange(bucket: string, uploadId: string): KeyRange {
  return rangeUnder('part', bucket, uploadId);
}
