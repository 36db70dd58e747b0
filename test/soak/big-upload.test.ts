import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { close, listen } from '#node/listen.ts';
import { nodeEmulator } from '#node/node-emulator.ts';
import { createS3Server } from '#node/s3-server.ts';
import { openStore } from '#node/store/open.ts';

const region = 'us-east-2';
const partBytes = 16 * 1024 * 1024;
const parts = 40;

test('640 MiB go up in 16 MiB parts over a socket and come together as one object', async () => {
  const emulator = nodeEmulator(await openStore(undefined), region);
  const { accessKeyId, secretAccessKey } = await seedDemo(emulator, { region, pageOrigins: [], now: new Date() });
  const server = createS3Server(emulator);
  const port = await listen(server, 0, '--port');
  const client = new S3Client({
    region,
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  try {
    const at = { Bucket: demoObject.bucket, Key: 'big.bin' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
    const Parts = [];
    for (let PartNumber = 1; PartNumber <= parts; PartNumber += 1) {
      const { ETag } = await client.send(
        new UploadPartCommand({ ...at, UploadId, PartNumber, Body: Buffer.alloc(partBytes, PartNumber) }),
      );
      Parts.push({ PartNumber, ETag });
    }
    const done = await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }));
    expect(done.ETag).toMatch(/-40"$/);
    expect((await client.send(new HeadObjectCommand(at))).ContentLength).toBe(parts * partBytes);
  } finally {
    client.destroy();
    await close(server);
  }
});
