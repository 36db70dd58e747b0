import { operationNames, type OperationName } from '#s3/operation.ts';

/** Operations that can be presigned and called, by Amazon's names. Of a form it is the policy that is signed. */
export type PresignOperation = Exclude<OperationName, 'PostObject'>;
export const presignOperations = operationNames.filter((name): name is PresignOperation => name !== 'PostObject');

/** What an operation's URL names: the service as a whole, a bucket, or an object in it. */
export type OperationAddress = 'service' | 'bucket' | 'object';

const objectOperations: ReadonlySet<string> = new Set<OperationName>([
  'GetObject',
  'HeadObject',
  'PutObject',
  'CopyObject',
  'DeleteObject',
  'GetObjectAttributes',
  'GetObjectAcl',
  'PutObjectAcl',
  'GetObjectTagging',
  'PutObjectTagging',
  'DeleteObjectTagging',
  'CreateMultipartUpload',
  'UploadPart',
  'UploadPartCopy',
  'ListParts',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
]);

/** What has to be named to sign the operation. */
export function operationAddress(operation: PresignOperation): OperationAddress {
  if (operation === 'ListBuckets') return 'service';
  return objectOperations.has(operation) ? 'object' : 'bucket';
}
