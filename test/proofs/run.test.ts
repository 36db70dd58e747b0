import { describe, expect, test } from 'vitest';

import { runRow } from '#proofs/run.ts';

import { proofOf, question } from './questions.ts';

describe('a row', () => {
  test('is told step by step', async () => {
    const { holds, timeline, requests, milliseconds } = await runRow(question('leaked-key'), 'deactivate+second-key');
    expect(holds).toBe(true);
    expect(timeline.map(({ phase, text, status }) => [phase, text, status?.text])).toEqual([
      ['given', 'Bucket `reports`', undefined],
      ['given', 'User `app`, allowed `s3:GetObject`', undefined],
      ['given', 'The account puts `q3.pdf`, 2 B', undefined],
      ['given', 'Set `expires` to `24h`', undefined],
      ['given', 'Sign `GetObject` for `q3.pdf`, good for 24 h', 'signed'],
      ['given', 'Use the link `leaked`', '200'],
      ['do', 'Create another access key for `app`, who signs with it from now on', undefined],
      ['do', 'Deactivate the oldest active access key of `app`', undefined],
      ['then', 'Move the clock forward 10 min', '09:00 → 09:10'],
      ['then', 'Use the link `leaked`', '403 InvalidAccessKeyId'],
      ['then', 'Sign `GetObject` for `q3.pdf`, good for 24 h', 'signed'],
      ['then', 'Use the link `fresh`', '200'],
    ]);
    expect(requests).toBe(5);
    expect(milliseconds).toBeGreaterThan(0);
  });

  test('that fails ends at the step and says what was expected', async () => {
    const { holds, ended, timeline } = await runRow(question('signed-content-type'), 'stored');
    expect(holds).toBe(false);
    expect(ended).toMatchObject({ phase: 'then', path: ['proof', 'then', 0], isCompared: true });
    expect(timeline.at(-1)).toMatchObject({
      text: '`PUT` `jpg` to the link with `content-type: image/jpeg`',
      status: { text: '403 SignatureDoesNotMatch', tone: 'bad' },
      expected: '200',
    });
  });

  test('keeps the decision of each request, and how the deciding check is known', async () => {
    const { timeline } = await runRow(question('signed-content-type'), 'mismatch');
    const last = timeline.at(-1);
    expect(last?.decision?.checks.find(({ state }) => state === 'failed')?.id).toBe('signature');
    expect(last?.known).toBe('recorded');
  });

  test('can be the control', async () => {
    const { holds, timeline } = await runRow(question('leaked-key'), 'control');
    expect(holds).toBe(false);
    expect(timeline.filter(({ phase }) => phase === 'do')).toEqual([]);
  });

  test('that does not exist is a broken promise of the caller', async () => {
    await expect(runRow(question('leaked-key'), 'nothing')).rejects.toThrow(RangeError);
  });

  test('takes less than 100 ms once everything is loaded', async () => {
    const times: number[] = [];
    // The best of a few, since other programs run beside a test.
    for (let run = 0; run < 6; run += 1)
      times.push((await runRow(question('signed-content-type'), 'mismatch')).milliseconds);
    expect(Math.min(...times)).toBeLessThan(100);
  });

  test('has no secret key in its texts', async () => {
    const subject = proofOf(`
type: reveal
proof:
  given:
    - bucket: reports
    - role: { name: reader, allow: [s3:GetObject] }
    - object: { key: a, body: a }
    - assume: { role: reader, save: session }
    - call: { operation: GetObject, key: a, as: $session, save: got }
  then: [{ call: { operation: GetObject, key: a, as: $session } }]
`);
    const { holds, timeline } = await runRow(subject, 'proof');
    expect(holds).toBe(true);
    expect(timeline.map(({ text }) => text).join()).not.toMatch(/[A-Za-z0-9/+]{40}/);
  });
});

describe('a run', () => {
  test('that is cancelled ends between two steps', async () => {
    const controller = new AbortController();
    const run = runRow(question('leaked-key'), 'control', { signal: controller.signal });
    controller.abort(new Error('left the screen'));
    await expect(run).rejects.toThrow('left the screen');
  });

  for (const [what, steps, words] of [
    ['more than 1,000 requests', '[{ parts: { upload: $up, object: 1001 B, size: 1 B } }]', '1001 parts'],
    ['more than 64 MiB into memory', '[{ call: { operation: GetObject, key: big } }]', '67108864 bytes'],
  ] as const) {
    test(`does not send or read ${what}`, async () => {
      const subject = proofOf(`
type: reveal
proof:
  given:
    - bucket: scans
    - user: { name: app, allow: [s3:PutObject, s3:GetObject] }
    - object: { key: big, body: { size: 1 GiB, fill: a } }
    - call: { operation: CreateMultipartUpload, key: a.bin, save: up }
  then: ${steps}
`);
      const { holds, ended } = await runRow(subject, 'proof');
      expect(holds).toBe(false);
      expect(ended).toMatchObject({ isCompared: false, actual: expect.stringContaining(words) as string });
    });
  }
});
