import type { Decision } from '../decision/decision.ts';
import { isStsActionName } from '../sts/action.ts';

/** How the logs name an operation. */
interface LoggedOperation {
  /** The last part of `REST.GET.OBJECT`. */
  readonly resource: string;
  /** Where CloudTrail has another name than the API. */
  readonly eventName?: string;
}

/** True of what CloudTrail counts as data events: objects, parts and listings, and the two that ask whether something is there. */
export function isDataEvent({ operation }: Decision): boolean {
  return operation !== undefined && (dataEvents.has(operation) || /^(Put|Get|Delete)Object/.test(operation));
}

const dataEvents: ReadonlySet<string> = new Set([
  'AbortMultipartUpload',
  'CompleteMultipartUpload',
  'CopyObject',
  'CreateMultipartUpload',
  'HeadBucket',
  'HeadObject',
  'ListMultipartUploads',
  'ListObjects',
  'ListObjectsV2',
  'ListObjectVersions',
  'ListParts',
  'PostObject',
  'RestoreObject',
  'SelectObjectContent',
  'UploadPart',
  'UploadPartCopy',
]);

/** CloudTrail's name of the operation. Actions of STS leave events too, of another shape that is not shown here. */
export function eventName({ operation }: Decision): string | undefined {
  if (operation !== undefined && isStsActionName(operation)) return undefined;
  return operation && (loggedOperations[operation]?.eventName ?? operation);
}

/**
 * The operation in the access log: `REST.PUT.PART`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
 */
export function loggedOperation({ operation, request, key }: Decision): string {
  const { method } = request;
  if (operation === undefined) {
    return method === 'OPTIONS'
      ? 'REST.OPTIONS.PREFLIGHT'
      : `REST.${method}.${key === undefined ? 'BUCKET' : 'OBJECT'}`;
  }
  const { resource } = loggedOperations[operation] ?? { resource: key === undefined ? 'BUCKET' : 'OBJECT' };
  return operation.endsWith('Copy') || operation === 'CopyObject'
    ? `REST.COPY.${resource}`
    : `REST.${method}.${resource}`;
}

const named = (resource: string, event?: string): LoggedOperation =>
  event === undefined ? { resource } : { resource, eventName: event };

/** By Amazon's names; what is not here is a `BUCKET` or an `OBJECT`. */
const loggedOperations: Readonly<Record<string, LoggedOperation>> = {
  AbortMultipartUpload: named('UPLOAD'),
  CompleteMultipartUpload: named('UPLOAD'),
  CreateMultipartUpload: named('UPLOADS'),
  DeleteBucketCors: named('CORS'),
  DeleteBucketEncryption: named('ENCRYPTION'),
  DeleteBucketLifecycle: named('LIFECYCLE'),
  DeleteBucketOwnershipControls: named('OWNERSHIP_CONTROLS'),
  DeleteBucketPolicy: named('BUCKETPOLICY'),
  DeleteBucketTagging: named('TAGGING'),
  DeleteObjects: named('MULTI_OBJECT_DELETE'),
  DeleteObjectTagging: named('OBJECT_TAGGING'),
  DeletePublicAccessBlock: named('PUBLIC_ACCESS_BLOCK', 'DeleteBucketPublicAccessBlock'),
  GetBucketAccelerateConfiguration: named('ACCELERATE'),
  GetBucketAcl: named('ACL'),
  GetBucketCors: named('CORS'),
  GetBucketEncryption: named('ENCRYPTION'),
  GetBucketLifecycleConfiguration: named('LIFECYCLE', 'GetBucketLifecycle'),
  GetBucketLocation: named('LOCATION'),
  GetBucketLogging: named('LOGGING_STATUS'),
  GetBucketNotificationConfiguration: named('NOTIFICATION', 'GetBucketNotification'),
  GetBucketOwnershipControls: named('OWNERSHIP_CONTROLS'),
  GetBucketPolicy: named('BUCKETPOLICY'),
  GetBucketRequestPayment: named('REQUEST_PAYMENT'),
  GetBucketTagging: named('TAGGING'),
  GetBucketVersioning: named('VERSIONING'),
  GetObjectAcl: named('ACL'),
  GetObjectAttributes: named('OBJECT_ATTRIBUTES'),
  GetObjectTagging: named('OBJECT_TAGGING'),
  GetPublicAccessBlock: named('PUBLIC_ACCESS_BLOCK', 'GetBucketPublicAccessBlock'),
  ListMultipartUploads: named('UPLOADS'),
  ListObjectsV2: named('BUCKET', 'ListObjects'),
  ListObjectVersions: named('BUCKETVERSIONS'),
  ListParts: named('UPLOAD'),
  PutBucketAccelerateConfiguration: named('ACCELERATE'),
  PutBucketAcl: named('ACL'),
  PutBucketCors: named('CORS'),
  PutBucketEncryption: named('ENCRYPTION'),
  PutBucketLifecycleConfiguration: named('LIFECYCLE', 'PutBucketLifecycle'),
  PutBucketLogging: named('LOGGING_STATUS'),
  PutBucketNotificationConfiguration: named('NOTIFICATION', 'PutBucketNotification'),
  PutBucketOwnershipControls: named('OWNERSHIP_CONTROLS'),
  PutBucketPolicy: named('BUCKETPOLICY'),
  PutBucketRequestPayment: named('REQUEST_PAYMENT'),
  PutBucketTagging: named('TAGGING'),
  PutBucketVersioning: named('VERSIONING'),
  PutObjectAcl: named('ACL'),
  PutObjectTagging: named('OBJECT_TAGGING'),
  PutPublicAccessBlock: named('PUBLIC_ACCESS_BLOCK', 'PutBucketPublicAccessBlock'),
  UploadPart: named('PART'),
  UploadPartCopy: named('PART'),
};
