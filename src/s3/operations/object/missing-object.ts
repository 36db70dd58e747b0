import type { Header } from '#sigv4/headers.ts';

import type { CheckEvidence } from '../../decision/decision.ts';
import { S3Error } from '../../errors.ts';
import { idOf, type DeleteMarkerEntry } from '../../versions/object-versions.ts';
import { httpDate } from '../answers.ts';
import type { OperationContext } from '../context.ts';

/**
 * The answer for an object that is not there, or hidden by a delete marker: who may not list the bucket does not learn
 * whether a key exists.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
 */
export function refuseMissing(
  context: OperationContext,
  found: DeleteMarkerEntry | undefined,
  versionId: string | undefined,
): never {
  const { checks, key } = context;
  if (found && versionId !== undefined) return refuseMarker(context, found);
  const action = versionId === undefined ? 's3:ListBucket' : 's3:ListBucketVersions';
  const headers = found ? markerHeaders(found) : [];
  if (!context.may(action, 'bucket')) {
    const { code, extras, message } = context.denial(action, 'bucket');
    const text = `nothing is there, and without ${action} on the bucket S3 does not say so`;
    // That it is the permission to list versions which counts for them is assumed.
    const known = versionId === undefined ? 'documented' : 'assumed';
    return checks.fail('object', new S3Error(code, extras, message, headers), { kind: 'note', text }, { known });
  }
  if (versionId !== undefined) {
    return checks.fail('object', new S3Error('NoSuchVersion', { Key: key, VersionId: versionId }));
  }
  return checks.fail('object', new S3Error('NoSuchKey', { Key: key }, undefined, headers), evidenceOf(found));
}

/** A delete marker has no bytes to read: all that can be done to one by its id is to delete it. */
export function refuseMarker({ checks, request }: OperationContext, found: DeleteMarkerEntry): never {
  const headers: Header[] = [
    ['Allow', 'DELETE'],
    ...markerHeaders(found),
    ['Last-Modified', httpDate(found.marker.lastModified)],
  ];
  const extras = { Method: request.method, ResourceType: 'DeleteMarker' };
  return checks.fail('object', new S3Error('MethodNotAllowed', extras, undefined, headers), evidenceOf(found));
}

/** Say of an answer that it is about a delete marker. */
export function markerHeaders({ marker }: Pick<DeleteMarkerEntry, 'marker'>): Header[] {
  return [
    ['x-amz-delete-marker', 'true'],
    ['x-amz-version-id', idOf(marker)],
  ];
}

function evidenceOf(found: DeleteMarkerEntry | undefined): CheckEvidence {
  if (!found) return { kind: 'none' };
  return { kind: 'note', text: `the version ${idOf(found.marker)} is a delete marker` };
}
