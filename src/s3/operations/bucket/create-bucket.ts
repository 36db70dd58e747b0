import { headerValue } from '#sigv4/headers.ts';

import { newBucketAccess } from '../../acl/new-bucket-access.ts';
import { S3Error } from '../../errors.ts';
import { bucketKey, type BucketRecord } from '../../records.ts';
import { emptyAnswer } from '../answers.ts';
import { requireBucketName } from './bucket-name.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';
import { requestedRegion } from './location-constraint.ts';
import { refuseHeader } from '../unsupported.ts';

/** On for every new bucket since April 2023. */
const everythingBlocked = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
} as const;

/**
 * Makes a bucket in the account of who asks, with Block Public Access on and ACLs disabled.
 *
 * @throws S3Error InvalidBucketName, BucketAlreadyExists, BucketAlreadyOwnedByYou, or IllegalLocationConstraintException
 * for another Region than that of the scope.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
export const createBucket: Handler = async (context) => {
  const { bucketName, checks, store, principal, instant } = context;
  requireBucketName(context);
  refuseUnsupported(context);
  const access = newBucketAccess(context);
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
    ...access,
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
  const isLocked = headerValue(headers, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true';
  if (isLocked) refuseHeader(context, 'x-amz-bucket-object-lock-enabled');
}
