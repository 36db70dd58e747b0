import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sourceOf } from '#base/byte-source.ts';
import { seededRandom } from '#base/random.ts';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { createEmulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { presign } from '#sigv4/presign.ts';

const now = new Date('2026-03-01T09:00:00Z');
const region = 'us-east-1';
const runs = 20_000;

const token = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    'uploads',
    'uploadId',
    'partNumber',
    'policy',
    'cors',
    'list-type',
    'X-Amz-Date',
    'X-Amz-Expires',
    'x-id',
    '%',
    '%zz',
    '..',
    '//',
  ),
);
const rawText = token.map((text) => text.replace(/[\s#]/g, ''));
const header = fc.tuple(
  fc.constantFrom(
    'host',
    'range',
    'authorization',
    'x-amz-date',
    'x-amz-content-sha256',
    'content-length',
    'content-md5',
    'origin',
    'if-match',
    'x-amz-checksum-crc32',
    'x-amz-acl',
  ),
  fc.string({ maxLength: 40 }),
);
const request = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'get'),
  path: fc.array(rawText, { maxLength: 4 }).map((parts) => `/${parts.join('/').replaceAll('?', '')}`),
  query: fc
    .array(fc.tuple(rawText, rawText), { maxLength: 4 })
    .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&')),
  headers: fc.array(header, { maxLength: 5 }),
  body: fc.string({ maxLength: 200 }),
});

async function account() {
  const emulator = createEmulator({ store: memoryStore(), now: () => now, random: seededRandom('soak') });
  const credentials = await seedDemo(emulator, { region, pageOrigins: ['https://app.example'], now });
  return { emulator, credentials };
}

test(`${runs} made-up requests are each answered by S3's errors, never by an error of ours`, async () => {
  const { emulator } = await account();
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, query, headers, body }) => {
      const { response, decision } = await emulator.answer({
        method,
        rawPath: path,
        rawQuery: query,
        headers: [['host', 'localhost:9000'], ...headers],
        body: sourceOf(body),
        sourceAddress: '127.0.0.1',
        secure: false,
      });
      expect(response.status).not.toBe(500);
      expect(decision.outcome.status).toBe(response.status);
    }),
    { numRuns: runs, seed: 1 },
  );
});

test(`${runs} changed characters of a presigned URL are each refused or change nothing that is signed`, async () => {
  const { emulator, credentials } = await account();
  const { accessKeyId, secretAccessKey } = credentials;
  const url = presign({
    method: 'GET',
    url: `http://localhost:9000/${demoObject.bucket}/${demoObject.key}`,
    credentials: { accessKeyId, secretAccessKey },
    region,
    instant: now,
    expiresSeconds: 900,
  });
  const start = url.indexOf('/', 'http://'.length);
  const target = url.slice(start);
  const canonical = (text: string): string => decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: target.length - 1 }),
      fc.constantFrom(...'abcXYZ019-_.~%/&=+'),
      async (index, character) => {
        const changed = target.slice(0, index) + character + target.slice(index + 1);
        fc.pre(index > 0 && changed !== target);
        const mark = changed.indexOf('?');
        const { response } = await emulator.answer({
          method: 'GET',
          rawPath: mark < 0 ? changed : changed.slice(0, mark),
          rawQuery: mark < 0 ? '' : changed.slice(mark + 1),
          headers: [['host', 'localhost:9000']],
          sourceAddress: '127.0.0.1',
          secure: false,
        });
        let isSame = false;
        try {
          isSame = canonical(changed) === canonical(target);
        } catch {
          // Not decodable, so certainly another request.
        }
        if (!isSame) expect(response.status).toBeGreaterThanOrEqual(400);
      },
    ),
    { numRuns: runs, seed: 2 },
  );
});
