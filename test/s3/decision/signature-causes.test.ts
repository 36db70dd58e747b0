import { describe, expect, test } from 'vitest';
import { seededRandom } from '#base/random.ts';
import { causeSentence } from '#s3/decision/cause-texts.ts';
import { demoObject, seedDemo } from '#s3/demo.ts';
import { createEmulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { presign } from '#sigv4/presign.ts';

const now = new Date('2026-03-01T09:00:00Z');
const region = 'us-east-1';

/** Sends a presigned GET as changed, and gives the causes that the decision names when it is read. */
async function causesOf(change: (request: { method: string; path: string; query: string; host: string }) => object) {
  const emulator = createEmulator({ store: memoryStore(), now: () => now, random: seededRandom('causes') });
  const credentials = await seedDemo(emulator, { region, pageOrigins: [], now });
  const { bucket, key } = demoObject;
  const url = new URL(
    presign({
      method: 'GET',
      url: `http://localhost:9000/${bucket}/${key}`,
      credentials,
      region,
      instant: now,
      expiresSeconds: 900,
    }),
  );
  const signed = { method: 'GET', path: url.pathname, query: url.search.slice(1), host: 'localhost:9000' };
  const { method, path, query, host } = { ...signed, ...change(signed) };
  const { decision } = await emulator.answer({
    method,
    rawPath: path,
    rawQuery: query,
    headers: [['host', host]],
    sourceAddress: '127.0.0.1',
    secure: false,
  });
  const read = await emulator.control({ command: 'decision', requestId: decision.requestId });
  return read.ok && read.kind === 'decision' ? read.decision?.causes?.map(causeSentence) : undefined;
}

describe('a decision of a differing signature names what was changed after signing', () => {
  for (const [title, change, sentence] of [
    ['another method', () => ({ method: 'HEAD' }), 'It was signed for GET.'],
    [
      'an added parameter',
      ({ query }: { query: string }) => ({ query: `${query}&utm_source=mail` }),
      'Added to the query after signing: utm_source.',
    ],
    ['another name of this computer', () => ({ host: '127.0.0.1:9000' }), 'It was signed for the host localhost:9000.'],
  ] as const) {
    test(title, async () => {
      expect(await causesOf(change)).toEqual([sentence]);
    });
  }

  test('a foreign signature has no cause that could be named', async () => {
    const forged = ({ query }: { query: string }) => ({
      query: query.replace(/X-Amz-Signature=[0-9a-f]{64}/, `X-Amz-Signature=${'0'.repeat(64)}`),
    });
    expect(await causesOf(forged)).toEqual([]);
  });
});

test('a decision that did not fail at the signature is read as it was made', async () => {
  expect(await causesOf(() => ({}))).toBeUndefined();
});
