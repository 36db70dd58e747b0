import { connect } from 'node:net';
import type { Server } from 'node:http';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { formRequest } from '#client/form-body.ts';
import { close, listen } from '#node/listen.ts';
import { nodeEmulator } from '#node/node-emulator.ts';
import { createS3Server } from '#node/s3-server.ts';
import { memoryStore } from '#s3/store/memory.ts';

const region = 'us-east-2';
const page = 'http://127.0.0.1:4173';
let server: Server;
let port: number;
let client: S3Client;

beforeAll(async () => {
  const emulator = nodeEmulator(memoryStore(), region);
  const { accessKeyId, secretAccessKey } = await seedDemo(emulator, { region, pageOrigins: [page], now: new Date() });
  server = createS3Server(emulator);
  port = await listen(server, 0, '--port');
  client = new S3Client({
    region,
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
});

afterAll(async () => {
  client.destroy();
  await close(server);
});

const sign = (key: string, options: Partial<PresignedPostOptions> = {}): Promise<PresignedPost> =>
  createPresignedPost(client, { Bucket: demoObject.bucket, Key: key, ...options });

function post({ url, fields }: PresignedPost, file: Blob, headers: Record<string, string> = {}): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file, 'photo.jpg');
  return fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
}

async function stored(key: string): Promise<string | undefined> {
  const got = await client.send(new GetObjectCommand({ Bucket: demoObject.bucket, Key: key })).catch(() => undefined);
  return got?.Body?.transformToString();
}

describe("a form that the SDK signed, sent by the platform's own FormData", () => {
  test('is stored', async () => {
    const answer = await post(await sign('in/${filename}'), new Blob(['hello']));
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(await stored('in/photo.jpg')).toBe('hello');
  });

  test('answers 201 with a document', async () => {
    const answer = await post(await sign('a.txt', { Fields: { success_action_status: '201' } }), new Blob(['hello']));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'application/xml']);
    expect(await answer.text()).toContain('<ETag>"5d41402abc4b2a76b9719d911017c592"</ETag>');
  });

  test('goes on to where it says', async () => {
    const to = 'https://app.example/done';
    const answer = await post(await sign('a.txt', { Fields: { success_action_redirect: to } }), new Blob(['hello']));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(new RegExp(`^${to}\\?bucket=`));
  });

  test('may be a page of the bucket, which reads the answer', async () => {
    const answer = await post(await sign('a.txt'), new Blob(['hello']), { origin: page });
    expect(answer.headers.get('access-control-allow-origin')).toBe(page);
  });

  test('is refused after it expired, however large the file is', async () => {
    const answer = await post(await sign('late.bin', { Expires: -10 }), new Blob([new Uint8Array(20_000_000)]));
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('Policy expired.')]);
    expect(await stored('late.bin')).toBeUndefined();
  });

  test('holds a file of many chunks to the byte', async () => {
    const bytes = new Uint8Array(9_000_001).map((_, at) => (at * 2_654_435_761) >>> 24);
    bytes.set(new TextEncoder().encode('\r\n------form'), 1_000_000);
    const answer = await post(await sign('large.bin'), new Blob([bytes]));
    expect(answer.status).toBe(204);
    const got = await client.send(new GetObjectCommand({ Bucket: demoObject.bucket, Key: 'large.bin' }));
    expect(Buffer.compare((await got.Body?.transformToByteArray()) ?? new Uint8Array(), bytes)).toBe(0);
  });
});

describe('on one connection', () => {
  async function wire(signed: PresignedPost, body: string): Promise<{ head: string; bytes: Buffer }> {
    const fields = Object.entries(signed.fields);
    const request = await formRequest({ url: signed.url, fields, file: { body: new TextEncoder().encode(body) } });
    const bytes = Buffer.from(request.body as Uint8Array);
    const headers = [...request.headers, ['host', `127.0.0.1:${port}`], ['content-length', String(bytes.length)]];
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    return { head: `POST /${demoObject.bucket} HTTP/1.1\r\n${lines}\r\n`, bytes };
  }

  /** Writes all of it and reads until as many answers have come. */
  function exchange(bytes: Buffer, answers: number): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => {
        text += chunk.toString();
        const statuses = text.match(/HTTP\/1\.1 \d+/g) ?? [];
        if (statuses.length < answers) return;
        socket.destroy();
        resolve(statuses);
      });
      socket.on('error', reject);
    });
  }

  test('two forms follow each other, the first refused', async () => {
    const [late, good] = [
      await wire(await sign('x', { Expires: -10 }), 'one'),
      await wire(await sign('two.txt'), 'two'),
    ];
    const both = Buffer.concat([Buffer.from(late.head), late.bytes, Buffer.from(good.head), good.bytes]);
    expect(await exchange(both, 2)).toEqual(['HTTP/1.1 403', 'HTTP/1.1 204']);
    expect(await stored('two.txt')).toBe('two');
  });

  test('a client that leaves in the middle of its file stores nothing', async () => {
    const { head, bytes } = await wire(await sign('left.txt'), 'x'.repeat(100_000));
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(Buffer.concat([Buffer.from(head), bytes.subarray(0, 50_000)]), () => socket.destroy());
      });
      socket.on('close', () => resolve());
      socket.on('error', reject);
    });
    const gone = client.send(new HeadObjectCommand({ Bucket: demoObject.bucket, Key: 'left.txt' }));
    await expect(gone).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});
