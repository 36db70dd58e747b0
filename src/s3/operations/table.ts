import type { CheckId } from '../decision.ts';
import type { OperationName } from '../operation.ts';
import { abortMultipartUpload } from './upload/abort-multipart-upload.ts';
import { getBucketAccelerate, putBucketAccelerate } from './bucket/bucket-accelerate.ts';
import { getBucketLogging, putBucketLogging } from './bucket/bucket-logging.ts';
import { getBucketRequestPayment, putBucketRequestPayment } from './bucket/bucket-request-payment.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket/bucket-tagging.ts';
import {
  deleteBucketReplication,
  deleteBucketWebsite,
  getBucketReplication,
  getBucketWebsite,
  getObjectLockConfiguration,
  listBucketAnalytics,
  listBucketIntelligentTiering,
  listBucketInventory,
  listBucketMetrics,
  noSuchConfiguration,
} from './bucket/never-configured.ts';
import { getBucketAcl, putBucketAcl } from './bucket/bucket-acl.ts';
import {
  deleteBucketEncryption,
  getBucketEncryption,
  putBucketEncryption,
} from './bucket/bucket-encryption.ts';
import {
  deleteBucketOwnershipControls,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
} from './bucket/bucket-ownership-controls.ts';
import { createBucket } from './bucket/create-bucket.ts';
import { deleteBucket } from './bucket/delete-bucket.ts';
import { getBucketLocation } from './bucket/get-bucket-location.ts';
import { headBucket } from './bucket/head-bucket.ts';
import { deleteBucketCors, getBucketCors, putBucketCors } from './bucket/bucket-cors.ts';
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from './bucket/bucket-lifecycle.ts';
import { getBucketNotification, putBucketNotification } from './bucket/bucket-notification.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './bucket/bucket-policy.ts';
import { getBucketVersioning, putBucketVersioning } from './bucket/bucket-versioning.ts';
import { getBucketPolicyStatus } from './bucket/get-bucket-policy-status.ts';
import { completeMultipartUpload } from './upload/complete-multipart-upload.ts';
import type { Handler, OperationEntry } from './context.ts';
import { createMultipartUpload } from './upload/create-multipart-upload.ts';
import { copyObject } from './object/copy-object.ts';
import { deleteObject } from './object/delete-object.ts';
import { deleteObjects } from './object/delete-objects.ts';
import { getObject } from './object/get-object.ts';
import { getObjectAttributes } from './object/get-object-attributes.ts';
import { getObjectAcl, putObjectAcl } from './object/object-acl.ts';
import { headObject } from './object/head-object.ts';
import { listBuckets } from './bucket/list-buckets.ts';
import { listObjectVersions } from './list/list-object-versions.ts';
import { listObjects } from './list/list-objects.ts';
import { listObjectsV2 } from './list/list-objects-v2.ts';
import { listParts } from './upload/list-parts.ts';
import { listMultipartUploads } from './upload/list-multipart-uploads.ts';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './bucket/public-access-block.ts';
import { postObject } from './object/post-object.ts';
import { putObject } from './object/put-object.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object/object-tagging.ts';
import { namesVersion } from './object/version-parameter.ts';
import { isInitiator } from './upload/upload.ts';
import { uploadPart } from './upload/upload-part.ts';
import { uploadPartCopy } from './upload/upload-part-copy.ts';

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

/** An operation on an object that needs another permission where it names a version: `s3:GetObjectVersion`. */
const versionOperation = (
  handler: Handler,
  action: string,
  versionAction: string,
  checks: readonly CheckId[],
): OperationEntry => ({
  ...objectOperation(handler, action, checks),
  action: (context) => `s3:${namesVersion(context) ? versionAction : action}`,
});

const body: readonly CheckId[] = ['length', 'size', 'content-md5', 'checksum'];
const reading: readonly CheckId[] = ['request', 'object', 'precondition', 'range'];
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
  GetBucketPolicyStatus: bucketOperation(getBucketPolicyStatus, 'GetBucketPolicyStatus'),
  GetBucketOwnershipControls: bucketOperation(getBucketOwnershipControls, 'GetBucketOwnershipControls'),
  PutBucketOwnershipControls: bucketOperation(putBucketOwnershipControls, 'PutBucketOwnershipControls'),
  DeleteBucketOwnershipControls: bucketOperation(deleteBucketOwnershipControls, 'PutBucketOwnershipControls', []),
  GetBucketAcl: bucketOperation(getBucketAcl, 'GetBucketAcl', []),
  PutBucketAcl: bucketOperation(putBucketAcl, 'PutBucketAcl'),
  GetBucketEncryption: bucketOperation(getBucketEncryption, 'GetEncryptionConfiguration', []),
  PutBucketEncryption: bucketOperation(putBucketEncryption, 'PutEncryptionConfiguration'),
  DeleteBucketEncryption: bucketOperation(deleteBucketEncryption, 'PutEncryptionConfiguration', []),
  GetBucketLifecycleConfiguration: bucketOperation(getBucketLifecycle, 'GetLifecycleConfiguration'),
  PutBucketLifecycleConfiguration: bucketOperation(putBucketLifecycle, 'PutLifecycleConfiguration'),
  DeleteBucketLifecycle: bucketOperation(deleteBucketLifecycle, 'PutLifecycleConfiguration', []),
  GetBucketNotificationConfiguration: bucketOperation(getBucketNotification, 'GetBucketNotification', []),
  PutBucketNotificationConfiguration: bucketOperation(putBucketNotification, 'PutBucketNotification'),
  GetBucketVersioning: bucketOperation(getBucketVersioning, 'GetBucketVersioning'),
  PutBucketVersioning: bucketOperation(putBucketVersioning, 'PutBucketVersioning'),
  GetPublicAccessBlock: bucketOperation(getPublicAccessBlock, 'GetBucketPublicAccessBlock'),
  PutPublicAccessBlock: bucketOperation(putPublicAccessBlock, 'PutBucketPublicAccessBlock'),
  DeletePublicAccessBlock: bucketOperation(deletePublicAccessBlock, 'PutBucketPublicAccessBlock', []),
  GetBucketTagging: bucketOperation(getBucketTagging, 'GetBucketTagging'),
  PutBucketTagging: bucketOperation(putBucketTagging, 'PutBucketTagging'),
  DeleteBucketTagging: bucketOperation(deleteBucketTagging, 'PutBucketTagging', []),
  GetBucketRequestPayment: bucketOperation(getBucketRequestPayment, 'GetBucketRequestPayment', []),
  PutBucketRequestPayment: bucketOperation(putBucketRequestPayment, 'PutBucketRequestPayment'),
  GetBucketLogging: bucketOperation(getBucketLogging, 'GetBucketLogging', []),
  PutBucketLogging: bucketOperation(putBucketLogging, 'PutBucketLogging'),
  GetBucketWebsite: bucketOperation(getBucketWebsite, 'GetBucketWebsite'),
  DeleteBucketWebsite: bucketOperation(deleteBucketWebsite, 'DeleteBucketWebsite', []),
  GetBucketReplication: bucketOperation(getBucketReplication, 'GetReplicationConfiguration'),
  DeleteBucketReplication: bucketOperation(deleteBucketReplication, 'PutReplicationConfiguration', []),
  GetObjectLockConfiguration: bucketOperation(getObjectLockConfiguration, 'GetBucketObjectLockConfiguration'),
  ListBucketAnalyticsConfigurations: bucketOperation(listBucketAnalytics, 'GetAnalyticsConfiguration', []),
  GetBucketAnalyticsConfiguration: bucketOperation(noSuchConfiguration, 'GetAnalyticsConfiguration'),
  DeleteBucketAnalyticsConfiguration: bucketOperation(noSuchConfiguration, 'PutAnalyticsConfiguration'),
  ListBucketIntelligentTieringConfigurations: bucketOperation(
    listBucketIntelligentTiering,
    'GetIntelligentTieringConfiguration',
    [],
  ),
  GetBucketIntelligentTieringConfiguration: bucketOperation(noSuchConfiguration, 'GetIntelligentTieringConfiguration'),
  DeleteBucketIntelligentTieringConfiguration: bucketOperation(
    noSuchConfiguration,
    'PutIntelligentTieringConfiguration',
  ),
  ListBucketInventoryConfigurations: bucketOperation(listBucketInventory, 'GetInventoryConfiguration', []),
  GetBucketInventoryConfiguration: bucketOperation(noSuchConfiguration, 'GetInventoryConfiguration'),
  DeleteBucketInventoryConfiguration: bucketOperation(noSuchConfiguration, 'PutInventoryConfiguration'),
  ListBucketMetricsConfigurations: bucketOperation(listBucketMetrics, 'GetMetricsConfiguration', []),
  GetBucketMetricsConfiguration: bucketOperation(noSuchConfiguration, 'GetMetricsConfiguration'),
  DeleteBucketMetricsConfiguration: bucketOperation(noSuchConfiguration, 'PutMetricsConfiguration'),
  ListObjects: bucketOperation(listObjects, 'ListBucket'),
  ListObjectsV2: bucketOperation(listObjectsV2, 'ListBucket'),
  ListObjectVersions: bucketOperation(listObjectVersions, 'ListBucketVersions'),
  ListMultipartUploads: bucketOperation(listMultipartUploads, 'ListBucketMultipartUploads'),
  GetObject: versionOperation(getObject, 'GetObject', 'GetObjectVersion', reading),
  HeadObject: versionOperation(headObject, 'GetObject', 'GetObjectVersion', reading),
  PutObject: objectOperation(putObject, 'PutObject', ['request', ...body, 'precondition']),
  PostObject: { handler: postObject, action: undefined, resource: 'object', checks: ['request', ...body] },
  CopyObject: objectOperation(copyObject, 'PutObject', ['request', 'object', 'precondition', 'size']),
  GetObjectAttributes: versionOperation(getObjectAttributes, 'GetObjectAttributes', 'GetObjectVersionAttributes', [
    'request',
    'object',
  ]),
  GetObjectAcl: versionOperation(getObjectAcl, 'GetObjectAcl', 'GetObjectVersionAcl', ['request', 'object']),
  PutObjectAcl: versionOperation(putObjectAcl, 'PutObjectAcl', 'PutObjectVersionAcl', ['request', 'object']),
  GetObjectTagging: versionOperation(getObjectTagging, 'GetObjectTagging', 'GetObjectVersionTagging', ['object']),
  PutObjectTagging: versionOperation(putObjectTagging, 'PutObjectTagging', 'PutObjectVersionTagging', [
    'request',
    'object',
  ]),
  DeleteObjectTagging: versionOperation(deleteObjectTagging, 'DeleteObjectTagging', 'DeleteObjectVersionTagging', [
    'object',
  ]),
  DeleteObject: versionOperation(deleteObject, 'DeleteObject', 'DeleteObjectVersion', ['request', 'precondition']),
  DeleteObjects: {
    handler: deleteObjects,
    action: undefined,
    resource: 'bucket',
    checks: ['request', 'content-md5', 'checksum'],
  },
  CreateMultipartUpload: objectOperation(createMultipartUpload, 'PutObject', ['request']),
  UploadPart: objectOperation(uploadPart, 'PutObject', ['request', 'upload', ...body]),
  UploadPartCopy: objectOperation(uploadPartCopy, 'PutObject', [
    'request',
    'upload',
    'object',
    'precondition',
    'range',
    'size',
  ]),
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
