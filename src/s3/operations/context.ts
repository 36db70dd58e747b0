import type { ByteSource } from '#base/byte-source.ts';
import type { SignatureClaims } from '#sigv4/claims.ts';
import type { Header } from '#sigv4/headers.ts';
import type { QueryParameter } from '#sigv4/query.ts';
import type { CheckRecorder } from '../decision/check-recorder.ts';
import type { CheckId } from '../decision/decision.ts';
import type { S3Error } from '../errors.ts';
import type { SizeRange } from '../post/conditions.ts';
import type { Fields } from '../post/fields.ts';
import type { OperationName } from '../operation.ts';
import type { Principal } from '../identities/principal.ts';
import type { ResourcePolicy } from '../policy/evaluate.ts';
import type { BucketRecord, ObjectDescription } from '../records.ts';
import type { S3Request, S3Response } from '../request.ts';
import type { AnswerIds } from '../request-id.ts';
import type { Store } from '../store/store.ts';

/** What an action is done to: `s3:ListBucket` to the bucket, `s3:GetObject` to the object that the request addresses. */
export type ActionResource = 'bucket' | 'object' | OtherResource;

/** Something that the request does not address by its path: the source of a copy, a key of KMS. */
export interface OtherResource {
  /** `arn:aws:s3:::bucket/key` */
  readonly arn: string;
  /** Account that owns it. */
  readonly account: string;
  /** The bucket that it is in, whose policy has a say; absent for what is in none. */
  readonly bucket?: BucketRecord | undefined;
  /** What is stored, where it is an object: its owner, its ACL and its tags have a say. */
  readonly object?: ObjectDescription | undefined;
  /** The policy of what is in no bucket. */
  readonly policy?: ResourcePolicy | undefined;
}

/** A located, authenticated and authorised request, as an operation's handler gets it. */
export interface OperationContext {
  readonly operation: OperationName;
  readonly request: S3Request;
  /** Query parameters, decoded, in order. */
  readonly query: readonly QueryParameter[];
  /**
   * The headers that take effect: those that arrived, and after them the `x-amz-*` query parameters of a presigned
   * URL, which S3 applies as headers. Checksums given in the query are left out, since S3 does not enforce them there.
   */
  readonly headers: readonly Header[];
  /** Empty for ListBuckets. */
  readonly bucketName: string;
  /** Decoded from the path once; empty where the bucket itself is addressed. */
  readonly key: string;
  /** The bucket addressed, as it was when the request began; absent for CreateBucket and ListBuckets. */
  readonly bucket: BucketRecord | undefined;
  readonly principal: Principal;
  readonly claims: SignatureClaims | undefined;
  /** The form that was posted, without its file, which is the body; only PostObject has it. */
  readonly posted?: PostedForm | undefined;
  readonly store: Store;
  /** The emulated instant of the request. */
  readonly instant: Date;
  readonly account: string;
  /** The Region of the request's scope, else the emulator's default. */
  readonly region: string;
  /** URL of what is addressed, without its query: `https://host/bucket/key` as the client wrote it. */
  readonly location: string;
  /** What names the answer. */
  readonly ids: AnswerIds;
  /** Letters and digits that are not given out again. */
  readonly uniqueId: (characters: number) => string;
  readonly checks: CheckRecorder;
  /** Whether the principal may, by all policies that apply; records nothing. */
  readonly may: (action: string, resource: ActionResource) => boolean;
  /** The 403 for an action that it may not do, in S3's words. */
  readonly denial: (action: string, resource: ActionResource) => S3Error;
  /** Requires a permission beyond the operation's own: recorded as a check, and throws the 403. */
  readonly require: (action: string, resource: ActionResource) => void;
  /**
   * The payload: aws-chunked is decoded, and at its end a signed payload hash is compared (it throws S3Error from the
   * iteration). An empty source where no body came. To be read once.
   */
  readonly body: ByteSource;
  /** Bytes the payload is declared to have: `x-amz-decoded-content-length`, else `Content-Length`. */
  readonly contentLength: number | undefined;
  /** True for `Transfer-Encoding: chunked` without a declared length, which S3 answers with 411. */
  readonly lengthMissing: boolean;
  /** Headers that came after an aws-chunked payload (`x-amz-checksum-crc32` …); known once `body` was read. */
  readonly trailers: () => readonly Header[];
}

export type Handler = (context: OperationContext) => Promise<S3Response>;

/** A form that its policy allows. */
export interface PostedForm {
  readonly fields: Fields;
  /** The sizes that every `content-length-range` of the policy allows. */
  readonly ranges: readonly SizeRange[];
}

/** One line of `operations/table.ts`, which is a `Record<OperationName, OperationEntry>`. */
export interface OperationEntry {
  readonly handler: Handler;
  /**
   * The IAM action that is authorised before the handler runs; some depend on what the request names (a version).
   * Absent where the handler asks itself: for each of the objects that the body names, or later among the checks.
   */
  readonly action: string | undefined | ((context: Omit<OperationContext, 'may' | 'denial' | 'require'>) => string);
  /** What the action's ARN names; `none` is `*` (ListBuckets). */
  readonly resource: ActionResource | 'none';
  /** The checks the handler makes, in order: shown as not reached when an earlier one fails. */
  readonly checks: readonly CheckId[];
  /** True when the principal needs no permission unless one denies it: the initiator of an upload may list and abort it. */
  readonly allowedByDefault?: (context: Omit<OperationContext, 'may' | 'denial' | 'require'>) => Promise<boolean>;
}
