import { request } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { close, listen } from '#node/listen.ts';
import { nodeEmulator } from '#node/node-emulator.ts';
import { createS3Server } from '#node/s3-server.ts';
import { memoryStore } from '#s3/store/memory.ts';

const region = 'us-east-2';
let server: Server;
let port: number;
let client: S3Client;

beforeAll(async () => {
  const emulator = nodeEmulator(memoryStore(), region);
  const credentials = await seedDemo(emulator, { region, pageOrigins: ['http://127.0.0.1:4173'], now: new Date() });
  server = createS3Server(emulator);
  port = await listen(server, 0, '--port');
  const { accessKeyId, secretAccessKey } = credentials;
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

test('the AWS SDK stores and reads an object with its default settings', async () => {
  await client.send(new PutObjectCommand({ Bucket: demoObject.bucket, Key: 'a.txt', Body: 'over a socket' }));
  const got = await client.send(new GetObjectCommand({ Bucket: demoObject.bucket, Key: 'a.txt' }));
  expect(await got.Body?.transformToString()).toBe('over a socket');
});

for (const key of ['a b+c.txt', 'x//y', 'up/../down.txt', 'café/ü%2F.txt', "it's (1)!*~.txt"]) {
  test(`a presigned URL reaches the key ${key} exactly as it was signed`, async () => {
    await client.send(new PutObjectCommand({ Bucket: demoObject.bucket, Key: key, Body: key }));
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: demoObject.bucket, Key: key }));
    const answer = await get(url);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: key });
  });
}

test('an upload that will be refused is not asked for its body', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        `PUT /${demoObject.bucket}/b HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
      );
    });
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (text.includes('</Error>')) socket.destroy();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(answer).not.toContain('100 Continue');
});

test('a client that breaks off an upload leaves no object behind', async () => {
  const url = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket: demoObject.bucket, Key: 'broken' })));
  await new Promise<void>((resolve) => {
    const upload = request({
      host: '127.0.0.1',
      port,
      method: 'PUT',
      path: url.pathname + url.search,
      headers: { 'content-length': 1000 },
    });
    upload.on('error', () => resolve());
    upload.write('half', () => upload.destroy());
  });
  const answer = await get(
    await getSignedUrl(client, new GetObjectCommand({ Bucket: demoObject.bucket, Key: 'broken' })),
  );
  expect(answer.status).toBe(404);
});

/** A GET that sends the URL's path as it is written. */
function get(url: string): Promise<{ status: number; body: string }> {
  const { host } = new URL(url);
  const path = url.slice(url.indexOf(host) + host.length);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers: { host } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    })
      .on('error', reject)
      .end();
  });
}

test('a body that ends before its length is answered as S3 does, and the connection closes', async () => {
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: demoObject.bucket, Key: 'cut.txt' }));
  const { host, pathname, search } = new URL(url);
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (data) => (received += data.toString()));
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
    socket.end(`PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\nabc`);
  });
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(text).toContain('<Code>IncompleteBody</Code>');
  expect(text).toContain('<NumberBytesExpected>10</NumberBytesExpected><NumberBytesProvided>3</NumberBytesProvided>');
});

test('a connection closes whose client is gone after it was refused, in the middle of a body that nobody reads', async () => {
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let received = '';
    socket.on('data', (data) => {
      received += data.toString();
      // By now the request is refused; what it still has to send never comes.
      if (received.includes('</Error>')) socket.end();
    });
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
    socket.write('PUT /nobody/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello');
  });
  expect(text).toMatch(/^HTTP\/1\.1 4/);
});

const broken: readonly (readonly [name: string, text: string, code: string])[] = [
  ['what is no HTTP', 'NONSENSE\r\n\r\n', 'BadRequest'],
  ['a path with a raw space', 'GET /a b HTTP/1.1\r\nHost: x\r\n\r\n', 'BadRequest'],
  [
    'a header section without end',
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(20_000)}\r\n\r\n`,
    'RequestHeaderSectionTooLarge',
  ],
];

for (const [name, request, code] of broken) {
  test(`${name} is answered 400 ${code}, and the connection closes`, async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let received = '';
      socket.on('data', (data) => (received += data.toString()));
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
      socket.write(request);
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain(`<Code>${code}</Code>`);
    expect(/x-amz-request-id: (\w{16})\r/.exec(text)?.[1]).toBe(/<RequestId>(.*)<\/RequestId>/.exec(text)?.[1]);
  });
}
