import type { OperationName } from './operation.ts';
import type { Level } from './unimplemented.ts';

/** The operation of each method. */
export type Methods = Readonly<Partial<Record<string, OperationName>>>;

/**
 * Which operation a request asks for: by what its path names, the query parameter (the sub-resource) and the method.
 * A parameter that stands further up counts first; none is the empty one.
 */
export const routes: Readonly<Record<Level, Readonly<Record<string, Methods>>>> = {
  service: { '': { GET: 'ListBuckets' } },
  bucket: {
    accelerate: { GET: 'GetBucketAccelerateConfiguration', PUT: 'PutBucketAccelerateConfiguration' },
    cors: { GET: 'GetBucketCors', PUT: 'PutBucketCors', DELETE: 'DeleteBucketCors' },
    lifecycle: {
      GET: 'GetBucketLifecycleConfiguration',
      PUT: 'PutBucketLifecycleConfiguration',
      DELETE: 'DeleteBucketLifecycle',
    },
    'list-type': { GET: 'ListObjectsV2' },
    location: { GET: 'GetBucketLocation' },
    notification: {
      GET: 'GetBucketNotificationConfiguration',
      PUT: 'PutBucketNotificationConfiguration',
    },
    policy: { GET: 'GetBucketPolicy', PUT: 'PutBucketPolicy', DELETE: 'DeleteBucketPolicy' },
    publicAccessBlock: {
      GET: 'GetPublicAccessBlock',
      PUT: 'PutPublicAccessBlock',
      DELETE: 'DeletePublicAccessBlock',
    },
    uploads: { GET: 'ListMultipartUploads' },
    '': { HEAD: 'HeadBucket', PUT: 'CreateBucket', DELETE: 'DeleteBucket' },
  },
  object: {
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
