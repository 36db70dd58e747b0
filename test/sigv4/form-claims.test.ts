import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';

import type { ClaimsFault } from '#sigv4/claims.ts';
import { formClaims } from '#sigv4/form-claims.ts';
import { sameSignature } from '#sigv4/signature.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const good: Readonly<Record<string, string>> = {
  'x-amz-algorithm': 'AWS4-HMAC-SHA256',
  'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request',
  'x-amz-date': '20151229T000000Z',
  'x-amz-signature': 'f'.repeat(64),
  policy: 'eyJjb25kaXRpb25zIjpbXX0=',
};
const fieldOf = (fields: Readonly<Record<string, string>>) => (name: string) =>
  Object.entries(fields).find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1];
const anyRequest = { method: 'POST', rawPath: '/', query: [], headers: [] };

test('a form says who signed its policy, and when', () => {
  expect(formClaims(fieldOf({ ...good, 'x-amz-security-token': 'token' }))).toEqual({
    ok: true,
    claims: {
      carrier: 'form',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      scope: { date: '20151229', region: 'us-east-1', service: 's3' },
      amzDate: '20151229T000000Z',
      instant: new Date('2015-12-29T00:00:00Z'),
      signedHeaders: [],
      signature: 'f'.repeat(64),
      securityToken: 'token',
      payloadHash: 'UNSIGNED-PAYLOAD',
      policy: 'eyJjb25kaXRpb25zIjpbXX0=',
    },
  });
});

describe('what is at fault is named with the text that arrived', () => {
  const cases: readonly (readonly [change: Readonly<Record<string, string>>, fault: ClaimsFault])[] = [
    [{ 'x-amz-algorithm': 'AWS4' }, { kind: 'algorithm', value: 'AWS4' }],
    [{ 'x-amz-credential': 'AKIA' }, { kind: 'credential-malformed', value: 'AKIA' }],
    [{ 'x-amz-date': 'today' }, { kind: 'amz-date', value: 'today' }],
    [
      { 'x-amz-date': '20151230T000000Z' },
      { kind: 'date-mismatch', scopeDate: '20151229', amzDate: '20151230T000000Z' },
    ],
  ];
  for (const [change, fault] of cases) {
    test(fault.kind, () => {
      expect(formClaims(fieldOf({ ...good, ...change }))).toEqual({ ok: false, fault });
    });
  }

  for (const name of Object.keys(good)) {
    test(`no ${name}`, () => {
      const { [name]: _, ...others } = good;
      const result = formClaims(fieldOf(others));
      expect(result.ok ? [] : result.fault.kind === 'missing-parameters' && result.fault.missing).toEqual([
        expect.stringMatching(new RegExp(`^${name}$`, 'i')),
      ]);
    });
  }
});

test('the signature is that of the SDK, over the text of the policy', async () => {
  const client = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey, sessionToken: 'token' },
  });
  const { fields } = await createPresignedPost(client, { Bucket: 'bucket', Key: 'a/${filename}' });
  const result = formClaims(fieldOf(fields));
  if (!result.ok) throw new Error(result.fault.kind);
  const steps = signingSteps(anyRequest, result.claims, secretAccessKey);
  expect(steps).toMatchObject({ canonicalRequest: '', stringToSign: fields['Policy'] });
  expect(sameSignature(steps.signature, result.claims.signature)).toBe(true);
  const changed = { ...result.claims, policy: `${result.claims.policy}A` };
  expect(sameSignature(signingSteps(anyRequest, changed, secretAccessKey).signature, result.claims.signature)).toBe(
    false,
  );
});
