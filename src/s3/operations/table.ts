import type { OperationName } from '../operation.ts';
import { bucketOperations } from './bucket/table.ts';
import type { OperationEntry } from './context.ts';
import { listOperations } from './list/table.ts';
import { objectOperations } from './object/table.ts';
import { uploadOperations } from './upload/table.ts';

/** Every operation: what carries it out, which IAM action it needs, and the checks it makes, in order. */
export const operations: Readonly<Record<OperationName, OperationEntry>> = {
  ...bucketOperations,
  ...listOperations,
  ...objectOperations,
  ...uploadOperations,
};
