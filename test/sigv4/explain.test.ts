import { describe, expect, test } from 'vitest';

import { likelyCauses } from '#sigv4/explain.ts';
import type { Cause, ClaimedRequest, Suspicions } from '#sigv4/cause.ts';
import type { Header } from '#sigv4/headers.ts';
import { presign, type PresignInputs } from '#sigv4/presign.ts';
import { parseQuery } from '#sigv4/query.ts';
import { queryClaims } from '#sigv4/query-claims.ts';
import { SigningKeys } from '#sigv4/signing-key.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';

import { example } from './vectors.ts';

const inputs: PresignInputs = {
  method: 'GET',
  url: 'http://localhost:9000/reports/2026/q3%20a%2Bb.pdf?x-id=GetObject',
  credentials: { ...example, sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//token+with/slashes==' },
  region: 'us-east-1',
  instant: new Date('2026-11-21T12:00:00Z'),
  expiresSeconds: 900,
};

interface Sent {
  readonly method?: string;
  readonly url: string;
  readonly headers?: readonly Header[];
}

function arrivedOf({ method = 'GET', url, headers = [] }: Sent): ClaimedRequest {
  const [, host = '', rawPath = '', rawQuery = ''] = /^https?:\/\/([^/]+)([^?]*)\?(.*)$/.exec(url) ?? [];
  const query = parseQuery(rawQuery);
  const read = queryClaims(query);
  if (!read.ok) throw new Error(read.fault.kind);
  return { request: { method, rawPath, query, headers: [['Host', host], ...headers] }, claims: read.claims };
}

function causesOf(sent: Sent, suspicions?: Suspicions, secret: string = example.secretAccessKey): readonly Cause[] {
  const keys = new SigningKeys();
  const matches = ({ request, claims }: ClaimedRequest) =>
    signingSteps(request, claims, secret, keys).signature === claims.signature;
  return likelyCauses(arrivedOf(sent), matches, suspicions);
}

const url = presign(inputs);

describe('what happened between signing and sending is found', () => {
  const cases: readonly (readonly [name: string, sent: Sent, causes: readonly Cause[], suspicions?: Suspicions])[] = [
    ['another method', { url, method: 'PUT' }, [{ kind: 'method', method: 'GET' }]],
    ['HEAD for GET', { url, method: 'HEAD' }, [{ kind: 'method', method: 'GET' }]],
    ['an added parameter', { url: `${url}&v=2` }, [{ kind: 'extra-parameter', names: ['v'] }]],
    [
      'two added parameters',
      { url: `${url}&utm_source=a&utm_medium=b` },
      [{ kind: 'extra-parameter', names: ['utm_source', 'utm_medium'] }],
    ],
    [
      'a parameter cut away',
      { url: url.replace('&x-id=GetObject', '') },
      [{ kind: 'missing-parameter', name: 'x-id', value: 'GetObject' }],
    ],
    [
      'a token with its plus unencoded',
      { url: url.replace('token%2Bwith', 'token+with') },
      [{ kind: 'plus-as-space', name: 'X-Amz-Security-Token' }],
    ],
    [
      'another name of the host',
      { url: url.replace('localhost', '127.0.0.1') },
      [{ kind: 'host', host: 'localhost:9000' }],
      { hosts: ['localhost:9000', '127.0.0.1:9000'] },
    ],
    [
      'a plus for a space in the path',
      { url: presign({ ...inputs, url: 'http://h/b/a%20b' }).replace('a%20b', 'a+b') },
      [{ kind: 'path', rawPath: '/b/a%20b' }],
    ],
    [
      'a path encoded once more on its way',
      { url: url.replace('q3%20a%2Bb', 'q3%2520a%252Bb') },
      [{ kind: 'path', rawPath: '/reports/2026/q3%20a%2Bb.pdf' }],
    ],
    [
      'a base path that a proxy took away',
      { url: presign({ ...inputs, url: 'http://h/s3/b/k' }).replace('/s3/', '/') },
      [{ kind: 'path', rawPath: '/s3/b/k' }],
      { basePaths: ['/s3'] },
    ],
    [
      'a base path that a proxy added',
      { url: presign({ ...inputs, url: 'http://h/b/k' }).replace('/b/', '/s3/b/') },
      [{ kind: 'path', rawPath: '/b/k' }],
      { basePaths: ['/s3'] },
    ],
    [
      'the bucket moved from the host into the path',
      {
        url: presign({ ...inputs, url: 'https://b.s3.us-east-1.amazonaws.com/k' }).replace(
          'b.s3.us-east-1.amazonaws.com/k',
          's3.us-east-1.amazonaws.com/b/k',
        ),
      },
      [{ kind: 'addressing', host: 'b.s3.us-east-1.amazonaws.com', rawPath: '/k' }],
    ],
    [
      'the bucket moved from the path into the host',
      {
        url: presign({ ...inputs, url: 'https://s3.us-east-1.amazonaws.com/b/k' }).replace(
          's3.us-east-1.amazonaws.com/b/k',
          'b.s3.us-east-1.amazonaws.com/k',
        ),
      },
      [{ kind: 'addressing', host: 's3.us-east-1.amazonaws.com', rawPath: '/b/k' }],
    ],
    [
      'the endpoint of a Region for the global one',
      {
        url: presign({ ...inputs, url: 'https://b.s3.amazonaws.com/k' }).replace('.s3.', '.s3.us-east-1.'),
      },
      [{ kind: 'host', host: 'b.s3.amazonaws.com' }],
    ],
    [
      'an expiry raised by hand',
      { url: url.replace('Expires=900', 'Expires=3600') },
      [{ kind: 'expires', expiresSeconds: 900 }],
    ],
  ];
  for (const [name, sent, causes, suspicions] of cases) {
    test(name, () => expect(causesOf(sent, suspicions)).toEqual(causes));
  }
});

describe('headers', () => {
  const upload = presign({ ...inputs, method: 'PUT', headers: [['content-type', 'application/octet-stream']] });
  const custom = presign({ ...inputs, method: 'PUT', headers: [['x-amz-meta-owner', 'alice']] });

  test('a usual content type that was signed is found', () => {
    const sent = { url: upload, method: 'PUT', headers: [['Content-Type', 'text/plain']] as const };
    expect(causesOf(sent)).toEqual([{ kind: 'header-value', name: 'content-type', value: 'application/octet-stream' }]);
  });

  test('a signed value that the caller suspects is found', () => {
    const sent = { url: custom, method: 'PUT', headers: [['X-Amz-Meta-Owner', 'bob']] as const };
    expect(causesOf(sent, { headerValues: [['X-Amz-Meta-Owner', 'alice']] })).toEqual([
      { kind: 'header-value', name: 'x-amz-meta-owner', value: 'alice' },
    ]);
  });

  test('a signed header that did not arrive is named though its value is not known', () => {
    expect(causesOf({ url: custom, method: 'PUT' })).toEqual([{ kind: 'header-missing', name: 'x-amz-meta-owner' }]);
  });
});

test('two changes at once are found together', () => {
  const causes = causesOf({ url: `${url}&v=2`, method: 'PUT' });
  expect(causes).toContainEqual({ kind: 'method', method: 'GET' });
  expect(causes).toContainEqual({ kind: 'extra-parameter', names: ['v'] });
  expect(causes).toHaveLength(2);
});

test('another secret leaves no cause to name', () => {
  expect(causesOf({ url }, {}, 'another-secret')).toEqual([]);
});

test('a request with very many parameters is explained in bounded time', () => {
  const many = Array.from({ length: 500 }, (_, at) => `&p${at}=${at}`).join('');
  let tried = 0;
  const causes = likelyCauses(arrivedOf({ url: url + many }), () => {
    tried += 1;
    return false;
  });
  expect(causes).toEqual([]);
  expect(tried).toBeLessThan(5000);
});
