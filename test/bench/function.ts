import { createHash } from 'node:crypto';
import { collect, sourceOf } from '#base/byte-source.ts';
import { seededRandom } from '#base/random.ts';
import { createEmulator, type Emulator } from '#s3/emulator.ts';
import type { S3Request } from '#s3/request.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { comparison, section } from './report.ts';
import { interleaved, timed } from './rounds.ts';
import { bucket, credentials, presignedTarget, region } from './signed.ts';

const calls = 1_000;
const body = new Uint8Array(1024).fill(0x73);
const host = 'localhost';

/** The emulator as the page and the service worker call it, beside the MD5 of such a body. */
export async function measureFunction(): Promise<void> {
  const emulator = createEmulator({ store: memoryStore(), now: () => new Date(), random: seededRandom('bench') });
  await emulator.control({ command: 'put-user', user: 'bench', allow: ['s3:*'] });
  await emulator.control({ command: 'import-access-key', user: 'bench', ...credentials });
  const location = `<CreateBucketConfiguration><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  await answered(emulator, request('PUT', `/${bucket}`, new TextEncoder().encode(location)));
  const [put, get] = [request('PUT', `/${bucket}/small`, body), request('GET', `/${bucket}/small`)];
  const contenders = [
    { name: 'MD5 alone', run: () => timed(() => repeated(() => void createHash('md5').update(body).digest())) },
    { name: 'presigned PUT, 1 KiB', run: () => timed(() => repeated(() => answered(emulator, put))) },
    { name: 'presigned GET, 1 KiB', run: () => timed(() => repeated(() => answered(emulator, get))) },
  ];
  section('The emulator called as a function', comparison(await interleaved(contenders, 15), calls));
}

async function repeated(call: () => Promise<void> | void): Promise<void> {
  for (let count = 0; count < calls; count += 1) await call();
}

async function answered(emulator: Emulator, one: S3Request): Promise<void> {
  const { response } = await emulator.answer(one);
  if (response.status !== 200) throw new Error(`the emulator answered ${response.status}`);
  if (response.body && !(response.body instanceof Uint8Array)) await collect(response.body);
}

function request(method: string, target: string, content?: Uint8Array): S3Request {
  const [rawPath = '', rawQuery = ''] = presignedTarget(method, host, target).split('?');
  return {
    method,
    rawPath,
    rawQuery,
    headers: [['host', host], ...(content ? [['content-length', String(content.length)] as const] : [])],
    ...(content && { body: sourceOf(content) }),
    sourceAddress: '127.0.0.1',
    secure: false,
  };
}
