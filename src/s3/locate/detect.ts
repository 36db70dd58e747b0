import { headerValue, type Header } from '#sigv4/headers.ts';
import { queryValue, type QueryParameter } from '#sigv4/query.ts';
import type { Address } from './addressing.ts';
import type { OperationName } from '../operation.ts';
import { routes, type Methods } from './routes.ts';
import { isStsRequest } from '../sts/request.ts';
import { notImplementedSubresources, type Level } from './unimplemented.ts';

/** What a request asks for. */
export type Detection =
  | { readonly kind: 'operation'; readonly operation: OperationName }
  | { readonly kind: 'preflight' }
  /** Nothing of S3's: STS answers on the same port. */
  | { readonly kind: 'sts' }
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
  if (isStsRequest(inputs)) return { kind: 'sts' };
  const level = levelOf(address);
  // Most requests name no sub-resource, and are then looked at no further.
  const named = query.filter(([name]) => subresources[level].has(name));
  const missing = notImplementedSubresources[level].find(({ name }) => has(named, name));
  const name = missing ? missing.operations[method] : missingFeature(level, inputs);
  if (name !== undefined) return { kind: 'not implemented', name };
  // Of some sub-resources the emulator has only what reads them.
  const operation = missing && !(missing.name in routes[level]) ? undefined : routed(level, inputs, named);
  if (operation !== undefined) return { kind: 'operation', operation };
  return { kind: 'method not allowed', resourceType: resourceTypes[level] };
}

/** A key without a bucket (`//key`) is an object of a bucket that cannot exist. */
function levelOf({ bucketName, key }: Address): Level {
  if (key !== '') return 'object';
  return bucketName === '' ? 'service' : 'bucket';
}

/** The first sub-resource of the level that the query names decides; other parameters are the operation's. */
function routed(
  level: Level,
  { method, query, headers }: DetectionInputs,
  named: readonly QueryParameter[],
): OperationName | undefined {
  const route = routesInOrder[level].find(({ parameters }) => parameters.every((name) => has(named, name)));
  const operation = route?.methods[method];
  if (operation === 'ListObjectsV2' && queryValue(query, 'list-type') !== '2') return 'ListObjects';
  const copy = operation && copies[operation];
  return copy && hasCopySource(headers, query) ? copy : operation;
}

interface Route {
  readonly parameters: readonly string[];
  readonly methods: Methods;
}

const routesInOrder: Readonly<Record<Level, readonly Route[]>> = {
  service: inOrder(routes.service),
  bucket: inOrder(routes.bucket),
  object: inOrder(routes.object),
};

function inOrder(bySubresource: Readonly<Record<string, Methods>>): readonly Route[] {
  return Object.entries(bySubresource).map(([names, methods]) => ({
    parameters: names === '' ? [] : names.split('&'),
    methods,
  }));
}

const subresources: Readonly<Record<Level, ReadonlySet<string>>> = {
  service: namesOf('service'),
  bucket: namesOf('bucket'),
  object: namesOf('object'),
};

function namesOf(level: Level): ReadonlySet<string> {
  const names = notImplementedSubresources[level].map(({ name }) => name);
  return new Set([...names, ...routesInOrder[level].flatMap(({ parameters }) => parameters)]);
}

/** What an operation becomes when a header says where the bytes are to come from. */
const copies: Partial<Readonly<Record<OperationName, OperationName>>> = {
  PutObject: 'CopyObject',
  UploadPart: 'UploadPartCopy',
};

function hasCopySource(headers: readonly Header[], query: readonly QueryParameter[]): boolean {
  return headerValue(headers, 'x-amz-copy-source') !== undefined || has(query, 'x-amz-copy-source');
}

/** Variants of an operation that the emulator has in its plain form only. */
function missingFeature(level: Level, inputs: DetectionInputs): string | undefined {
  switch (level) {
    case 'service':
      return undefined;
    case 'bucket':
      return undefined;
    case 'object':
      return missingOfObject(inputs);
  }
}

function missingOfObject({ method, query }: DetectionInputs): string | undefined {
  // What S3 answers to it is not known, so it is not taken for a PutObject.
  const isWithoutNumber = method === 'PUT' && has(query, 'uploadId') && !has(query, 'partNumber');
  return isWithoutNumber ? 'a part without partNumber' : undefined;
}

const resourceTypes = { service: 'SERVICE', bucket: 'BUCKET', object: 'OBJECT' } as const;

function has(query: readonly QueryParameter[], name: string): boolean {
  return query.some(([candidate]) => candidate === name);
}
