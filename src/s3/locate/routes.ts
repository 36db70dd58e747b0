import type { OperationName } from '../operation.ts';
import type { Level } from './unimplemented.ts';

/** The operation of each method. */
export type Methods = Readonly<Partial<Record<string, OperationName>>>;

/**
 * Which operation a request asks for: by what its path names, the query parameter (the sub-resource) and the method.
 * A parameter that stands further up counts first; two that are joined must both be there; none is the empty one.
 */
export const routes: Readonly<Record<Level, Readonly<Record<string, Methods>>>> = {
  service: { '': { GET: 'ListBuckets' } },
  bucket: {
    acl: { GET: 'GetBucketAcl', PUT: 'PutBucketAcl' },
    accelerate: { GET: 'GetBucketAccelerateConfiguration', PUT: 'PutBucketAccelerateConfiguration' },
    'analytics&id': { GET: 'GetBucketAnalyticsConfiguration', DELETE: 'DeleteBucketAnalyticsConfiguration' },
    analytics: { GET: 'ListBucketAnalyticsConfigurations' },
    delete: { POST: 'DeleteObjects' },
    cors: { GET: 'GetBucketCors', PUT: 'PutBucketCors', DELETE: 'DeleteBucketCors' },
    encryption: { GET: 'GetBucketEncryption', PUT: 'PutBucketEncryption', DELETE: 'DeleteBucketEncryption' },
    'intelligent-tiering&id': {
      GET: 'GetBucketIntelligentTieringConfiguration',
      DELETE: 'DeleteBucketIntelligentTieringConfiguration',
    },
    'intelligent-tiering': { GET: 'ListBucketIntelligentTieringConfigurations' },
    'inventory&id': { GET: 'GetBucketInventoryConfiguration', DELETE: 'DeleteBucketInventoryConfiguration' },
    inventory: { GET: 'ListBucketInventoryConfigurations' },
    lifecycle: {
      GET: 'GetBucketLifecycleConfiguration',
      PUT: 'PutBucketLifecycleConfiguration',
      DELETE: 'DeleteBucketLifecycle',
    },
    'list-type': { GET: 'ListObjectsV2' },
    location: { GET: 'GetBucketLocation' },
    logging: { GET: 'GetBucketLogging', PUT: 'PutBucketLogging' },
    'metrics&id': { GET: 'GetBucketMetricsConfiguration', DELETE: 'DeleteBucketMetricsConfiguration' },
    metrics: { GET: 'ListBucketMetricsConfigurations' },
    notification: {
      GET: 'GetBucketNotificationConfiguration',
      PUT: 'PutBucketNotificationConfiguration',
    },
    'object-lock': { GET: 'GetObjectLockConfiguration' },
    ownershipControls: {
      GET: 'GetBucketOwnershipControls',
      PUT: 'PutBucketOwnershipControls',
      DELETE: 'DeleteBucketOwnershipControls',
    },
    policy: { GET: 'GetBucketPolicy', PUT: 'PutBucketPolicy', DELETE: 'DeleteBucketPolicy' },
    policyStatus: { GET: 'GetBucketPolicyStatus' },
    publicAccessBlock: {
      GET: 'GetPublicAccessBlock',
      PUT: 'PutPublicAccessBlock',
      DELETE: 'DeletePublicAccessBlock',
    },
    replication: { GET: 'GetBucketReplication', DELETE: 'DeleteBucketReplication' },
    requestPayment: { GET: 'GetBucketRequestPayment', PUT: 'PutBucketRequestPayment' },
    tagging: { GET: 'GetBucketTagging', PUT: 'PutBucketTagging', DELETE: 'DeleteBucketTagging' },
    uploads: { GET: 'ListMultipartUploads' },
    versioning: { GET: 'GetBucketVersioning', PUT: 'PutBucketVersioning' },
    versions: { GET: 'ListObjectVersions' },
    website: { GET: 'GetBucketWebsite', DELETE: 'DeleteBucketWebsite' },
    '': {
      GET: 'ListObjects',
      HEAD: 'HeadBucket',
      PUT: 'CreateBucket',
      DELETE: 'DeleteBucket',
      POST: 'PostObject',
    },
  },
  object: {
    acl: { GET: 'GetObjectAcl', PUT: 'PutObjectAcl' },
    attributes: { GET: 'GetObjectAttributes' },
    tagging: { GET: 'GetObjectTagging', PUT: 'PutObjectTagging', DELETE: 'DeleteObjectTagging' },
    uploads: { POST: 'CreateMultipartUpload' },
    uploadId: {
      GET: 'ListParts',
      PUT: 'UploadPart',
      POST: 'CompleteMultipartUpload',
      DELETE: 'AbortMultipartUpload',
      HEAD: 'HeadObject',
    },
    '': { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' },
  },
};
