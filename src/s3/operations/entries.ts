import type { CheckId } from '../decision/decision.ts';
import type { Handler, OperationEntry } from './context.ts';
import { namesVersion } from './object/version-parameter.ts';

/** An operation whose action is done to the bucket. */
export const bucketOperation = (
  handler: Handler,
  action: string,
  checks: readonly CheckId[] = ['request'],
): OperationEntry => ({
  handler,
  action: `s3:${action}`,
  resource: 'bucket',
  checks,
});

/** An operation whose action is done to the object. */
export const objectOperation = (handler: Handler, action: string, checks: readonly CheckId[]): OperationEntry => ({
  handler,
  action: `s3:${action}`,
  resource: 'object',
  checks,
});

/** An operation on an object that needs another permission where it names a version: `s3:GetObjectVersion`. */
export const versionOperation = (
  handler: Handler,
  action: string,
  versionAction: string,
  checks: readonly CheckId[],
): OperationEntry => ({
  ...objectOperation(handler, action, checks),
  action: (context) => `s3:${namesVersion(context) ? versionAction : action}`,
});

/** Checks of a body that becomes an object or a part. */
export const bodyChecks: readonly CheckId[] = ['length', 'size', 'content-md5', 'checksum'];
