import { operationNames, type OperationName } from '#s3/operation.ts';

/** Operations that can be presigned and called, by Amazon's names. */
export const presignOperations = operationNames;
export type PresignOperation = OperationName;

/** What an operation's URL names: the service as a whole, a bucket, or an object in it. */
export type OperationAddress = 'service' | 'bucket' | 'object';

const objectOperations: ReadonlySet<string> = new Set<OperationName>([
  'GetObject',
  'HeadObject',
  'PutObject',
  'DeleteObject',
  'CreateMultipartUpload',
  'UploadPart',
  'ListParts',
  'CompleteMultipartUpload',
  'AbortMultipartUpload',
]);

/** What has to be named to sign the operation. */
export function operationAddress(operation: PresignOperation): OperationAddress {
  if (operation === 'ListBuckets') return 'service';
  return objectOperations.has(operation) ? 'object' : 'bucket';
}
