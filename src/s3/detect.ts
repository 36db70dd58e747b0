import { headerValue, type Header } from '#sigv4/headers.ts';
import { queryValue, type QueryParameter } from '#sigv4/query.ts';
import type { Address } from './addressing.ts';
import type { OperationName } from './operation.ts';
import { notImplementedSubresources, type Level } from './unimplemented.ts';

/** What a request asks for. */
export type Detection =
  | { readonly kind: 'operation'; readonly operation: OperationName }
  | { readonly kind: 'preflight' }
  /** Amazon's name of an operation, or of a feature, that the emulator does not have. */
  | { readonly kind: 'not implemented'; readonly name: string }
  | { readonly kind: 'method not allowed'; readonly resourceType: 'SERVICE' | 'BUCKET' | 'OBJECT' };

/** What of a request decides its operation. */
export interface DetectionInputs {
  readonly method: string;
  readonly address: Address;
  readonly query: readonly QueryParameter[];
  readonly headers: readonly Header[];
}

/** Finds the operation by method, level and sub-resource. */
export function detect(inputs: DetectionInputs): Detection {
  const { method, address, query } = inputs;
  if (method === 'OPTIONS') return { kind: 'preflight' };
  const level = levelOf(address);
  const missing = notImplementedSubresources[level].find(({ name }) => has(query, name));
  if (missing) {
    const name = missing.operations[method];
    return name === undefined ? notAllowed(level) : { kind: 'not implemented', name };
  }
  if (level === 'object') return objectOperation(inputs);
  const operation = level === 'bucket' ? bucketOperation(inputs) : serviceOperation(inputs);
  if (operation === undefined) return notAllowed(level);
  return isImplemented(operation) ? { kind: 'operation', operation } : { kind: 'not implemented', name: operation.not };
}

/** A key without a bucket (`//key`) is an object of a bucket that cannot exist. */
function levelOf({ bucketName, key }: Address): Level {
  if (key !== '') return 'object';
  return bucketName === '' ? 'service' : 'bucket';
}

function serviceOperation({ method, query }: DetectionInputs): OperationName | Missing | undefined {
  // What AWS clients send to STS when it is looked for on this endpoint.
  if (method === 'POST' || has(query, 'Action')) return { not: 'STS' };
  return method === 'GET' ? 'ListBuckets' : undefined;
}

interface Missing {
  readonly not: string;
}

const bucketSubresources: Readonly<Record<string, Readonly<Record<string, OperationName>>>> = {
  location: { GET: 'GetBucketLocation' },
  cors: { GET: 'GetBucketCors', PUT: 'PutBucketCors', DELETE: 'DeleteBucketCors' },
  policy: { GET: 'GetBucketPolicy', PUT: 'PutBucketPolicy', DELETE: 'DeleteBucketPolicy' },
  lifecycle: {
    GET: 'GetBucketLifecycleConfiguration',
    PUT: 'PutBucketLifecycleConfiguration',
    DELETE: 'DeleteBucketLifecycle',
  },
  publicAccessBlock: {
    GET: 'GetPublicAccessBlock',
    PUT: 'PutPublicAccessBlock',
    DELETE: 'DeletePublicAccessBlock',
  },
  uploads: { GET: 'ListMultipartUploads' },
};

function bucketOperation({ method, query }: DetectionInputs): OperationName | Missing | undefined {
  const subresource = Object.keys(bucketSubresources).find((name) => has(query, name));
  if (subresource !== undefined) return bucketSubresources[subresource]?.[method];
  switch (method) {
    case 'GET':
      return queryValue(query, 'list-type') === '2' ? 'ListObjectsV2' : { not: 'ListObjects' };
    case 'HEAD':
      return 'HeadBucket';
    case 'PUT':
      return 'CreateBucket';
    case 'DELETE':
      return 'DeleteBucket';
    case 'POST':
      return { not: 'PostObject' };
    default:
      return undefined;
  }
}

function objectOperation({ method, query, headers }: DetectionInputs): Detection {
  const missing = missingFeature(method, query, headers);
  if (missing !== undefined) return { kind: 'not implemented', name: missing };
  const uploadId = has(query, 'uploadId');
  const operation = ((): OperationName | undefined => {
    switch (method) {
      case 'GET':
        return uploadId ? 'ListParts' : 'GetObject';
      case 'HEAD':
        return 'HeadObject';
      case 'PUT':
        return uploadId ? 'UploadPart' : 'PutObject';
      case 'DELETE':
        return uploadId ? 'AbortMultipartUpload' : 'DeleteObject';
      case 'POST':
        return has(query, 'uploads') ? 'CreateMultipartUpload' : uploadId ? 'CompleteMultipartUpload' : undefined;
      default:
        return undefined;
    }
  })();
  return operation === undefined ? notAllowed('object') : { kind: 'operation', operation };
}

/** Variants of an operation that the emulator has in its plain form only. */
function missingFeature(
  method: string,
  query: readonly QueryParameter[],
  headers: readonly Header[],
): string | undefined {
  if (has(query, 'versionId') && queryValue(query, 'versionId') !== 'null') return 'versions of an object (versionId)';
  if (method !== 'PUT') return undefined;
  if (headerValue(headers, 'x-amz-copy-source') !== undefined || has(query, 'x-amz-copy-source')) {
    return has(query, 'uploadId') ? 'UploadPartCopy' : 'CopyObject';
  }
  // What S3 answers to the one without the other is not known, so neither is taken for a PutObject.
  if (has(query, 'partNumber') !== has(query, 'uploadId')) {
    return has(query, 'partNumber') ? 'a part without uploadId' : 'a part without partNumber';
  }
  return undefined;
}

function isImplemented(operation: OperationName | Missing): operation is OperationName {
  return typeof operation === 'string';
}

function notAllowed(level: Level): Detection {
  return { kind: 'method not allowed', resourceType: resourceTypes[level] };
}

const resourceTypes = { service: 'SERVICE', bucket: 'BUCKET', object: 'OBJECT' } as const;

function has(query: readonly QueryParameter[], name: string): boolean {
  return query.some(([candidate]) => candidate === name);
}
