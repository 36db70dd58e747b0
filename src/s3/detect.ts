import { headerValue, type Header } from '#sigv4/headers.ts';
import { queryValue, type QueryParameter } from '#sigv4/query.ts';
import type { Address } from './addressing.ts';
import type { OperationName } from './operation.ts';
import { routes } from './routes.ts';
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
  const name = missing ? missing.operations[method] : missingFeature(level, inputs);
  if (name !== undefined) return { kind: 'not implemented', name };
  const operation = missing ? undefined : routed(level, method, query);
  if (operation !== undefined) return { kind: 'operation', operation };
  return { kind: 'method not allowed', resourceType: resourceTypes[level] };
}

/** A key without a bucket (`//key`) is an object of a bucket that cannot exist. */
function levelOf({ bucketName, key }: Address): Level {
  if (key !== '') return 'object';
  return bucketName === '' ? 'service' : 'bucket';
}

/** The first sub-resource of the level that the query names decides; other parameters are the operation's. */
function routed(level: Level, method: string, query: readonly QueryParameter[]): OperationName | undefined {
  const bySubresource = routes[level];
  const subresource = Object.keys(bySubresource).find((name) => name !== '' && has(query, name)) ?? '';
  return bySubresource[subresource]?.[method];
}

/** Variants of an operation that the emulator has in its plain form only. */
function missingFeature(level: Level, inputs: DetectionInputs): string | undefined {
  switch (level) {
    case 'service':
      return missingOfService(inputs);
    case 'bucket':
      return missingOfBucket(inputs);
    case 'object':
      return missingOfObject(inputs);
  }
}

/** What AWS clients send to STS when it is looked for on this endpoint. */
function missingOfService({ method, query }: DetectionInputs): string | undefined {
  return method === 'POST' || has(query, 'Action') ? 'STS' : undefined;
}

function missingOfBucket({ method, query }: DetectionInputs): string | undefined {
  const isPlain = Object.keys(routes.bucket).every((name) => name === '' || !has(query, name));
  if (method === 'POST' && isPlain) return 'PostObject';
  const isVersion2 = queryValue(query, 'list-type') === '2';
  return method === 'GET' && (isPlain || (has(query, 'list-type') && !isVersion2)) ? 'ListObjects' : undefined;
}

function missingOfObject({ method, query, headers }: DetectionInputs): string | undefined {
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

const resourceTypes = { service: 'SERVICE', bucket: 'BUCKET', object: 'OBJECT' } as const;

function has(query: readonly QueryParameter[], name: string): boolean {
  return query.some(([candidate]) => candidate === name);
}
