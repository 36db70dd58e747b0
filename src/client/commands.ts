import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

import type { PresignOperation } from './operations.ts';

/** Commands differ to the type checker in what they take and give; `GetObject` stands for each of them. */
export type S3Command = GetObjectCommand;

const constructors = {
  ListBuckets: ListBucketsCommand,
  CreateBucket: CreateBucketCommand,
  HeadBucket: HeadBucketCommand,
  DeleteBucket: DeleteBucketCommand,
  GetBucketLocation: GetBucketLocationCommand,
  GetBucketAccelerateConfiguration: GetBucketAccelerateConfigurationCommand,
  PutBucketAccelerateConfiguration: PutBucketAccelerateConfigurationCommand,
  GetBucketCors: GetBucketCorsCommand,
  PutBucketCors: PutBucketCorsCommand,
  DeleteBucketCors: DeleteBucketCorsCommand,
  GetBucketPolicy: GetBucketPolicyCommand,
  PutBucketPolicy: PutBucketPolicyCommand,
  DeleteBucketPolicy: DeleteBucketPolicyCommand,
  GetBucketLifecycleConfiguration: GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfiguration: PutBucketLifecycleConfigurationCommand,
  DeleteBucketLifecycle: DeleteBucketLifecycleCommand,
  GetBucketNotificationConfiguration: GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfiguration: PutBucketNotificationConfigurationCommand,
  GetPublicAccessBlock: GetPublicAccessBlockCommand,
  PutPublicAccessBlock: PutPublicAccessBlockCommand,
  DeletePublicAccessBlock: DeletePublicAccessBlockCommand,
  ListObjectsV2: ListObjectsV2Command,
  ListMultipartUploads: ListMultipartUploadsCommand,
  GetObject: GetObjectCommand,
  HeadObject: HeadObjectCommand,
  PutObject: PutObjectCommand,
  DeleteObject: DeleteObjectCommand,
  CreateMultipartUpload: CreateMultipartUploadCommand,
  UploadPart: UploadPartCommand,
  ListParts: ListPartsCommand,
  CompleteMultipartUpload: CompleteMultipartUploadCommand,
  AbortMultipartUpload: AbortMultipartUploadCommand,
} satisfies Record<PresignOperation, unknown>;

/** A command from an input in Amazon's own words; the SDK says itself what it misses in it. */
export function s3Command(operation: PresignOperation, input: Readonly<Record<string, unknown>>): S3Command {
  const Command = constructors[operation] as unknown as new (input: unknown) => S3Command;
  return new Command(input);
}
