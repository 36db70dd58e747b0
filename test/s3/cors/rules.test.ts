import { expect, test } from 'vitest';

import { corsHeaders, corsQuestion, matchingRule } from '#s3/cors/rules.ts';
import type { CorsRule } from '#s3/records.ts';
import type { Header } from '#sigv4/headers.ts';

const rule: CorsRule = {
  allowedOrigins: ['https://localhost:4200'],
  allowedMethods: ['GET', 'PUT'],
  allowedHeaders: ['x-amz-expected-bucket-owner', 'x-AMZ-server-SIDE-encryption', 'x-app-*'],
  exposeHeaders: ['ETag', 'x-amz-request-id'],
  maxAgeSeconds: 3000,
};

function matched(rules: readonly CorsRule[], headers: readonly Header[], method = 'GET'): CorsRule | undefined {
  const question = corsQuestion(headers, method);
  return question && matchingRule(rules, question);
}

test('a request without Origin asks nothing', () => {
  expect(corsQuestion([['Referer', 'https://localhost:4200']], 'GET')).toBeUndefined();
});

const rows: readonly [name: string, headers: readonly Header[], method: string, isMatch: boolean][] = [
  ['the origin and a method of the rule', [['Origin', 'https://localhost:4200']], 'PUT', true],
  ['another scheme', [['Origin', 'http://localhost:4200']], 'GET', false],
  ['another method', [['Origin', 'https://localhost:4200']], 'DELETE', false],
  [
    'a real GET that names another method',
    [
      ['Origin', 'https://localhost:4200'],
      ['Access-Control-Request-Method', 'DELETE'],
    ],
    'GET',
    false,
  ],
  [
    'a header in other letters',
    [
      ['Origin', 'https://localhost:4200'],
      ['Access-Control-Request-Headers', 'X-Amz-Expected-Bucket-Owner, x-amz-server-side-encryption'],
    ],
    'GET',
    true,
  ],
  [
    'a header of a family',
    [
      ['Origin', 'https://localhost:4200'],
      ['Access-Control-Request-Headers', 'x-app-one'],
    ],
    'GET',
    true,
  ],
  [
    'a header not in the rule',
    [
      ['Origin', 'https://localhost:4200'],
      ['Access-Control-Request-Headers', 'x-amz-request-payer'],
    ],
    'GET',
    false,
  ],
];

for (const [name, headers, method, isMatch] of rows) {
  test(`a rule ${isMatch ? 'allows' : 'does not allow'} ${name}`, () => {
    expect(matched([rule], headers, method) !== undefined).toBe(isMatch);
  });
}

test('an origin may have one star inside, and is repeated in the answer', () => {
  const wild = { ...rule, allowedOrigins: ['http://*.origin.com'] };
  const question = { origin: 'http://test.origin.com', method: 'GET', headers: [] };
  expect(matchingRule([wild], question)).toBe(wild);
  expect(corsHeaders(wild, question)).toEqual([
    ['Access-Control-Allow-Origin', 'http://test.origin.com'],
    ['Access-Control-Allow-Methods', 'GET, PUT'],
    ['Access-Control-Expose-Headers', 'ETag, x-amz-request-id'],
    ['Access-Control-Max-Age', '3000'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'],
  ]);
});

test('a star as origin is answered as a star, without credentials', () => {
  const open: CorsRule = { allowedOrigins: ['*'], allowedMethods: ['GET'], allowedHeaders: [], exposeHeaders: [] };
  expect(corsHeaders(open, { origin: 'http://random:1234', method: 'GET', headers: [] })).toEqual([
    ['Access-Control-Allow-Origin', '*'],
    ['Access-Control-Allow-Methods', 'GET'],
    ['Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'],
  ]);
});

test('the first rule that fits decides', () => {
  const second = { ...rule, allowedMethods: ['DELETE'] };
  expect(matched([rule, second], [['Origin', 'https://localhost:4200']], 'DELETE')).toBe(second);
});
