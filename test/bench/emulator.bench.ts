import { createServer } from 'node:http';
import { bench, describe } from 'vitest';
import { collect, sourceOf } from '#base/byte-source.ts';
import { seededRandom } from '#base/random.ts';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { createEmulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { listen } from '#node/listen.ts';
import { memoryEmulator } from '#node/memory-emulator.ts';
import { createS3Server } from '#node/s3-server.ts';
import { presign } from '#sigv4/presign.ts';

const region = 'us-east-2';
const { bucket, key } = demoObject;
const now = new Date();
const path = `/${bucket}/${key}`;

const emulator = createEmulator({ store: memoryStore(), now: () => now, random: seededRandom('bench') });
const { accessKeyId, secretAccessKey } = await seedDemo(emulator, { region, pageOrigins: [], now });
const credentials = { accessKeyId, secretAccessKey };
const query = (method: string): string =>
  new URL(
    presign({ method, url: `http://localhost${path}`, credentials, region, instant: now, expiresSeconds: 3600 }),
  ).search.slice(1);
const [get, put] = [query('GET'), query('PUT')];
const body = new Uint8Array(1024);

describe('the emulator called as a function', () => {
  bench('presigned GET, 1 KiB', async () => {
    const { response } = await emulator.answer({
      method: 'GET',
      rawPath: path,
      rawQuery: get,
      headers: [['host', 'localhost']],
      sourceAddress: '127.0.0.1',
      secure: false,
    });
    if (response.body && !(response.body instanceof Uint8Array)) await collect(response.body);
  });
  bench('presigned PUT, 1 KiB', async () => {
    await emulator.answer({
      method: 'PUT',
      rawPath: path,
      rawQuery: put,
      headers: [
        ['host', 'localhost'],
        ['content-length', '1024'],
      ],
      body: sourceOf(body),
      sourceAddress: '127.0.0.1',
      secure: false,
    });
  });
});

const served = memoryEmulator(region);
await seedDemo(served, { region, pageOrigins: [], now });
const ours = await listen(createS3Server(served).unref(), 0, '--port');
const floor = await listen(createServer((_request, response) => response.end(body)).unref(), 0, '--port');
const url = presign({
  method: 'GET',
  url: `http://127.0.0.1:${ours}${path}`,
  credentials,
  region,
  instant: now,
  expiresSeconds: 3600,
});

describe('over a socket, presigned GET of a small object', () => {
  bench('the emulator', async () => {
    await (await fetch(url)).arrayBuffer();
  });
  bench('the floor: a server that checks nothing', async () => {
    await (await fetch(`http://127.0.0.1:${floor}/`)).arrayBuffer();
  });
});
