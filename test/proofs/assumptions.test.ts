import { describe, expect, test } from 'vitest';

import { assumptionIn, restsOnPlace } from '#proofs/assumptions.ts';
import { expectation } from '#proofs/expectation.ts';
import type { Check, Decision } from '#s3/decision/decision.ts';

const decision = (check: Partial<Check>, alsoFailing: Decision['alsoFailing'] = []): Decision =>
  ({
    checks: [
      { id: 'expiry', state: 'failed', known: 'recorded', place: 'recorded', evidence: { kind: 'none' }, ...check },
    ],
    alsoFailing,
  }) as unknown as Decision;
const expecting = (value: unknown) => expectation.read(value);

describe('an outcome rests on an assumption', () => {
  test('where the answer of the check is assumed', () => {
    expect(assumptionIn(decision({ known: 'assumed' }), expecting('refused'))).toContain('`expiry` fails is assumed');
  });

  test('where the place of the check is assumed, another would have failed too, and one answer is named', () => {
    const resting = decision({ place: 'assumed' }, ['signature']);
    expect(restsOnPlace(resting)).toBe(true);
    expect(assumptionIn(resting, expecting('403 AccessDenied'))).toContain('before `signature` is assumed');
  });
});

describe('an outcome rests on none', () => {
  test('where no other check would have failed', () => {
    expect(assumptionIn(decision({ place: 'assumed' }), expecting('403 AccessDenied'))).toBeUndefined();
  });

  for (const broad of ['refused', 'ok', 200]) {
    test(`where ${broad} is expected, whatever the order`, () => {
      expect(assumptionIn(decision({ place: 'assumed' }, ['signature']), expecting(broad))).toBeUndefined();
    });
  }

  test('where no check failed, or nothing was expected', () => {
    expect(assumptionIn(decision({ state: 'passed', known: 'assumed' }), expecting(200))).toBeUndefined();
    expect(assumptionIn(decision({ known: 'assumed' }), undefined)).toBeUndefined();
  });
});
