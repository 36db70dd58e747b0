import type { OperationName } from '../../operation.ts';
import type { OperationEntry } from '../context.ts';
import { bucketOperation } from '../entries.ts';
import { listObjectVersions } from './list-object-versions.ts';
import { listObjectsV2 } from './list-objects-v2.ts';
import { listObjects } from './list-objects.ts';

/** Lists of objects and of their versions. */
export const listOperations = {
  ListObjects: bucketOperation(listObjects, 'ListBucket'),
  ListObjectsV2: bucketOperation(listObjectsV2, 'ListBucket'),
  ListObjectVersions: bucketOperation(listObjectVersions, 'ListBucketVersions'),
} as const satisfies Partial<Record<OperationName, OperationEntry>>;
