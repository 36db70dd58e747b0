import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryStore } from '#s3/store/memory.ts';
import { bucket, fuzzedAccount, key, presignedRequest, requestOf, soundAnswer } from './fuzzed-account.ts';
import { madeUp } from './made-up.ts';

const runs = 20_000;
/** An account starts anew after so many requests, so that a deleted bucket does not end the matter. */
const requestsOfAccount = 100;

test('an error of ours is noticed here', async () => {
  const store = memoryStore();
  const { emulator, credentials } = await fuzzedAccount(store);
  store.range = () => Promise.reject(new TypeError('broken'));
  const listing = presignedRequest(credentials, { method: 'GET', target: `/${bucket}?list-type=2` });
  await expect(soundAnswer(emulator, listing)).rejects.toThrow('The emulator failed');
});

test(`${runs} made-up requests are each answered by S3's errors, never by an error of ours`, async () => {
  const { emulator } = await fuzzedAccount();
  await fc.assert(
    fc.asyncProperty(madeUp, async (parts) => {
      await soundAnswer(emulator, requestOf(parts));
    }),
    { numRuns: runs, seed: 1 },
  );
});

test(`${runs} made-up requests with a good signature reach the operations and fail by S3's errors only`, async () => {
  let account = await fuzzedAccount();
  const reached = new Map<string, number>();
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(madeUp, async (parts) => {
      if ((sent += 1) % requestsOfAccount === 0) account = await fuzzedAccount();
      const { emulator, credentials } = account;
      const { answer } = await soundAnswer(emulator, presignedRequest(credentials, parts));
      const { operation, outcome } = answer.decision;
      if (operation && outcome.status < 400) reached.set(operation, (reached.get(operation) ?? 0) + 1);
    }),
    { numRuns: runs, seed: 3 },
  );
  // Were all refused at the door, the runs would show nothing.
  for (const operation of [
    'GetObject',
    'PutObject',
    'HeadObject',
    'DeleteObject',
    'ListObjectsV2',
    'CreateMultipartUpload',
  ])
    expect(reached.get(operation), operation).toBeGreaterThan(10);
});

test(`${runs} changed characters of a presigned URL are each refused or change nothing that is signed`, async () => {
  const { emulator, credentials } = await fuzzedAccount();
  const { rawPath, rawQuery } = presignedRequest(credentials, { method: 'GET', target: `/${bucket}/${key}` });
  const target = `${rawPath}?${rawQuery}`;
  expect((await soundAnswer(emulator, requestOf({ method: 'GET', target }))).answer.response.status).toBe(200);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: target.length - 1 }),
      fc.constantFrom(...'abcXYZ019-_.~%/&=+'),
      async (index, character) => {
        const changed = target.slice(0, index) + character + target.slice(index + 1);
        fc.pre(index > 0 && changed !== target);
        const { answer } = await soundAnswer(emulator, requestOf({ method: 'GET', target: changed }));
        if (!isSame(changed, target)) expect(answer.response.status).toBeGreaterThanOrEqual(400);
      },
    ),
    { numRuns: runs, seed: 2 },
  );
});

/** Whether two targets differ in their encoding only. */
function isSame(one: string, other: string): boolean {
  const decoded = (text: string): string => decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25'));
  try {
    return decoded(one) === decoded(other);
  } catch {
    // Not decodable, so certainly another request.
    return false;
  }
}
