import { assert, constantFrom, property, string, webUrl } from 'fast-check';
import { expect, test } from 'vitest';

import { urlComponents, type UrlComponentOptions } from '#sigv4/components.ts';
import { presign } from '#sigv4/presign.ts';

import { example } from './vectors.ts';

const url = presign({
  method: 'PUT',
  url:
    'http://127.0.0.1:9000/s3/exam-reports/2026/q3%20summary.pdf?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&x-id=UploadPart' +
    '&partNumber=3&uploadId=abc&response-content-type=text%2Fplain&x-amz-checksum-crc32=AAAAAA%3D%3D' +
    '&x-amz-sdk-checksum-algorithm=CRC32&utm_source=mail&uploads',
  credentials: { ...example, sessionToken: 'a/b+c=' },
  region: 'us-east-1',
  instant: new Date('2026-11-21T19:42:10Z'),
  expiresSeconds: 900,
});

const kinds = (address: string, options?: UrlComponentOptions) =>
  urlComponents(address, options)
    .filter(({ kind }) => kind !== 'separator')
    .map(({ kind, raw }) => [kind, raw]);

test('every parameter of a presigned URL has its kind and value', () => {
  const components = urlComponents(url, { basePath: '/s3' });
  const shown: Record<string, readonly string[]> = Object.fromEntries(
    components.filter(({ name }) => name !== undefined).map(({ kind, name = '', value }) => [name, [kind, value]]),
  );
  expect(shown).toEqual({
    'X-Amz-Algorithm': ['algorithm', 'AWS4-HMAC-SHA256'],
    'X-Amz-Content-Sha256': ['content-sha256', 'UNSIGNED-PAYLOAD'],
    'X-Amz-Credential': ['credential', 'AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/s3/aws4_request'],
    'X-Amz-Date': ['date', '20261121T194210Z'],
    'X-Amz-Expires': ['expires', '900'],
    'X-Amz-Security-Token': ['token', 'a/b+c='],
    'X-Amz-Signature': ['signature', url.slice(-64)],
    'X-Amz-SignedHeaders': ['headers', 'host'],
    partNumber: ['part-number', '3'],
    'response-content-type': ['response-override', 'text/plain'],
    uploadId: ['upload-id', 'abc'],
    uploads: ['other', ''],
    utm_source: ['other', 'mail'],
    'x-amz-checksum-crc32': ['checksum', 'AAAAAA=='],
    'x-amz-sdk-checksum-algorithm': ['checksum', 'CRC32'],
    'x-id': ['sdk-id', 'UploadPart'],
  });
});

const addresses: readonly (readonly [
  url: string,
  options: UrlComponentOptions,
  expected: readonly (readonly string[])[],
])[] = [
  [
    'http://127.0.0.1:9000/exam-reports/2026/q3%20summary.pdf',
    {},
    [
      ['endpoint', 'http://127.0.0.1:9000'],
      ['bucket', 'exam-reports'],
      ['key', '2026/q3%20summary.pdf'],
    ],
  ],
  [
    'http://localhost:4173/s3/b/k',
    { basePath: '/s3' },
    [
      ['endpoint', 'http://localhost:4173'],
      ['endpoint', '/s3'],
      ['bucket', 'b'],
      ['key', 'k'],
    ].slice(2),
  ],
  [
    'https://b.s3.us-east-1.amazonaws.com/a/b',
    {},
    [
      ['endpoint', 'https://'],
      ['bucket', 'b'],
      ['endpoint', '.s3.us-east-1.amazonaws.com'],
      ['key', 'a/b'],
    ],
  ],
  [
    'https://my.dotted.bucket.s3.amazonaws.com/k',
    {},
    [
      ['endpoint', 'https://'],
      ['bucket', 'my.dotted.bucket'],
      ['endpoint', '.s3.amazonaws.com'],
      ['key', 'k'],
    ],
  ],
  [
    'https://s3.us-east-1.amazonaws.com/b/k',
    {},
    [
      ['endpoint', 'https://s3.us-east-1.amazonaws.com'],
      ['bucket', 'b'],
      ['key', 'k'],
    ],
  ],
  [
    'https://b.storage.example/k',
    { addressing: 'virtual' },
    [
      ['endpoint', 'https://'],
      ['bucket', 'b'],
      ['endpoint', '.storage.example'],
      ['key', 'k'],
    ],
  ],
  [
    'https://b.s3.amazonaws.com/k',
    { addressing: 'path' },
    [
      ['endpoint', 'https://b.s3.amazonaws.com'],
      ['bucket', 'k'],
    ],
  ],
  [
    'https://h/b',
    {},
    [
      ['endpoint', 'https://h'],
      ['bucket', 'b'],
    ],
  ],
  [
    'https://h/b//k/',
    {},
    [
      ['endpoint', 'https://h'],
      ['bucket', 'b'],
      ['key', '/k/'],
    ],
  ],
  ['https://h', {}, [['endpoint', 'https://h']]],
];
for (const [address, options, expected] of addresses) {
  test(`the address ${address} ${JSON.stringify(options)}`, () => {
    const shown = kinds(address, options);
    expect(options.basePath ? shown.slice(1) : shown).toEqual(expected);
  });
}

test('a base path belongs to the endpoint', () => {
  expect(kinds('http://localhost:4173/s3/b/k', { basePath: '/s3' })[0]).toEqual([
    'endpoint',
    'http://localhost:4173/s3',
  ]);
  expect(kinds('http://localhost:4173/s3x/k', { basePath: '/s3' })).toContainEqual(['bucket', 's3x']);
});

test('a key is shown decoded, and a broken one does no harm', () => {
  const key = (address: string) => urlComponents(address).find(({ kind }) => kind === 'key')?.value;
  expect(key('https://h/b/caf%C3%A9%20a+b')).toBe('café a+b');
  expect(key('https://h/b/100%/x')).toBe('100%/x');
});

test('every character of a text belongs to exactly one component', () => {
  const options = constantFrom<UrlComponentOptions>(
    {},
    { basePath: '/s3' },
    { addressing: 'virtual' },
    { addressing: 'path' },
  );
  const joined = (text: string, of: UrlComponentOptions) =>
    urlComponents(text, of)
      .map(({ raw }) => raw)
      .join('');
  assert(
    property(
      webUrl({ withQueryParameters: true, withFragments: true }),
      options,
      (text, of) => void expect(joined(text, of)).toBe(text),
    ),
  );
  assert(property(string({ unit: 'binary' }), options, (text, of) => void expect(joined(text, of)).toBe(text)));
  const urlish = string({ unit: constantFrom(...'ab:/?#&=%+. \n'), maxLength: 30 });
  assert(
    property(urlish, options, (text, of) => void expect(joined(text, of)).toBe(text)),
    { numRuns: 2000 },
  );
  expect(joined(url, {})).toBe(url);
});

test('a hostile host is shown at once', () => {
  const start = performance.now();
  expect(urlComponents(`https://${'.s3-a.'.repeat(100_000)}/k`)).toHaveLength(3);
  expect(performance.now() - start).toBeLessThan(1000);
});
