import type { CheckId } from '../../decision/decision.ts';
import type { OperationName } from '../../operation.ts';
import type { OperationEntry } from '../context.ts';
import { bodyChecks, bucketOperation, objectOperation } from '../entries.ts';
import { abortMultipartUpload } from './abort-multipart-upload.ts';
import { completeMultipartUpload } from './complete-multipart-upload.ts';
import { createMultipartUpload } from './create-multipart-upload.ts';
import { listMultipartUploads } from './list-multipart-uploads.ts';
import { listParts } from './list-parts.ts';
import { uploadPartCopy } from './upload-part-copy.ts';
import { uploadPart } from './upload-part.ts';
import { isInitiator } from './upload.ts';

const list: readonly CheckId[] = ['part-list', 'part-order', 'part-match', 'part-size'];

/** Multipart uploads and their parts. */
export const uploadOperations = {
  ListMultipartUploads: bucketOperation(listMultipartUploads, 'ListBucketMultipartUploads'),
  CreateMultipartUpload: objectOperation(createMultipartUpload, 'PutObject', ['request']),
  UploadPart: objectOperation(uploadPart, 'PutObject', ['request', 'upload', ...bodyChecks]),
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
} as const satisfies Partial<Record<OperationName, OperationEntry>>;
