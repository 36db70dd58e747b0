import * as v from 'valibot';
import { describe, expect, test } from 'vitest';

import { utf8 } from '#base/bytes.ts';
import { expectation, isOutcome, mismatch } from '#proofs/expectation.ts';
import { answered, outcomeTone, savedAnswer, type Answered, type Outcome } from '#proofs/outcome.ts';
import type { Decision } from '#s3/decision/decision.ts';

const denied: Answered = {
  kind: 'answered',
  status: 403,
  code: 'AccessDenied',
  message: 'Request has expired',
  headers: { 'content-type': 'application/xml', etag: null },
  body: utf8('<Error>'),
  output: {},
};
const done: Answered = { kind: 'answered', status: 200, headers: { etag: '"e"' }, body: utf8('hello'), output: {} };
const unsent: Outcome = { kind: 'unsent', reason: 'No value provided' };
const blocked: Outcome = { kind: 'blocked', reason: 'the preflight was answered 403' };

describe('an outcome', () => {
  for (const [named, met, missed] of [
    [
      'ok',
      [done, { kind: 'signed' }, { ...done, status: 204 }],
      [denied, unsent, blocked, { ...done, code: 'InternalError' }],
    ],
    ['refused', [denied, { ...denied, status: 400 }], [done, unsent, blocked, { ...denied, status: 503 }]],
    ['unsent', [unsent], [done, denied, blocked, { kind: 'signed' }]],
    ['blocked', [blocked], [done, denied, unsent]],
    ['403', [denied], [done, { ...denied, status: 400 }, blocked]],
    [
      '403 AccessDenied',
      [denied],
      [
        { ...denied, code: 'SignatureDoesNotMatch' },
        { ...denied, code: undefined },
      ],
    ],
  ] as const satisfies readonly (readonly [string, readonly Outcome[], readonly Outcome[]])[]) {
    test(`${named} is met by its own and by no other`, () => {
      expect(met.map((outcome) => isOutcome(named, outcome))).toEqual(met.map(() => true));
      expect(missed.map((outcome) => isOutcome(named, outcome))).toEqual(missed.map(() => false));
    });
  }

  test('is looked at even where only more is expected', () => {
    expect(mismatch(expectation.read({ body: 'x' }), denied)).toMatchObject({
      expected: 'ok',
      actual: '403 AccessDenied',
    });
  });

  test('of the SDK that nobody expected is no comparison', () => {
    expect(mismatch(expectation.read('403 AccessDenied'), unsent)?.isCompared).toBe(false);
    expect(mismatch(expectation.read(200), blocked)?.isCompared).toBe(true);
    expect(mismatch(expectation.read('unsent'), { kind: 'signed' })?.isCompared).toBe(true);
  });

  test('has a tone', () => {
    expect([done, denied, blocked, { kind: 'signed' } as const].map(outcomeTone)).toEqual([
      'good',
      'bad',
      'bad',
      'plain',
    ]);
  });
});

for (const [expected, actual] of [
  [{ outcome: 200, headers: { ETag: 'present', 'x-none': 'absent' } }, done],
  [{ headers: { etag: 'e' }, etag: '"e"', body: 'hello' }, done],
  [{ body: { contains: 'ell', lacks: 'x' } }, done],
  [{ outcome: 'refused', message: 'Request has expired', headers: { etag: 'absent' } }, denied],
  [{ outcome: 403, message: { contains: 'expired' } }, denied],
] as const) {
  test(`${JSON.stringify(expected)} is met`, () => {
    expect(v.is(expectation.schema, expected)).toBe(true);
    expect(mismatch(expectation.read(expected), actual)).toBeUndefined();
  });
}

for (const [expected, actual, words] of [
  [{ headers: { etag: 'absent' } }, done, '`etag` `"e"`'],
  [{ headers: { 'x-none': 'present' } }, done, '`x-none` absent'],
  [{ etag: '"f"' }, done, 'ETag `"e"`'],
  [{ body: 'hell' }, done, 'body `hello`'],
  [{ body: { contains: 'x' } }, done, 'body without it'],
  [{ body: { lacks: 'ell' } }, done, 'body with it'],
  [{ outcome: 403, message: 'Access Denied' }, denied, 'message `Request has expired`'],
  [{ outcome: 403, check: 'expiry' }, denied, 'no check failed'],
] as const) {
  test(`${JSON.stringify(expected)} is not met: ${words}`, () => {
    expect(mismatch(expectation.read(expected), actual)).toMatchObject({ actual: words, isCompared: true });
  });
}

test('the check that decided is compared with that of the decision', () => {
  const checks = [{ id: 'expiry', state: 'failed' }];
  const decided: Answered = { ...denied, decision: { checks } as unknown as Decision };
  expect(mismatch(expectation.read({ outcome: 403, check: 'expiry' }), decided)).toBeUndefined();
  expect(mismatch(expectation.read({ outcome: 403, check: 'signature' }), decided)?.actual).toBe('decided by `expiry`');
});

for (const nonsense of [
  'fine',
  'accessdenied',
  '403 access denied',
  42,
  { outcome: 200, code: 'x' },
  { check: 'expires' },
]) {
  test(`${JSON.stringify(nonsense)} is no expectation`, () => {
    expect(v.is(expectation.schema, nonsense)).toBe(false);
  });
}

test('what is saved of an answer is its status, headers, body and Amazon’s names', () => {
  const headers = [
    ['Content-Type', 'application/xml'],
    ['x-amz-request-id', 'R'],
  ] as const;
  const body = utf8(
    '<InitiateMultipartUploadResult><Bucket>b</Bucket><UploadId>u</UploadId></InitiateMultipartUploadResult>',
  );
  const saved = savedAnswer(answered({ status: 200, headers, body }, {}, ['etag']));
  expect(saved).toMatchObject({ status: 200, UploadId: 'u', Bucket: 'b' });
  expect(saved['headers']).toEqual({ 'content-type': 'application/xml', 'x-amz-request-id': 'R', etag: null });
  expect(saved['body']).toContain('<UploadId>u');
});
