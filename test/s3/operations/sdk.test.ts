import { Readable } from 'node:stream';

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketAnalyticsConfigurationCommand,
  DeleteBucketCommand,
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketIntelligentTieringConfigurationCommand,
  DeleteBucketInventoryConfigurationCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketMetricsConfigurationCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketReplicationCommand,
  DeleteBucketTaggingCommand,
  DeleteBucketWebsiteCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketAnalyticsConfigurationCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectAclCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectTaggingCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  PutPublicAccessBlockCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeEach, describe, expect, test } from 'vitest';

import { operationNames, type OperationName } from '#s3/operation.ts';

import { Bench, start } from './bench.ts';

const Bucket = 'films';
const part = 'p'.repeat(5_242_880);
const CORSConfiguration = {
  CORSRules: [{ AllowedOrigins: ['https://app.example'], AllowedMethods: ['PUT'], ExposeHeaders: ['ETag'] }],
};
const NotificationConfiguration = {
  QueueConfigurations: [
    {
      QueueArn: 'arn:aws:sqs:us-east-1:111122223333:uploads',
      Events: ['s3:ObjectCreated:*' as const],
      Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'in/' }] } },
    },
  ],
};
const LifecycleConfiguration = {
  Rules: [
    {
      ID: 'leftovers',
      Status: 'Enabled' as const,
      Filter: { Prefix: '' },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ],
};
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::films/kept/*' }],
});

let bench: Bench;
let client: S3Client;

beforeEach(async () => {
  bench = await Bench.open();
  client = bench.client();
  await client.send(new CreateBucketCommand({ Bucket }));
});

/** The root user's day: every operation once, by header-signed calls of the SDK, with what each must answer. */
describe('the AWS SDK with its default settings', () => {
  test('creates, finds and deletes buckets in any Region', async () => {
    const far = bench.client({ region: 'eu-central-1' });
    await far.send(new CreateBucketCommand({ Bucket: 'far' }));
    expect((await far.send(new GetBucketLocationCommand({ Bucket: 'far' }))).LocationConstraint).toBe('eu-central-1');
    expect((await far.send(new HeadBucketCommand({ Bucket: 'far' }))).BucketRegion).toBe('eu-central-1');
    const { Buckets, Owner } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name, CreationDate }) => [Name, CreationDate])).toEqual([
      ['far', start],
      [Bucket, start],
    ]);
    expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    await far.send(new DeleteBucketCommand({ Bucket: 'far' }));
    await expect(far.send(new HeadBucketCommand({ Bucket: 'far' }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('is refused a Region that contradicts its own', async () => {
    const wrong = new CreateBucketCommand({
      Bucket: 'far',
      CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
    });
    await expect(bench.client({ region: 'eu-west-1' }).send(wrong)).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
    });
  });

  test('puts, reads and removes configurations', async () => {
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }));
    expect((await client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSConfiguration.CORSRules);
    await client.send(new DeleteBucketCorsCommand({ Bucket }));
    await expect(client.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });

    await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    const lifecycle = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(lifecycle.Rules?.[0]).toMatchObject({
      ID: 'leftovers',
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
    await client.send(new DeleteBucketLifecycleCommand({ Bucket }));

    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));

    const blocked = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(blocked.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const PublicAccessBlockConfiguration = { BlockPublicPolicy: false };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(client.send(new GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
  });

  test('puts, reads, lists and deletes objects, checksums compared on both sides', async () => {
    const Key = 'a/../b %20//c+d.txt';
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: 'hello',
        ContentType: 'text/plain',
        Metadata: { owner: 'älice'.normalize() },
      }),
    );
    expect([put.ETag, put.ChecksumCRC32, put.ServerSideEncryption]).toEqual([
      '"5d41402abc4b2a76b9719d911017c592"',
      'NhCmhg==',
      'AES256',
    ]);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect([await got.Body?.transformToString(), got.ContentType, got.ChecksumCRC32]).toEqual([
      'hello',
      'text/plain',
      'NhCmhg==',
    ]);
    const ranged = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=1-2' }));
    expect([await ranged.Body?.transformToString(), ranged.ContentRange]).toEqual(['el', 'bytes 1-2/5']);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect([head.ContentLength, head.LastModified]).toEqual([5, start]);
    const { Contents, KeyCount } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map((object) => [object.Key, object.Size, object.ChecksumAlgorithm])).toEqual([
      [Key, 5, ['CRC32']],
    ]);
    expect(KeyCount).toBe(1);
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey', Key });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const) {
    test(`streams a body with its ${ChecksumAlgorithm} in a trailer`, async () => {
      const pieces = [Buffer.alloc(8_192, 'hello '), Buffer.from('world')];
      const Body = Readable.from(pieces, { objectMode: false });
      const input = { Bucket, Key: 'stream.txt', Body, ContentLength: 8_197, ChecksumAlgorithm };
      const put = await client.send(new PutObjectCommand(input));
      const got = await client.send(new GetObjectCommand({ Bucket, Key: 'stream.txt' }));
      expect(await got.Body?.transformToString()).toBe(Buffer.concat(pieces).toString());
      expect(put[`Checksum${ChecksumAlgorithm}`]).toBe(got[`Checksum${ChecksumAlgorithm}`]);
      expect(got.ContentEncoding).toBeUndefined();
    });
  }

  test('is told to gather small pieces of a stream, as by S3', async () => {
    const Body = Readable.from([Buffer.from('hello '), Buffer.from('world')], { objectMode: false });
    const put = client.send(new PutObjectCommand({ Bucket, Key: 'pieces.txt', Body, ContentLength: 11 }));
    await expect(put).rejects.toThrow(/size less than 8192 bytes.*requestStreamBufferSize/);
  });

  test('uploads in parts, lists them, completes and aborts', async () => {
    const Key = 'long.mp4';
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'video/mp4' }));
    const sent = [part, 'tail'];
    const Parts = [];
    for (const [index, Body] of sent.entries()) {
      const PartNumber = index + 1;
      const answer = await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      Parts.push({ PartNumber, ETag: answer.ETag });
    }
    const listed = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, part.length],
      [2, 4],
    ]);
    const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    expect(uploads.Uploads?.map((upload) => upload.UploadId)).toEqual([UploadId]);
    const completed = await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    expect(completed.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect([(await got.Body?.transformToString())?.length, got.ContentType]).toEqual([part.length + 4, 'video/mp4']);
    const second = await client.send(new GetObjectCommand({ Bucket, Key, PartNumber: 2 }));
    expect([await second.Body?.transformToString(), second.PartsCount]).toEqual(['tail', 2]);
    const other = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: other.UploadId }));
    await expect(client.send(new ListPartsCommand({ Bucket, Key, UploadId: other.UploadId }))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    });
  });

  test('pages through uploads and parts', async () => {
    const Key = 'paged';
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    for (const PartNumber of [1, 2, 3]) {
      await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: 'x' }));
    }
    const first = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }));
    expect([first.IsTruncated, first.NextPartNumberMarker]).toEqual([true, '2']);
    const PartNumberMarker = first.NextPartNumberMarker;
    const rest = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker }));
    expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
  });
});

describe('URLs that the SDK presigned', () => {
  async function presigned(command: object, method: string, sent: Parameters<Bench['sendUrl']>[2] = {}) {
    // The presigner's types do not know exact optional properties, so no command fits them.
    const signable = command as Parameters<typeof getSignedUrl>[1];
    const url = await getSignedUrl(client, signable, { expiresIn: 900, signingDate: start });
    return bench.sendUrl(url, method, sent);
  }

  test('put and get with the default checksum parameters, which S3 does not enforce', async () => {
    const put = await presigned(new PutObjectCommand({ Bucket, Key: 'a.txt', Metadata: { owner: 'alice' } }), 'PUT', {
      body: 'hello',
    });
    expect([put.status, put.decision.request.rawQuery.includes('x-amz-checksum-crc32=AAAAAA%3D%3D')]).toEqual([
      200,
      true,
    ]);
    expect(put.decision.notes.join()).toContain('not enforced');
    const get = await presigned(
      new GetObjectCommand({ Bucket, Key: 'a.txt', ResponseContentDisposition: 'attachment' }),
      'GET',
    );
    expect([get.status, get.text, get.headers.get('content-disposition')]).toEqual([200, 'hello', 'attachment']);
    expect(get.headers.get('x-amz-meta-owner')).toBe('alice');
  });

  test('carry a whole multipart upload', async () => {
    const Key = 'long.mp4';
    const created = await presigned(
      new CreateMultipartUploadCommand({ Bucket, Key, StorageClass: 'STANDARD_IA' }),
      'POST',
    );
    const UploadId = created.xml?.textOf('UploadId');
    const sent = await presigned(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1 }), 'PUT', {
      body: 'hello',
    });
    expect(sent.status).toBe(200);
    const listed = await presigned(new ListPartsCommand({ Bucket, Key, UploadId }), 'GET');
    expect(listed.xml?.child('Part')?.textOf('Size')).toBe('5');
    expect((await presigned(new ListMultipartUploadsCommand({ Bucket }), 'GET')).xml?.all('Upload')).toHaveLength(1);
    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${sent.headers.get('etag')}</ETag></Part></CompleteMultipartUpload>`;
    const completed = await presigned(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId }), 'POST', { body });
    expect(completed.xml?.textOf('ETag')).toBe('"62109206880d38a4010a98e11243924a-1"');
    const head = await presigned(new HeadObjectCommand({ Bucket, Key }), 'HEAD');
    expect([head.status, head.headers.get('x-amz-storage-class')]).toEqual([200, 'STANDARD_IA']);
    const again = await presigned(new CreateMultipartUploadCommand({ Bucket, Key }), 'POST');
    const abort = new AbortMultipartUploadCommand({ Bucket, Key, UploadId: again.xml?.textOf('UploadId') });
    expect((await presigned(abort, 'DELETE')).status).toBe(204);
  });

  test('name a checksum algorithm for an upload in their query', async () => {
    const command = new CreateMultipartUploadCommand({ Bucket, Key: 'a', ChecksumAlgorithm: 'SHA256' });
    const created = await presigned(command, 'POST');
    expect(created.headers.get('x-amz-checksum-algorithm')).toBe('SHA256');
    expect(created.headers.get('x-amz-checksum-type')).toBe('COMPOSITE');
  });

  async function documentOf(command: object): Promise<string> {
    await client.send(command as never);
    return String(bench.lastSdkBody);
  }

  const OwnershipControls = { Rules: [{ ObjectOwnership: 'ObjectWriter' as const }] };
  const AccessControlPolicy = { Owner: { ID: '1'.repeat(64) }, Grants: [] };

  /** What each presigned operation is answered; a form is no URL. */
  const statuses: Record<
    Exclude<OperationName, 'PostObject'>,
    [command: object, method: string, status: number, body?: string]
  > = {
    ListBuckets: [new ListBucketsCommand({}), 'GET', 200],
    CreateBucket: [new CreateBucketCommand({ Bucket: 'other' }), 'PUT', 200],
    HeadBucket: [new HeadBucketCommand({ Bucket }), 'HEAD', 200],
    DeleteBucket: [new DeleteBucketCommand({ Bucket }), 'DELETE', 204],
    GetBucketLocation: [new GetBucketLocationCommand({ Bucket }), 'GET', 200],
    GetBucketAccelerateConfiguration: [new GetBucketAccelerateConfigurationCommand({ Bucket }), 'GET', 200],
    PutBucketAccelerateConfiguration: [
      new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration: { Status: 'Enabled' } }),
      'PUT',
      200,
    ],
    GetBucketCors: [new GetBucketCorsCommand({ Bucket }), 'GET', 404],
    PutBucketCors: [new PutBucketCorsCommand({ Bucket, CORSConfiguration }), 'PUT', 200],
    DeleteBucketCors: [new DeleteBucketCorsCommand({ Bucket }), 'DELETE', 204],
    GetBucketPolicy: [new GetBucketPolicyCommand({ Bucket }), 'GET', 404],
    PutBucketPolicy: [new PutBucketPolicyCommand({ Bucket, Policy }), 'PUT', 204, Policy],
    DeleteBucketPolicy: [new DeleteBucketPolicyCommand({ Bucket }), 'DELETE', 204],
    GetBucketPolicyStatus: [new GetBucketPolicyStatusCommand({ Bucket }), 'GET', 404],
    GetBucketOwnershipControls: [new GetBucketOwnershipControlsCommand({ Bucket }), 'GET', 200],
    PutBucketOwnershipControls: [new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }), 'PUT', 200],
    DeleteBucketOwnershipControls: [new DeleteBucketOwnershipControlsCommand({ Bucket }), 'DELETE', 204],
    GetBucketAcl: [new GetBucketAclCommand({ Bucket }), 'GET', 200],
    PutBucketAcl: [new PutBucketAclCommand({ Bucket, AccessControlPolicy }), 'PUT', 200],
    GetBucketEncryption: [new GetBucketEncryptionCommand({ Bucket }), 'GET', 200],
    PutBucketEncryption: [
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: [{}] } }),
      'PUT',
      200,
    ],
    DeleteBucketEncryption: [new DeleteBucketEncryptionCommand({ Bucket }), 'DELETE', 204],
    GetBucketLifecycleConfiguration: [new GetBucketLifecycleConfigurationCommand({ Bucket }), 'GET', 404],
    PutBucketLifecycleConfiguration: [
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }),
      'PUT',
      200,
    ],
    DeleteBucketLifecycle: [new DeleteBucketLifecycleCommand({ Bucket }), 'DELETE', 204],
    GetBucketNotificationConfiguration: [new GetBucketNotificationConfigurationCommand({ Bucket }), 'GET', 200],
    PutBucketNotificationConfiguration: [
      new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }),
      'PUT',
      200,
    ],
    GetBucketVersioning: [new GetBucketVersioningCommand({ Bucket }), 'GET', 200],
    PutBucketVersioning: [
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
      'PUT',
      200,
    ],
    GetPublicAccessBlock: [new GetPublicAccessBlockCommand({ Bucket }), 'GET', 200],
    PutPublicAccessBlock: [new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }), 'PUT', 200],
    DeletePublicAccessBlock: [new DeletePublicAccessBlockCommand({ Bucket }), 'DELETE', 204],
    GetBucketTagging: [new GetBucketTaggingCommand({ Bucket }), 'GET', 404],
    PutBucketTagging: [new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [] } }), 'PUT', 204],
    DeleteBucketTagging: [new DeleteBucketTaggingCommand({ Bucket }), 'DELETE', 204],
    GetBucketRequestPayment: [new GetBucketRequestPaymentCommand({ Bucket }), 'GET', 200],
    PutBucketRequestPayment: [
      new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: { Payer: 'BucketOwner' } }),
      'PUT',
      200,
    ],
    GetBucketLogging: [new GetBucketLoggingCommand({ Bucket }), 'GET', 200],
    PutBucketLogging: [new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }), 'PUT', 200],
    GetBucketWebsite: [new GetBucketWebsiteCommand({ Bucket }), 'GET', 404],
    DeleteBucketWebsite: [new DeleteBucketWebsiteCommand({ Bucket }), 'DELETE', 204],
    GetBucketReplication: [new GetBucketReplicationCommand({ Bucket }), 'GET', 404],
    DeleteBucketReplication: [new DeleteBucketReplicationCommand({ Bucket }), 'DELETE', 204],
    GetObjectLockConfiguration: [new GetObjectLockConfigurationCommand({ Bucket }), 'GET', 404],
    ListBucketAnalyticsConfigurations: [new ListBucketAnalyticsConfigurationsCommand({ Bucket }), 'GET', 200],
    GetBucketAnalyticsConfiguration: [new GetBucketAnalyticsConfigurationCommand({ Bucket, Id: 'none' }), 'GET', 404],
    DeleteBucketAnalyticsConfiguration: [
      new DeleteBucketAnalyticsConfigurationCommand({ Bucket, Id: 'none' }),
      'DELETE',
      404,
    ],
    ListBucketIntelligentTieringConfigurations: [
      new ListBucketIntelligentTieringConfigurationsCommand({ Bucket }),
      'GET',
      200,
    ],
    GetBucketIntelligentTieringConfiguration: [
      new GetBucketIntelligentTieringConfigurationCommand({ Bucket, Id: 'none' }),
      'GET',
      404,
    ],
    DeleteBucketIntelligentTieringConfiguration: [
      new DeleteBucketIntelligentTieringConfigurationCommand({ Bucket, Id: 'none' }),
      'DELETE',
      404,
    ],
    ListBucketInventoryConfigurations: [new ListBucketInventoryConfigurationsCommand({ Bucket }), 'GET', 200],
    GetBucketInventoryConfiguration: [new GetBucketInventoryConfigurationCommand({ Bucket, Id: 'none' }), 'GET', 404],
    DeleteBucketInventoryConfiguration: [
      new DeleteBucketInventoryConfigurationCommand({ Bucket, Id: 'none' }),
      'DELETE',
      404,
    ],
    ListBucketMetricsConfigurations: [new ListBucketMetricsConfigurationsCommand({ Bucket }), 'GET', 200],
    GetBucketMetricsConfiguration: [new GetBucketMetricsConfigurationCommand({ Bucket, Id: 'none' }), 'GET', 404],
    DeleteBucketMetricsConfiguration: [
      new DeleteBucketMetricsConfigurationCommand({ Bucket, Id: 'none' }),
      'DELETE',
      404,
    ],
    ListObjects: [new ListObjectsCommand({ Bucket }), 'GET', 200],
    ListObjectsV2: [new ListObjectsV2Command({ Bucket, Prefix: 'a b/' }), 'GET', 200],
    ListObjectVersions: [new ListObjectVersionsCommand({ Bucket }), 'GET', 200],
    ListMultipartUploads: [new ListMultipartUploadsCommand({ Bucket }), 'GET', 200],
    GetObject: [new GetObjectCommand({ Bucket, Key: 'none' }), 'GET', 404],
    HeadObject: [new HeadObjectCommand({ Bucket, Key: 'none' }), 'HEAD', 404],
    PutObject: [new PutObjectCommand({ Bucket, Key: 'a' }), 'PUT', 200, 'x'],
    CopyObject: [new CopyObjectCommand({ Bucket, Key: 'a', CopySource: `${Bucket}/none` }), 'PUT', 404],
    GetObjectAttributes: [
      new GetObjectAttributesCommand({ Bucket, Key: 'none', ObjectAttributes: ['ETag'] }),
      'GET',
      404,
    ],
    GetObjectAcl: [new GetObjectAclCommand({ Bucket, Key: 'none' }), 'GET', 404],
    PutObjectAcl: [new PutObjectAclCommand({ Bucket, Key: 'a', AccessControlPolicy }), 'PUT', 200],
    GetObjectTagging: [new GetObjectTaggingCommand({ Bucket, Key: 'none' }), 'GET', 404],
    PutObjectTagging: [new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [] } }), 'PUT', 200],
    DeleteObjectTagging: [new DeleteObjectTaggingCommand({ Bucket, Key: 'none' }), 'DELETE', 404],
    DeleteObject: [new DeleteObjectCommand({ Bucket, Key: 'none' }), 'DELETE', 204],
    // Its digest, which S3 asks for, stands in the query of a presigned URL and is therefore none.
    DeleteObjects: [new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'none' }] } }), 'POST', 400],
    CreateMultipartUpload: [new CreateMultipartUploadCommand({ Bucket, Key: 'a' }), 'POST', 200],
    UploadPart: [new UploadPartCommand({ Bucket, Key: 'a', UploadId: 'none', PartNumber: 1 }), 'PUT', 404, 'x'],
    UploadPartCopy: [
      new UploadPartCopyCommand({ Bucket, Key: 'a', UploadId: 'none', PartNumber: 1, CopySource: `${Bucket}/none` }),
      'PUT',
      404,
    ],
    ListParts: [new ListPartsCommand({ Bucket, Key: 'a', UploadId: 'none' }), 'GET', 404],
    CompleteMultipartUpload: [new CompleteMultipartUploadCommand({ Bucket, Key: 'a', UploadId: 'none' }), 'POST', 404],
    AbortMultipartUpload: [new AbortMultipartUploadCommand({ Bucket, Key: 'a', UploadId: 'none' }), 'DELETE', 404],
  };

  for (const name of operationNames) {
    if (name === 'PostObject') continue;
    const [command, method, status, given] = statuses[name];
    test(`${name} is known by its presigned URL and answered ${status}`, async () => {
      if (name.startsWith('PutObject')) await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' }));
      if (name.endsWith('Acl')) await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
      // The length of a document is signed, so it has to be the one that the SDK writes.
      const isConfiguration = (name.startsWith('Put') && name !== 'PutObject') || name === 'DeleteObjects';
      const body = isConfiguration ? await documentOf(command) : (given ?? '');
      const answer = await presigned(command, method, { body });
      expect([answer.decision.operation, answer.status]).toEqual([name, status]);
    });
  }
});
