import { describe, expect, test } from 'vitest';

import type { ClaimsFault } from '#sigv4/claims.ts';
import { headerClaims } from '#sigv4/header-claims.ts';
import type { Header } from '#sigv4/headers.ts';

const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const signature = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const parts = [
  `Credential=${credential}`,
  'SignedHeaders=host;x-amz-content-sha256;x-amz-date',
  `Signature=${signature}`,
];

function request(authorization: string, others: Readonly<Record<string, string | undefined>> = {}): Header[] {
  const headers = { 'x-amz-date': '20130524T000000Z', 'x-amz-content-sha256': empty, ...others };
  return [
    ['Host', 'examplebucket.s3.amazonaws.com'],
    ['Authorization', authorization],
    ...Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined),
  ];
}

const claims = {
  carrier: 'header',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  scope: { date: '20130524', region: 'us-east-1', service: 's3' },
  amzDate: '20130524T000000Z',
  instant: new Date('2013-05-24T00:00:00Z'),
  signedHeaders: ['host', 'x-amz-content-sha256', 'x-amz-date'],
  signature,
  payloadHash: empty,
};

for (const separator of [', ', ',', ' , ', ',  ']) {
  test(`components stand apart by ${JSON.stringify(separator)}`, () => {
    expect(headerClaims(request(`AWS4-HMAC-SHA256 ${parts.join(separator)}`))).toEqual({ ok: true, claims });
  });
}

test('components stand in any order', () => {
  expect(headerClaims(request(`AWS4-HMAC-SHA256 ${parts.toReversed().join(', ')}`))).toEqual({ ok: true, claims });
});

test('a Date header stands in for x-amz-date, in either form', () => {
  for (const date of ['Fri, 24 May 2013 00:00:00 GMT', '20130524T000000Z']) {
    const headers = request(`AWS4-HMAC-SHA256 ${parts.join(', ')}`, { 'x-amz-date': undefined, date });
    expect(headerClaims(headers)).toEqual({ ok: true, claims });
  }
});

test('x-amz-date counts before Date', () => {
  const date = 'Sat, 25 May 2013 00:00:00 GMT';
  expect(headerClaims(request(`AWS4-HMAC-SHA256 ${parts.join(', ')}`, { date }))).toEqual({ ok: true, claims });
});

test('a session token comes with the claims', () => {
  const headers = request(`AWS4-HMAC-SHA256 ${parts.join(', ')}`, { 'x-amz-security-token': 'token' });
  expect(headerClaims(headers)).toEqual({ ok: true, claims: { ...claims, securityToken: 'token' } });
});

for (const payloadHash of [
  'UNSIGNED-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
]) {
  test(`${payloadHash} is a payload hash`, () => {
    const headers = request(`AWS4-HMAC-SHA256 ${parts.join(', ')}`, { 'x-amz-content-sha256': payloadHash });
    expect(headerClaims(headers)).toEqual({ ok: true, claims: { ...claims, payloadHash } });
  });
}

test('a service that hashes the body hands the hash in', () => {
  const authorization = `AWS4-HMAC-SHA256 ${parts.join(', ').replace('/s3/', '/sts/')}`;
  const headers = request(authorization, { 'x-amz-content-sha256': undefined });
  const result = headerClaims(headers, { services: ['sts'], payloadHash: empty });
  expect(result.ok && result.claims.payloadHash).toBe(empty);
});

describe('what is at fault is named', () => {
  const all = `AWS4-HMAC-SHA256 ${parts.join(', ')}`;
  const cases: readonly (readonly [string, readonly Header[], ClaimsFault])[] = [
    ['SigV2', request('AWS AKIAIOSFODNN7EXAMPLE:xyz='), { kind: 'algorithm', value: 'AWS' }],
    ['one word', request('AWS4-HMAC-SHA256'), { kind: 'authorization-spaceless', value: 'AWS4-HMAC-SHA256' }],
    [
      'a fourth component',
      request(`${all}, X=1`),
      { kind: 'authorization-malformed', value: `${parts.join(', ')}, X=1` },
    ],
    [
      'two components',
      request(`AWS4-HMAC-SHA256 ${parts.slice(1).join(', ')}`),
      { kind: 'authorization-malformed', value: parts.slice(1).join(', ') },
    ],
    [
      'a component without its =',
      request(all.replace('SignedHeaders=', 'SignedHeaders-')),
      { kind: 'authorization-component-malformed', value: (parts[1] ?? '').replace('=', '-') },
    ],
    [
      'no signature',
      request(all.replace('Signature=', 'Other=')),
      { kind: 'authorization-component-missing', component: 'Signature' },
    ],
    [
      'a component twice',
      request(`AWS4-HMAC-SHA256 ${parts[1]}, ${parts[1]}, ${parts[2]}`),
      { kind: 'authorization-component-missing', component: 'Credential' },
    ],
    [
      'another service and another end',
      request(all.replace('/s3/aws4_request', '/ec2/aws5')),
      { kind: 'service', value: 'ec2' },
    ],
    [
      'a broken credential',
      request(all.replace('/s3/', '/')),
      { kind: 'credential-malformed', value: credential.replace('/s3/', '/') },
    ],
    ['another service', request(all.replace('/s3/', '/ec2/')), { kind: 'service', value: 'ec2' }],
    ['another end', request(all.replace('aws4_request', 'aws5')), { kind: 'terminal', value: 'aws5' }],
    ['no date', request(all, { 'x-amz-date': undefined }), { kind: 'date-missing' }],
    ['a broken date', request(all, { 'x-amz-date': 'yesterday' }), { kind: 'amz-date', value: 'yesterday' }],
    [
      'an impossible Date',
      request(all, { 'x-amz-date': undefined, date: 'Fri, 99 May 2013 00:00:00 GMT' }),
      { kind: 'amz-date', value: 'Fri, 99 May 2013 00:00:00 GMT' },
    ],
    [
      'another day',
      request(all, { 'x-amz-date': '20130525T000000Z' }),
      { kind: 'date-mismatch', scopeDate: '20130524', amzDate: '20130525T000000Z' },
    ],
    ['no payload hash', request(all, { 'x-amz-content-sha256': undefined }), { kind: 'content-sha256-missing' }],
    [
      'a broken payload hash',
      request(all, { 'x-amz-content-sha256': 'abc' }),
      { kind: 'content-sha256-invalid', value: 'abc' },
    ],
    [
      'a streaming payload that does not exist',
      request(all, { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD' }),
      { kind: 'content-sha256-invalid', value: 'STREAMING-UNSIGNED-PAYLOAD' },
    ],
  ];
  for (const [name, headers, fault] of cases) {
    test(name, () => expect(headerClaims(headers)).toEqual({ ok: false, fault }));
  }
});
