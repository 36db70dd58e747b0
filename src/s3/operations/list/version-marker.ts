import { queryValue } from '#sigv4/query.ts';

import { S3Error } from '../../errors.ts';
import { findVersion, recordOf } from '../../versions/object-versions.ts';
import { nullVersionId, sequenceOf } from '../../versions/version-id.ts';
import { sequenceMaximum } from '../../versions/version-records.ts';
import type { OperationContext } from '../context.ts';

/** Where a list of versions goes on: behind all versions of a key, or behind one of them. */
export interface VersionMarker {
  /** Empty: at the beginning. */
  readonly key: string;
  readonly versionId: string | undefined;
  /** The version's place; absent where the list goes on behind all versions of the key. */
  readonly sequence?: number | undefined;
}

/** Reads `key-marker` and `version-id-marker`. A version that was removed since the last page is still a place to go on from. */
export async function versionMarkerOf(context: OperationContext): Promise<VersionMarker> {
  const { query, store, bucketName } = context;
  const key = queryValue(query, 'key-marker') ?? '';
  const versionId = queryValue(query, 'version-id-marker');
  if (versionId === undefined) return { key, versionId };
  if (versionId === '') refuse(context, versionId, 'A version-id marker cannot be empty.');
  if (key === '') refuse(context, versionId, 'A version-id marker cannot be specified without a key marker.');
  if (versionId === nullVersionId) {
    const found = await findVersion(store, bucketName, key, nullVersionId);
    // Where it stood is not known once it is gone: better to show versions of the key again than to leave some out.
    return { key, versionId, sequence: found ? (recordOf(found).sequence ?? 0) : sequenceMaximum };
  }
  const sequence = sequenceOf(versionId);
  if (sequence === undefined) return refuse(context, versionId, 'Invalid version id specified');
  return { key, versionId, sequence };
}

function refuse({ checks }: OperationContext, versionId: string, message: string): never {
  const extras = { ArgumentName: 'version-id-marker', ArgumentValue: versionId };
  return checks.fail('request', new S3Error('InvalidArgument', extras, message));
}
