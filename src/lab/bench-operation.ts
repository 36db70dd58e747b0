import type { PresignOperation } from '#client/operations.ts';

/** What the bench presigns: the requests that a presigned URL is used for most. */
export const benchOperations = ['get', 'put', 'head', 'delete', 'part', 'list'] as const;
export type BenchOperation = (typeof benchOperations)[number];

export interface OperationTraits {
  readonly label: string;
  readonly operation: PresignOperation;
  readonly method: string;
  /** Whether an object is addressed; a list addresses its bucket. */
  readonly hasKey: boolean;
  readonly hasBody: boolean;
  /** Whether S3 takes `response-*` overrides for it. */
  readonly hasOverrides: boolean;
}

export const operationTraits: Readonly<Record<BenchOperation, OperationTraits>> = {
  get: traits('GET', 'GetObject', 'GET', { hasOverrides: true }),
  put: traits('PUT', 'PutObject', 'PUT', { hasBody: true }),
  head: traits('HEAD', 'HeadObject', 'HEAD', { hasOverrides: true }),
  delete: traits('DELETE', 'DeleteObject', 'DELETE', {}),
  part: traits('Part', 'UploadPart', 'PUT', { hasBody: true }),
  list: traits('List', 'ListObjectsV2', 'GET', { hasKey: false }),
};

function traits(
  label: string,
  operation: PresignOperation,
  method: string,
  further: Partial<Pick<OperationTraits, 'hasKey' | 'hasBody' | 'hasOverrides'>>,
): OperationTraits {
  return { label, operation, method, hasKey: true, hasBody: false, hasOverrides: false, ...further };
}
