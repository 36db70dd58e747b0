import { expect, test } from 'vitest';

import { detect } from '#s3/locate/detect.ts';
import { parseQuery } from '#sigv4/query.ts';
import type { Header } from '#sigv4/headers.ts';

const addresses = {
  service: { style: 'path', bucketName: '', key: '', location: '' },
  bucket: { style: 'path', bucketName: 'b', key: '', location: '' },
  object: { style: 'path', bucketName: 'b', key: 'k', location: '' },
} as const;

function detected(method: string, level: keyof typeof addresses, query = '', headers: readonly Header[] = []) {
  return detect({ method, address: addresses[level], query: parseQuery(query), headers });
}

const operations: readonly [method: string, level: keyof typeof addresses, query: string, operation: string][] = [
  ['GET', 'service', '', 'ListBuckets'],
  ['GET', 'service', 'x-id=ListBuckets', 'ListBuckets'],
  ['PUT', 'bucket', '', 'CreateBucket'],
  ['HEAD', 'bucket', '', 'HeadBucket'],
  ['DELETE', 'bucket', '', 'DeleteBucket'],
  ['GET', 'bucket', 'location', 'GetBucketLocation'],
  ['GET', 'bucket', 'location=', 'GetBucketLocation'],
  ['GET', 'bucket', 'cors=', 'GetBucketCors'],
  ['PUT', 'bucket', 'cors', 'PutBucketCors'],
  ['DELETE', 'bucket', 'cors', 'DeleteBucketCors'],
  ['PUT', 'bucket', 'policy', 'PutBucketPolicy'],
  ['GET', 'bucket', 'lifecycle', 'GetBucketLifecycleConfiguration'],
  ['PUT', 'bucket', 'publicAccessBlock', 'PutPublicAccessBlock'],
  ['GET', 'bucket', '', 'ListObjects'],
  ['GET', 'bucket', 'prefix=a&max-keys=1', 'ListObjects'],
  ['GET', 'bucket', 'list-type=1', 'ListObjects'],
  ['GET', 'bucket', 'list-type=2&prefix=a', 'ListObjectsV2'],
  ['DELETE', 'bucket', 'tagging', 'DeleteBucketTagging'],
  ['GET', 'bucket', 'website', 'GetBucketWebsite'],
  ['GET', 'bucket', 'inventory', 'ListBucketInventoryConfigurations'],
  ['GET', 'bucket', 'inventory&id=a', 'GetBucketInventoryConfiguration'],
  ['DELETE', 'bucket', 'id=a&analytics', 'DeleteBucketAnalyticsConfiguration'],
  ['PUT', 'object', 'tagging', 'PutObjectTagging'],
  ['GET', 'object', 'attributes', 'GetObjectAttributes'],
  ['GET', 'bucket', 'acl', 'GetBucketAcl'],
  ['PUT', 'object', 'acl', 'PutObjectAcl'],
  ['GET', 'bucket', 'policyStatus', 'GetBucketPolicyStatus'],
  ['DELETE', 'bucket', 'encryption', 'DeleteBucketEncryption'],
  ['PUT', 'bucket', 'ownershipControls', 'PutBucketOwnershipControls'],
  ['GET', 'bucket', 'uploads', 'ListMultipartUploads'],
  ['PUT', 'bucket', 'versioning', 'PutBucketVersioning'],
  ['GET', 'bucket', 'versions', 'ListObjectVersions'],
  ['POST', 'bucket', 'delete', 'DeleteObjects'],
  ['GET', 'object', 'versionId=3', 'GetObject'],
  ['GET', 'object', 'X-Amz-Expires=5&x-id=GetObject&response-content-type=a', 'GetObject'],
  ['GET', 'object', 'partNumber=2', 'GetObject'],
  ['HEAD', 'object', '', 'HeadObject'],
  ['PUT', 'object', '', 'PutObject'],
  ['DELETE', 'object', '', 'DeleteObject'],
  ['POST', 'bucket', '', 'PostObject'],
  ['POST', 'object', 'uploads=', 'CreateMultipartUpload'],
  ['PUT', 'object', 'partNumber=1&uploadId=u', 'UploadPart'],
  ['GET', 'object', 'uploadId=u', 'ListParts'],
  ['POST', 'object', 'uploadId=u', 'CompleteMultipartUpload'],
  ['DELETE', 'object', 'uploadId=u', 'AbortMultipartUpload'],
];

for (const [method, level, query, operation] of operations) {
  test(`${method} of the ${level} with "${query}" is ${operation}`, () => {
    expect(detected(method, level, query)).toEqual({ kind: 'operation', operation });
  });
}

const missing: readonly [method: string, level: keyof typeof addresses, query: string, name: string][] = [
  ['PUT', 'bucket', 'website', 'PutBucketWebsite'],
  ['PUT', 'bucket', 'object-lock', 'PutObjectLockConfiguration'],
  ['PUT', 'bucket', 'metrics&id=a', 'PutBucketMetricsConfiguration'],
  ['PUT', 'object', 'uploadId=u', 'a part without partNumber'],
];

for (const [method, level, query, name] of missing) {
  test(`${method} of the ${level} with "${query}" is answered as not implemented: ${name}`, () => {
    expect(detected(method, level, query)).toEqual({ kind: 'not implemented', name });
  });
}

test('a PUT with a copy source is a copy', () => {
  const headers = [['x-amz-copy-source', '/b/other']] as const;
  expect(detected('PUT', 'object', '', headers)).toEqual({ kind: 'operation', operation: 'CopyObject' });
  expect(detected('PUT', 'object', 'x-amz-copy-source=b%2Fother')).toEqual({
    kind: 'operation',
    operation: 'CopyObject',
  });
  expect(detected('PUT', 'object', 'partNumber=1&uploadId=u', headers)).toEqual({
    kind: 'operation',
    operation: 'UploadPartCopy',
  });
});

test('OPTIONS is a preflight wherever it goes', () => {
  expect(detected('OPTIONS', 'object', 'X-Amz-Signature=a')).toEqual({ kind: 'preflight' });
});

for (const [method, level, query, resourceType] of [
  ['PUT', 'service', '', 'SERVICE'],
  ['POST', 'object', '', 'OBJECT'],
  ['PATCH', 'object', '', 'OBJECT'],
  ['POST', 'bucket', 'cors', 'BUCKET'],
  ['POST', 'bucket', 'tagging', 'BUCKET'],
] as const) {
  test(`${method} of the ${level} with "${query}" is not allowed`, () => {
    expect(detected(method, level, query)).toEqual({ kind: 'method not allowed', resourceType });
  });
}

test('a key without a bucket is no list of buckets', () => {
  const address = { style: 'path', bucketName: '', key: 'k', location: '' } as const;
  expect(detect({ method: 'GET', address, query: [], headers: [] })).toEqual({
    kind: 'operation',
    operation: 'GetObject',
  });
});

for (const [method, query] of [
  ['POST', ''],
  ['GET', 'Action=GetCallerIdentity&Version=2011-06-15'],
] as const) {
  test(`${method} of the service with "${query}" is meant for STS`, () => {
    expect(detected(method, 'service', query)).toEqual({ kind: 'sts' });
    expect(detected(method, 'bucket', query)).not.toEqual({ kind: 'sts' });
  });
}
