import {
  CreateBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketOwnershipControlsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyStatusCommand,
  GetObjectAclCommand,
  HeadObjectCommand,
  PutBucketAclCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  type Grant,
  type S3Client,
} from '@aws-sdk/client-s3';
import { beforeEach, expect, test } from 'vitest';

import { Bench } from './bench.ts';

const Bucket = 'films';
const Key = 'a b/ü.txt';
const ID = '111122223333'.repeat(6).slice(0, 64);
const owner: Grant = { Grantee: { Type: 'CanonicalUser', ID }, Permission: 'FULL_CONTROL' };
const everyone: Grant = {
  Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
  Permission: 'READ',
};

let client: S3Client;

beforeEach(async () => {
  client = (await Bench.open()).client();
  await client.send(new CreateBucketCommand({ Bucket, ObjectOwnership: 'BucketOwnerPreferred' }));
  await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
});

test('the SDK reads and writes the ACL of a bucket and of an object', async () => {
  await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const AccessControlPolicy = { Owner: { ID }, Grants: [owner, everyone] };
  await client.send(new PutBucketAclCommand({ Bucket, AccessControlPolicy }));
  await client.send(new PutObjectAclCommand({ Bucket, Key, AccessControlPolicy }));
  for (const command of [new GetBucketAclCommand({ Bucket }), new GetObjectAclCommand({ Bucket, Key })]) {
    expect(await client.send(command as GetObjectAclCommand)).toMatchObject(AccessControlPolicy);
  }
  await client.send(new PutObjectAclCommand({ Bucket, Key, ACL: 'private' }));
  expect(await client.send(new GetObjectAclCommand({ Bucket, Key }))).toMatchObject({ Grants: [owner] });
});

test('the SDK reads and writes Object Ownership', async () => {
  const Rules = [{ ObjectOwnership: 'ObjectWriter' as const }];
  await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules } }));
  const { OwnershipControls } = await client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  expect(OwnershipControls).toEqual({ Rules });
  await client.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
  const gone = client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
  await expect(gone).rejects.toMatchObject({ name: 'OwnershipControlsNotFoundError' });
});

test('the SDK reads and writes the default encryption, and is told of the key', async () => {
  const KMSMasterKeyID = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const byDefault = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID };
  const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }];
  const ServerSideEncryptionConfiguration = { Rules };
  await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
  const read = await client.send(new GetBucketEncryptionCommand({ Bucket }));
  expect(read.ServerSideEncryptionConfiguration).toEqual({ Rules });
  const told = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KMSMasterKeyID, BucketKeyEnabled: true };
  expect(await client.send(new PutObjectCommand({ Bucket, Key, Body: 'y' }))).toMatchObject(told);
  expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject(told);
  await client.send(new DeleteBucketEncryptionCommand({ Bucket }));
  const again = await client.send(new PutObjectCommand({ Bucket, Key, Body: 'y' }));
  expect([again.ServerSideEncryption, again.SSEKMSKeyId]).toEqual(['AES256', undefined]);
});

test('the SDK reads whether a policy is public', async () => {
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  await client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement: [statement] }) }));
  const { PolicyStatus } = await client.send(new GetBucketPolicyStatusCommand({ Bucket }));
  expect(PolicyStatus).toEqual({ IsPublic: false });
});
