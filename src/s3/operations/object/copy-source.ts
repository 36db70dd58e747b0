import { uriDecode } from '#sigv4/encode.ts';
import { headerValue } from '#sigv4/headers.ts';

import { requireKey } from '../../encryption/kms-permission.ts';
import { S3Error } from '../../errors.ts';
import { findVersion, type FoundVersion } from '../../versions/object-versions.ts';
import { bucketKey, type BucketRecord, type ObjectRecord } from '../../records.ts';
import { requireOwner } from '../../screen.ts';
import { BytesGoneError } from '../../store/store.ts';
import type { OperationContext, OtherResource } from '../context.ts';
import { refuseHeader } from '../unsupported.ts';
import { markerHeaders } from './missing-object.ts';
import { versionIdFault } from './version-parameter.ts';

/** The object that a copy reads, and where it is. */
export interface CopySource {
  readonly bucket: BucketRecord;
  readonly object: ObjectRecord;
  /** The version that `x-amz-copy-source` names. */
  readonly versionId: string | undefined;
  /** What permissions on the source are asked for. */
  readonly resource: OtherResource;
}

/** What `x-amz-copy-source` says. */
interface Named {
  readonly bucketName: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

const attemptsAtMost = 20;

/**
 * Copies from the source as it is now, again from the start if it was replaced before its bytes were opened.
 * The sender has to be allowed to read it.
 */
export async function fromSource<Result>(
  context: OperationContext,
  copy: (source: CopySource) => Promise<Result>,
): Promise<Result> {
  const named = namedSource(context);
  for (let attempt = 1; ; attempt += 1) {
    const source = await requireSource(context, named);
    try {
      return await copy(source);
    } catch (error) {
      if (!(error instanceof BytesGoneError) || attempt >= attemptsAtMost) throw error;
    }
  }
}

/** Reads `bucket/key`, `/bucket/key` and `…?versionId=id`; bucket and key are URL-encoded. */
function namedSource(context: OperationContext): Named {
  const value = headerValue(context.headers, 'x-amz-copy-source') ?? '';
  if (value.startsWith('arn:')) refuseHeader(context, 'x-amz-copy-source');
  const [, path = '', version] = /^\/?(.*?)(?:\?versionId=(.*))?$/s.exec(value) ?? [];
  const decoded = uriDecode(path);
  const slash = decoded.indexOf('/');
  const [bucketName, key] = slash < 0 ? ['', ''] : [decoded.slice(0, slash), decoded.slice(slash + 1)];
  if (bucketName !== '' && key !== '') {
    return { bucketName, key, versionId: version === undefined ? undefined : uriDecode(version) };
  }
  const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
  const extras = { ArgumentName: 'x-amz-copy-source', ArgumentValue: value };
  return context.checks.fail('request', new S3Error('InvalidArgument', extras, message), undefined, {
    known: 'other server',
  });
}

async function requireSource(context: OperationContext, named: Named): Promise<CopySource> {
  const { store, checks } = context;
  const { bucketName, key, versionId } = named;
  const entry = await store.get(bucketKey(bucketName));
  if (!entry) return checks.fail('object', new S3Error('NoSuchBucket', { BucketName: bucketName }));
  const bucket = entry.value as BucketRecord;
  const owner = headerValue(context.headers, 'x-amz-source-expected-bucket-owner');
  if (owner !== undefined) requireOwner(checks, owner, bucket);
  requireVersionId(context, versionId, bucket);
  const found = await findVersion(store, bucketName, key, versionId);
  const object = found?.kind === 'object' ? found.object.description : undefined;
  const resource = { arn: `arn:aws:s3:::${bucketName}/${key}`, account: bucket.account, bucket, object };
  context.require(versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', resource);
  if (found?.kind !== 'object') return refuseMissingSource(context, named, found, resource);
  checks.pass('object');
  requireKey(context, 'kms:Decrypt', object?.encryption);
  return { bucket, object: found.object, versionId, resource };
}

function requireVersionId(
  { checks }: OperationContext,
  versionId: string | undefined,
  { versioning }: BucketRecord,
): void {
  const message = versionId === undefined ? undefined : versionIdFault(versionId, versioning !== undefined);
  if (message === undefined) return;
  const extras = { ArgumentName: 'versionId', ArgumentValue: versionId };
  checks.fail('request', new S3Error('InvalidArgument', extras, message));
}

/** Who may not list the source's bucket does not learn whether the key exists. */
function refuseMissingSource(
  context: OperationContext,
  { key, versionId }: Named,
  found: FoundVersion | undefined,
  { account, bucket }: OtherResource,
): never {
  const { checks } = context;
  if (found && versionId !== undefined) {
    const message = 'The source of a copy request may not specifically refer to a delete marker by version id.';
    checks.fail('object', new S3Error('InvalidRequest', {}, message));
  }
  const action = versionId === undefined ? 's3:ListBucket' : 's3:ListBucketVersions';
  const list = { arn: `arn:aws:s3:::${bucket?.name}`, account, bucket };
  if (!context.may(action, list)) {
    const text = `the source is not there, and without ${action} on its bucket S3 does not say so`;
    checks.fail('object', context.denial(action, list), { kind: 'note', text }, { known: 'assumed' });
  }
  // Recorded: the answer says that it is a delete marker which hides the source.
  const headers = found?.kind === 'delete marker' ? markerHeaders(found) : [];
  if (versionId === undefined) return checks.fail('object', new S3Error('NoSuchKey', { Key: key }, undefined, headers));
  return checks.fail('object', new S3Error('NoSuchVersion', { Key: key, VersionId: versionId }));
}
