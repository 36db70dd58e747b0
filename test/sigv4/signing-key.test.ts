import { expect, test } from 'vitest';

import { hex } from '#base/bytes.ts';
import { signingKey, SigningKeys } from '#sigv4/signing-key.ts';
import { sameSignature, signature } from '#sigv4/signature.ts';
import { stringToSign } from '#sigv4/string-to-sign.ts';

import { example, vectors } from './vectors.ts';

const scope = { date: '20130524', region: 'us-east-1', service: 's3' };

test("the signing key of Amazon's published example", () => {
  expect(hex(signingKey(example.secretAccessKey, scope))).toBe(
    'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378',
  );
});

test("the string to sign and signature of Amazon's published example", () => {
  const canonicalRequest = vectors[0]?.canonicalRequest ?? '';
  const text = stringToSign({ amzDate: '20130524T000000Z', scope, canonicalRequest });
  expect(text).toBe(
    'AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n' +
      '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04',
  );
  expect(signature(signingKey(example.secretAccessKey, scope), text)).toBe(vectors[0]?.signature);
});

test('a remembered key is that of its secret and scope', () => {
  const keys = new SigningKeys(3);
  const wanted = ['a', 'b', 'c', 'd', 'a'].flatMap((secret) =>
    ['us-east-1', 'eu-west-1'].map((region) => [secret, { ...scope, region }] as const),
  );
  for (const [secret, of] of [...wanted, ...wanted]) expect(keys.of(secret, of)).toEqual(signingKey(secret, of));
});

test('a key used often stays remembered while others come and go', () => {
  const keys = new SigningKeys(2);
  const first = keys.of('often', scope);
  for (const secret of ['x', 'y', 'z']) {
    keys.of(secret, scope);
    expect(keys.of('often', scope)).toBe(first);
  }
});

test('signatures are the same only if every character is', () => {
  expect(sameSignature('abc', 'abc')).toBe(true);
  for (const other of ['', 'ab', 'abcd', 'abd', 'xbc', 'ABC']) expect(sameSignature('abc', other)).toBe(false);
  expect(sameSignature('', 'abc')).toBe(false);
});
