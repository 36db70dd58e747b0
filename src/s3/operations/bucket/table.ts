import type { OperationName } from '../../operation.ts';
import type { OperationEntry } from '../context.ts';
import { bucketOperation } from '../entries.ts';
import { getBucketAccelerate, putBucketAccelerate } from './bucket-accelerate.ts';
import { getBucketAcl, putBucketAcl } from './bucket-acl.ts';
import { deleteBucketAnalytics, getBucketAnalytics, listBucketAnalytics } from './bucket-analytics.ts';
import { deleteBucketCors, getBucketCors, putBucketCors } from './bucket-cors.ts';
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './bucket-encryption.ts';
import {
  deleteBucketIntelligentTiering,
  getBucketIntelligentTiering,
  listBucketIntelligentTiering,
} from './bucket-intelligent-tiering.ts';
import { deleteBucketInventory, getBucketInventory, listBucketInventory } from './bucket-inventory.ts';
import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from './bucket-lifecycle.ts';
import { getBucketLogging, putBucketLogging } from './bucket-logging.ts';
import { deleteBucketMetrics, getBucketMetrics, listBucketMetrics } from './bucket-metrics.ts';
import { getBucketNotification, putBucketNotification } from './bucket-notification.ts';
import {
  deleteBucketOwnershipControls,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
} from './bucket-ownership-controls.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './bucket-policy.ts';
import { deleteBucketReplication, getBucketReplication } from './bucket-replication.ts';
import { getBucketRequestPayment, putBucketRequestPayment } from './bucket-request-payment.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './bucket-tagging.ts';
import { getBucketVersioning, putBucketVersioning } from './bucket-versioning.ts';
import { deleteBucketWebsite, getBucketWebsite } from './bucket-website.ts';
import { createBucket } from './create-bucket.ts';
import { deleteBucket } from './delete-bucket.ts';
import { getBucketLocation } from './get-bucket-location.ts';
import { getBucketPolicyStatus } from './get-bucket-policy-status.ts';
import { headBucket } from './head-bucket.ts';
import { listBuckets } from './list-buckets.ts';
import { getObjectLockConfiguration } from './object-lock-configuration.ts';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './public-access-block.ts';

/** Operations on buckets and what is configured for them. */
export const bucketOperations = {
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
  GetBucketAnalyticsConfiguration: bucketOperation(getBucketAnalytics, 'GetAnalyticsConfiguration'),
  DeleteBucketAnalyticsConfiguration: bucketOperation(deleteBucketAnalytics, 'PutAnalyticsConfiguration'),
  ListBucketIntelligentTieringConfigurations: bucketOperation(
    listBucketIntelligentTiering,
    'GetIntelligentTieringConfiguration',
    [],
  ),
  GetBucketIntelligentTieringConfiguration: bucketOperation(
    getBucketIntelligentTiering,
    'GetIntelligentTieringConfiguration',
  ),
  DeleteBucketIntelligentTieringConfiguration: bucketOperation(
    deleteBucketIntelligentTiering,
    'PutIntelligentTieringConfiguration',
  ),
  ListBucketInventoryConfigurations: bucketOperation(listBucketInventory, 'GetInventoryConfiguration', []),
  GetBucketInventoryConfiguration: bucketOperation(getBucketInventory, 'GetInventoryConfiguration'),
  DeleteBucketInventoryConfiguration: bucketOperation(deleteBucketInventory, 'PutInventoryConfiguration'),
  ListBucketMetricsConfigurations: bucketOperation(listBucketMetrics, 'GetMetricsConfiguration', []),
  GetBucketMetricsConfiguration: bucketOperation(getBucketMetrics, 'GetMetricsConfiguration'),
  DeleteBucketMetricsConfiguration: bucketOperation(deleteBucketMetrics, 'PutMetricsConfiguration'),
} as const satisfies Partial<Record<OperationName, OperationEntry>>;
