import { headerValue } from '#sigv4/headers.ts';

import { S3Error } from '../errors.ts';
import { bucketKey, objectRange, uploadRange, type BucketRecord } from '../records.ts';
import { removeUpload } from '../uploads.ts';
import { emptyAnswer, noContent, xmlAnswer } from './answers.ts';
import { bucketOf } from './bucket-record.ts';
import { requireBucketName } from './bucket-name.ts';
import { committed } from './committed.ts';
import type { Handler, OperationContext } from './context.ts';
import { requestedRegion } from './location-constraint.ts';
import { refuseHeader } from './unsupported.ts';

const uploadsAtOnce = 100;

/** On for every new bucket since April 2023. */
const everythingBlocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
} as const;

export const createBucket: Handler = async (context) => {
  const { bucketName, checks, store, principal, instant } = context;
  requireBucketName(context);
  refuseUnsupported(context);
  const region = await requestedRegion(context);
  checks.pass('request');
  const key = bucketKey(bucketName);
  const value: BucketRecord = {
    v: 1,
    name: bucketName,
    region,
    account: principal.account,
    created: instant.toISOString(),
    publicAccessBlock: everythingBlocked,
  };
  await committed(store, async () => {
    const existing = (await store.get(key))?.value as BucketRecord | undefined;
    if (existing) return { change: {}, result: answerExisting(context, existing, region) };
    return { change: { expect: [{ key, version: 0 }], put: [{ key, value }] }, result: undefined };
  });
  checks.pass('bucket');
  return emptyAnswer([['Location', `/${bucketName}`]]);
};

/** Creating a bucket again that one owns already is a success in us-east-1, for historical reasons, and nowhere else. */
function answerExisting({ checks, principal }: OperationContext, existing: BucketRecord, region: string): void {
  const extras = { BucketName: existing.name };
  if (existing.account !== principal.account) checks.fail('bucket', new S3Error('BucketAlreadyExists', extras));
  if (existing.region === 'us-east-1' && region === 'us-east-1') return;
  checks.fail('bucket', new S3Error('BucketAlreadyOwnedByYou', extras));
}

function refuseUnsupported(context: OperationContext): void {
  const { headers } = context;
  if ((headerValue(headers, 'x-amz-acl') ?? 'private') !== 'private') refuseHeader(context, 'x-amz-acl');
  const ownership = headerValue(headers, 'x-amz-object-ownership') ?? 'BucketOwnerEnforced';
  if (ownership !== 'BucketOwnerEnforced') refuseHeader(context, 'x-amz-object-ownership');
  const isLocked = headerValue(headers, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  if (isLocked) refuseHeader(context, 'x-amz-bucket-object-lock-enabled');
}

export const headBucket: Handler = async (context) => ({
  status: 200,
  headers: [
    ['Content-Type', 'application/xml'],
    ['x-amz-bucket-region', bucketOf(context).region],
    ['x-amz-access-point-alias', 'false'],
  ],
});

export const getBucketLocation: Handler = async (context) => {
  const { region } = bucketOf(context);
  // The oldest Region has no name here.
  return xmlAnswer('LocationConstraint', region === 'us-east-1' ? '' : region);
};

/** Uploads under way go with their bucket; objects keep it. */
export const deleteBucket: Handler = async (context) => {
  const { store, bucketName, checks } = context;
  const key = bucketKey(bucketName);
  const removed = await committed(store, async () => {
    await requireEmpty(context);
    const entry = await store.get(key);
    if (!entry) throw new S3Error('NoSuchBucket', { BucketName: bucketName });
    return { change: { expect: [{ key, version: entry.version }], remove: [key] }, result: entry };
  });
  if (await hasObjects(context)) {
    // An object was put between the look and the removal, so the bucket has to stay.
    await store.commit({ expect: [{ key, version: 0 }], put: [{ key, value: removed.value }] });
    await requireEmpty(context);
  }
  await removeUploads(context);
  checks.pass('request');
  return noContent();
};

async function hasObjects({ store, bucketName }: OperationContext): Promise<boolean> {
  const { from, to } = objectRange(bucketName);
  return (await store.range(from, to, 1)).length > 0;
}

async function requireEmpty(context: OperationContext): Promise<void> {
  if (!(await hasObjects(context))) return;
  context.checks.fail('request', new S3Error('BucketNotEmpty', { BucketName: context.bucketName }));
}

async function removeUploads({ store, bucketName }: OperationContext): Promise<void> {
  const { from, to } = uploadRange(bucketName);
  for (;;) {
    const uploads = await store.range(from, to, uploadsAtOnce);
    if (uploads.length === 0) return;
    for (const upload of uploads) await removeUpload(store, bucketName, upload);
  }
}
