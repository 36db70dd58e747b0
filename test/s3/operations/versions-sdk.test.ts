import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeEach, describe, expect, test } from 'vitest';

import { Bench, start } from './bench.ts';

const Bucket = 'films';
const Key = 'a b/ü.txt';

let bench: Bench;
let client: S3Client;

beforeEach(async () => {
  bench = await Bench.open();
  client = bench.client();
  await client.send(new CreateBucketCommand({ Bucket }));
});

async function enable(): Promise<void> {
  const VersioningConfiguration = { Status: 'Enabled' as const };
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
}

async function put(key: string, Body: string): Promise<string | undefined> {
  return (await client.send(new PutObjectCommand({ Bucket, Key: key, Body }))).VersionId;
}

describe('the AWS SDK in a bucket with versioning', () => {
  test('reads, hides and brings back versions', async () => {
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    await enable();
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const [first, second] = [await put(Key, 'one'), await put(Key, 'two')];
    const got = await client.send(new GetObjectCommand({ Bucket, Key, VersionId: first }));
    expect([await got.Body?.transformToString(), got.VersionId]).toEqual(['one', first]);

    const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(deleted.DeleteMarker).toBe(true);
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    const byId = new GetObjectCommand({ Bucket, Key, VersionId: deleted.VersionId });
    await expect(client.send(byId)).rejects.toMatchObject({ name: 'MethodNotAllowed', ResourceType: 'DeleteMarker' });
    const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, IsLatest, Size }) => [VersionId, IsLatest, Size])).toEqual([
      [second, false, 3],
      [first, false, 3],
    ]);
    expect(DeleteMarkers).toMatchObject([{ Key, VersionId: deleted.VersionId, IsLatest: true, LastModified: start }]);

    await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: deleted.VersionId }));
    expect((await client.send(new HeadObjectCommand({ Bucket, Key }))).VersionId).toBe(second);
  });

  test('gets an old version by a presigned URL', async () => {
    await enable();
    const first = await put(Key, 'one');
    await put(Key, 'two');
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key, VersionId: first }), {
      signingDate: start,
    });
    const answer = await bench.sendUrl(url, 'GET');
    expect([answer.text, answer.headers.get('x-amz-version-id')]).toEqual(['one', first]);
    const other = await bench.sendUrl(url.replace(`versionId=${first}`, 'versionId=null'), 'GET');
    expect(other.code).toBe('SignatureDoesNotMatch');
  });

  test('empties a bucket page by page, as clients do before they delete it', async () => {
    await enable();
    for (let at = 0; at < 12; at += 1) {
      await put(`k${at % 5}`, String(at));
      if (at % 4 === 3) await client.send(new DeleteObjectCommand({ Bucket, Key: `k${at % 5}` }));
    }
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' });
    let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
      const page = await client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 4, ...markers }));
      const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      const Objects = found.map((version) => ({ Key: version.Key, VersionId: version.VersionId }));
      const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      expect([Deleted?.length, Errors]).toEqual([Objects.length, undefined]);
      if (!page.IsTruncated) break;
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    await client.send(new DeleteBucketCommand({ Bucket }));
  });
});

describe('the AWS SDK and DeleteObjects', () => {
  test('deletes what a listing shows, with its own checksum', async () => {
    for (const key of ['a', 'b/ü', 'c & <d>']) await put(key, 'x');
    const Objects = [];
    for await (const { Contents } of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket })) {
      Objects.push(...(Contents ?? []).map((object) => ({ Key: object.Key, ETag: object.ETag })));
    }
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key: key }) => key)).toEqual(['a', 'b/ü', 'c & <d>']);
    expect((await client.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toBeUndefined();
  });

  test('is told which key could not be deleted', async () => {
    await put('kept', 'x');
    const Objects = [{ Key: 'kept', ETag: '"0"' }, { Key: 'gone' }];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([{ Key: 'gone' }]);
    expect(Errors).toMatchObject([{ Key: 'kept', Code: 'PreconditionFailed' }]);
  });

  test('says nothing when it is quiet and all went well', async () => {
    await put('a', 'x');
    const Delete = { Objects: [{ Key: 'a' }], Quiet: true };
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    expect([Deleted, Errors]).toEqual([undefined, undefined]);
  });
});
