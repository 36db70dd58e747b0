import { queryValue } from '#sigv4/query.ts';

import { S3Error } from '../../errors.ts';
import { isWellFormedVersionId, nullVersionId } from '../../versions/version-id.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { OperationContext } from '../context.ts';

/** Whether a request names a version, which asks for another permission: `s3:GetObjectVersion` instead of `s3:GetObject`. */
export function namesVersion({ query }: Pick<OperationContext, 'query'>): boolean {
  return queryValue(query, 'versionId') !== undefined;
}

/** The `versionId` of the query, if there is one. A bucket that never had versioning knows `null` only. */
export function versionIdParameter(context: OperationContext): string | undefined {
  const { query, checks } = context;
  const versionId = queryValue(query, 'versionId');
  if (versionId === undefined || versionId === nullVersionId) return versionId;
  const message = versionIdFault(versionId, bucketOf(context).versioning !== undefined);
  if (message === undefined) return versionId;
  const extras = { ArgumentName: 'versionId', ArgumentValue: versionId };
  return checks.fail('request', new S3Error('InvalidArgument', extras, message));
}

/** For an operation that makes versions instead of naming them: recorded of UploadPart, and assumed of PutObject. */
export function refuseVersionId({ query, checks, operation }: OperationContext): void {
  const versionId = queryValue(query, 'versionId');
  if (versionId === undefined) return;
  const extras = { ArgumentName: 'versionId', ArgumentValue: versionId };
  const message = 'This operation does not accept a version-id.';
  const known = operation === 'UploadPart' ? 'recorded' : 'assumed';
  checks.fail('request', new S3Error('InvalidArgument', extras, message), undefined, { known });
}

/** What S3 says of an id that can be that of no version; `undefined` if it may be one. */
export function versionIdFault(versionId: string, isVersioned: boolean): string | undefined {
  if (versionId === '') return 'Version id cannot be the empty string';
  const isPossible = versionId === nullVersionId || (isVersioned && isWellFormedVersionId(versionId));
  return isPossible ? undefined : 'Invalid version id specified';
}
