import { expect, test } from 'vitest';

import { checkSentence, checkTitle } from '#s3/decision/check-texts.ts';
import { checkIds, type CheckEvidence, type CheckState } from '#s3/decision/decision.ts';

const evidence: readonly CheckEvidence[] = [
  { kind: 'none' },
  { kind: 'note', text: 'a note' },
  { kind: 'compared', what: 'account', expected: 'a', actual: 'b' },
  { kind: 'time', now: '2026-03-01T09:00:00.000Z', limit: '2026-03-01T09:15:00.000Z' },
  { kind: 'signature', expected: { canonicalRequest: 'GET', stringToSign: 'AWS4' } },
  { kind: 'statement', source: 'bucket policy', statement: {}, effect: 'Deny' },
  { kind: 'too small', what: 'part 1', bytes: 4, minimum: 5_242_880 },
];

test('every check has a title of its own', () => {
  expect(new Set(checkIds.map(checkTitle)).size).toBe(checkIds.length);
});

test('every check has a sentence for every state and evidence', () => {
  for (const id of checkIds) {
    for (const state of ['passed', 'failed', 'not reached'] satisfies CheckState[]) {
      for (const seen of evidence) {
        const sentence = checkSentence({ id, state, evidence: seen });
        expect(sentence).toMatch(/^\S.*[^.\s]$/);
        expect(sentence).not.toMatch(/undefined|NaN|\[object/);
      }
    }
  }
});

const rows: readonly [
  id: Parameters<typeof checkTitle>[0],
  state: CheckState,
  evidence: CheckEvidence,
  sentence: string,
][] = [
  [
    'expiry',
    'passed',
    { kind: 'time', now: '2026-03-01T09:00:00.000Z', limit: '2026-03-01T09:10:00.000Z' },
    'the URL has not expired: 10 min left',
  ],
  [
    'expiry',
    'failed',
    { kind: 'time', now: '2026-03-01T09:01:00.000Z', limit: '2026-03-01T09:00:00.000Z' },
    'the URL has expired 1 min ago',
  ],
  [
    'access-key',
    'passed',
    { kind: 'note', text: 'arn:aws:iam::111122223333:user/app' },
    'the key belongs to arn:aws:iam::111122223333:user/app',
  ],
  ['access-key', 'failed', { kind: 'note', text: 'unknown' }, 'the key is unknown'],
  [
    'headers-signed',
    'failed',
    { kind: 'compared', what: 'unsigned headers', expected: '', actual: 'x-amz-acl' },
    'x-amz-acl arrived without being signed',
  ],
  [
    'region',
    'failed',
    { kind: 'compared', what: 'Region', expected: 'us-east-1', actual: 'eu-west-1' },
    "the credential names another Region than the bucket's: Region is eu-west-1, expected was us-east-1",
  ],
  [
    'bucket-policy',
    'failed',
    { kind: 'statement', source: 'bucket policy', statement: {}, effect: 'Deny' },
    'a statement denies it (bucket policy)',
  ],
  [
    'part-size',
    'failed',
    { kind: 'too small', what: 'part 1', bytes: 4, minimum: 5_242_880 },
    'part 1 has 4 B, the least is 5 MiB',
  ],
  [
    'object',
    'failed',
    { kind: 'note', text: 'its bytes are archived as GLACIER' },
    'there is no object to give: its bytes are archived as GLACIER',
  ],
  [
    'mechanism',
    'passed',
    { kind: 'note', text: 'query' },
    'how the request is signed: in the query of a pre-signed URL',
  ],
];

for (const [id, state, seen, sentence] of rows) {
  test(`${id} ${state} reads "${sentence}"`, () => expect(checkSentence({ id, state, evidence: seen })).toBe(sentence));
}
