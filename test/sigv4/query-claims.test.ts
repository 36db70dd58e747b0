import { describe, expect, test } from 'vitest';

import type { ClaimsFault } from '#sigv4/claims.ts';
import { parseQuery, type QueryParameter } from '#sigv4/query.ts';
import { queryClaims } from '#sigv4/query-claims.ts';

import { vectors } from './vectors.ts';

const good = parseQuery(`${vectors[1]?.rawQuery}&X-Amz-Signature=${vectors[1]?.signature}`);

function withValue(name: string, value: string | undefined): QueryParameter[] {
  const others = good.filter(([other]) => other !== name);
  return value === undefined ? others : [...others, [name, value]];
}

test('a presigned URL says who signed what, when and for how long', () => {
  expect(queryClaims(good)).toEqual({
    ok: true,
    claims: {
      carrier: 'query',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      scope: { date: '20261121', region: 'eu-west-1', service: 's3' },
      amzDate: '20261121T120000Z',
      instant: new Date('2026-11-21T12:00:00Z'),
      expiresSeconds: 900,
      signedHeaders: ['host'],
      signature: '21b22b0dd7486175ac441406ee9d55202d819b45ec97032238676a771f90c15d',
      securityToken: 'IQoJb3JpZ2luX2VjEXAMPLE//token+with/slashes==',
      payloadHash: 'UNSIGNED-PAYLOAD',
    },
  });
});

test('a URL of permanent credentials has no token', () => {
  const result = queryClaims(withValue('X-Amz-Security-Token', undefined));
  expect(result.ok && 'securityToken' in result.claims).toBe(false);
});

for (const name of ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires']) {
  test(`a URL without X-Amz-${name} says so`, () => {
    expect(queryClaims(withValue(`X-Amz-${name}`, undefined))).toEqual({
      ok: false,
      fault: { kind: 'missing-parameters', missing: [`X-Amz-${name}`] },
    });
  });
}

describe('what is at fault is named with the text that arrived', () => {
  const credential = 'AKIAIOSFODNN7EXAMPLE/20261121/eu-west-1/s3/aws4_request';
  const cases: readonly (readonly [name: string, value: string, fault: ClaimsFault])[] = [
    ['Algorithm', 'AWS4-HMAC-SHA1', { kind: 'algorithm', value: 'AWS4-HMAC-SHA1' }],
    ['Credential', 'AKIAIOSFODNN7EXAMPLE', { kind: 'credential-malformed', value: 'AKIAIOSFODNN7EXAMPLE' }],
    ['Credential', `${credential}/x`, { kind: 'credential-malformed', value: `${credential}/x` }],
    [
      'Credential',
      credential.replaceAll('/', '%2F'),
      { kind: 'credential-malformed', value: credential.replaceAll('/', '%2F') },
    ],
    ['Credential', credential.replace('aws4_request', 'aws4'), { kind: 'terminal', value: 'aws4' }],
    ['Credential', credential.replace('s3', 'sqs'), { kind: 'service', value: 'sqs' }],
    ['Credential', credential.replace('20261121', '2026-11-21'), { kind: 'scope-date', value: '2026-11-21' }],
    [
      'Credential',
      credential.replace('20261121', '20261120'),
      { kind: 'date-mismatch', scopeDate: '20261120', amzDate: '20261121T120000Z' },
    ],
    ['Date', '2026-11-21T12:00:00Z', { kind: 'amz-date', value: '2026-11-21T12:00:00Z' }],
    ['Expires', '15m', { kind: 'expires-not-a-number', value: '15m' }],
    ['Expires', '', { kind: 'missing-parameters', missing: ['X-Amz-Expires'] }],
    ['Signature', '', { kind: 'missing-parameters', missing: ['X-Amz-Signature'] }],
    ['Expires', '1.5', { kind: 'expires-not-a-number', value: '1.5' }],
    ['Expires', '-5', { kind: 'expires-negative', value: '-5' }],
    ['Expires', '604801', { kind: 'expires-too-large', value: '604801' }],
    ['Expires', '99999999999999999999', { kind: 'expires-too-large', value: '99999999999999999999' }],
  ];
  for (const [name, value, fault] of cases) {
    test(`X-Amz-${name}=${value}`, () => {
      expect(queryClaims(withValue(`X-Amz-${name}`, value))).toEqual({ ok: false, fault });
    });
  }
});

for (const expires of [0, 1, 604_800]) {
  test(`an expiry of ${expires} seconds can be read`, () => {
    const result = queryClaims(withValue('X-Amz-Expires', String(expires)));
    expect(result.ok && result.claims.expiresSeconds).toBe(expires);
  });
}

test('a scope of another service is taken where it is expected', () => {
  const query = withValue('X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20261121/eu-west-1/sts/aws4_request');
  expect(queryClaims(query, ['s3', 'sts']).ok).toBe(true);
});
