import { expect, test } from 'vitest';

import { call } from '#client/call.ts';
import { emulatorTransport } from '#client/emulator-transport.ts';
import { presignPost } from '#client/presign-post.ts';
import { seededRandom } from '#base/random.ts';
import { createEmulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { s3Request, webResponse } from '#worker/s3-door.ts';

const now = new Date('2026-03-01T09:00:00Z');
const endpoint = { url: 'https://app.example/s3', region: 'us-east-1', addressing: 'path' } as const;

/** The worker's emulator with a bucket, and the keys of its account. */
async function account() {
  const emulator = createEmulator({
    store: memoryStore(),
    now: () => now,
    random: seededRandom('door'),
    basePath: '/s3',
  });
  const result = await emulator.control({ command: 'credentials', identity: 'root' });
  if (!result.ok || result.kind !== 'credentials') throw new Error('no credentials');
  const { accessKeyId, secretAccessKey } = result.credentials;
  const credentials = { accessKeyId, secretAccessKey };
  const transport = emulatorTransport(emulator, { sourceAddress: '127.0.0.1' });
  const created = await call({
    credentials,
    endpoint,
    transport,
    instant: now,
    operation: 'CreateBucket',
    input: { Bucket: 'forms' },
  });
  if (created.status !== 200) throw new Error(created.message);
  return { emulator, credentials };
}

test('a form that a page posts is handed over with its boundary and its length, and its redirect comes back', async () => {
  const { emulator, credentials } = await account();
  const redirect = 'https://app.example/#/done';
  const signed = await presignPost({
    credentials,
    endpoint,
    bucket: 'forms',
    key: 'in/${filename}',
    fields: { success_action_redirect: redirect },
    expiresSeconds: 60,
    instant: now,
  });
  expect(signed.url).toBe('https://app.example/s3/forms');
  const body = new FormData();
  for (const [name, value] of Object.entries(signed.fields)) body.append(name, value);
  body.append('file', new File(['hello'], 'a.txt', { type: 'text/plain' }));
  const { response, decision } = await emulator.answer(
    await s3Request(new Request(signed.url, { method: 'POST', body })),
  );
  expect(decision.outcome).toEqual({ status: 303 });
  const answer = await webResponse(response);
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toMatch(
    /^https:\/\/app\.example\/\?bucket=forms&key=in%2Fa\.txt&etag=%22\w+%22#\/done$/,
  );
});
