import type { CheckId } from '../decision.ts';
import type { OperationName } from '../operation.ts';
import { abortMultipartUpload } from './upload/abort-multipart-upload.ts';
import { getBucketAccelerate, putBucketAccelerate } from './bucket/bucket-accelerate.ts';
import { createBucket } from './bucket/create-bucket.ts';
import { deleteBucket } from './bucket/delete-bucket.ts';
import { getBucketLocation } from './bucket/get-bucket-location.ts';
import { headBucket } from './bucket/head-bucket.ts';
import { deleteBucketCors, getBucketCors, putBucketCors } from './bucket/bucket-cors.ts';
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from './bucket/bucket-lifecycle.ts';
import { getBucketNotification, putBucketNotification } from './bucket/bucket-notification.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './bucket/bucket-policy.ts';
import { completeMultipartUpload } from './upload/complete-multipart-upload.ts';
import type { Handler, OperationEntry } from './context.ts';
import { createMultipartUpload } from './upload/create-multipart-upload.ts';
import { deleteObject } from './object/delete-object.ts';
import { getObject } from './object/get-object.ts';
import { headObject } from './object/head-object.ts';
import { listBuckets } from './bucket/list-buckets.ts';
import { listObjectsV2 } from './list/list-objects-v2.ts';
import { listParts } from './upload/list-parts.ts';
import { listMultipartUploads } from './upload/list-multipart-uploads.ts';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './bucket/public-access-block.ts';
import { putObject } from './object/put-object.ts';
import { isInitiator } from './upload/upload.ts';
import { uploadPart } from './upload/upload-part.ts';

const bucketOperation = (
  handler: Handler,
  action: string,
  checks: readonly CheckId[] = ['request'],
): OperationEntry => ({
  handler,
  action: `s3:${action}`,
  resource: 'bucket',
  checks,
});

const objectOperation = (handler: Handler, action: string, checks: readonly CheckId[]): OperationEntry => ({
  handler,
  action: `s3:${action}`,
  resource: 'object',
  checks,
});

const body: readonly CheckId[] = ['length', 'size', 'content-md5', 'checksum'];
const list: readonly CheckId[] = ['part-list', 'part-order', 'part-match', 'part-size'];

/** Every operation: what carries it out, which IAM action it needs, and the checks it makes, in order. */
export const operations: Readonly<Record<OperationName, OperationEntry>> = {
  ListBuckets: { handler: listBuckets, action: 's3:ListAllMyBuckets', resource: 'none', checks: ['request'] },
  CreateBucket: bucketOperation(createBucket, 'CreateBucket', ['request', 'bucket']),
  HeadBucket: bucketOperation(headBucket, 'ListBucket', []),
  DeleteBucket: bucketOperation(deleteBucket, 'DeleteBucket'),
  GetBucketLocation: bucketOperation(getBucketLocation, 'GetBucketLocation', []),
  GetBucketAccelerateConfiguration: bucketOperation(getBucketAccelerate, 'GetAccelerateConfiguration', []),
  PutBucketAccelerateConfiguration: bucketOperation(putBucketAccelerate, 'PutAccelerateConfiguration'),
  GetBucketCors: bucketOperation(getBucketCors, 'GetBucketCORS'),
  PutBucketCors: bucketOperation(putBucketCors, 'PutBucketCORS'),
  DeleteBucketCors: bucketOperation(deleteBucketCors, 'PutBucketCORS', []),
  GetBucketPolicy: bucketOperation(getBucketPolicy, 'GetBucketPolicy'),
  PutBucketPolicy: bucketOperation(putBucketPolicy, 'PutBucketPolicy'),
  DeleteBucketPolicy: bucketOperation(deleteBucketPolicy, 'DeleteBucketPolicy', []),
  GetBucketLifecycleConfiguration: bucketOperation(getBucketLifecycle, 'GetLifecycleConfiguration'),
  PutBucketLifecycleConfiguration: bucketOperation(putBucketLifecycle, 'PutLifecycleConfiguration'),
  DeleteBucketLifecycle: bucketOperation(deleteBucketLifecycle, 'PutLifecycleConfiguration', []),
  GetBucketNotificationConfiguration: bucketOperation(getBucketNotification, 'GetBucketNotification', []),
  PutBucketNotificationConfiguration: bucketOperation(putBucketNotification, 'PutBucketNotification'),
  GetPublicAccessBlock: bucketOperation(getPublicAccessBlock, 'GetBucketPublicAccessBlock'),
  PutPublicAccessBlock: bucketOperation(putPublicAccessBlock, 'PutBucketPublicAccessBlock'),
  DeletePublicAccessBlock: bucketOperation(deletePublicAccessBlock, 'PutBucketPublicAccessBlock', []),
  ListObjectsV2: bucketOperation(listObjectsV2, 'ListBucket'),
  ListMultipartUploads: bucketOperation(listMultipartUploads, 'ListBucketMultipartUploads'),
  GetObject: objectOperation(getObject, 'GetObject', ['request', 'object', 'precondition', 'range']),
  HeadObject: objectOperation(headObject, 'GetObject', ['request', 'object', 'precondition', 'range']),
  PutObject: objectOperation(putObject, 'PutObject', ['request', ...body, 'precondition']),
  DeleteObject: objectOperation(deleteObject, 'DeleteObject', ['request', 'precondition']),
  CreateMultipartUpload: objectOperation(createMultipartUpload, 'PutObject', ['request']),
  UploadPart: objectOperation(uploadPart, 'PutObject', ['request', 'upload', ...body]),
  ListParts: {
    ...objectOperation(listParts, 'ListMultipartUploadParts', ['request', 'upload']),
    allowedByDefault: isInitiator,
  },
  CompleteMultipartUpload: objectOperation(completeMultipartUpload, 'PutObject', [
    'request',
    'upload',
    'content-md5',
    ...list,
    'size',
    'checksum',
    'precondition',
  ]),
  AbortMultipartUpload: {
    ...objectOperation(abortMultipartUpload, 'AbortMultipartUpload', ['upload']),
    allowedByDefault: isInitiator,
  },
};
