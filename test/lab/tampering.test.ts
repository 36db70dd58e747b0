import fc from 'fast-check';
import { expect, test } from 'vitest';

import { utf8 } from '#base/bytes.ts';
import { presign } from '#client/presign.ts';
import { rawUrl } from '#client/transport.ts';
import { tamperedRequest, tamperingNotes, untampered, type Tampering } from '#lab/tampering.ts';
import { parseQuery, queryValue } from '#sigv4/query.ts';

const reading = { basePath: '/s3', addressing: 'path' } as const;
const signed = await presign({
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  endpoint: { url: 'http://localhost:4500/s3', region: 'us-east-1', addressing: 'path' },
  operation: 'PutObject',
  bucket: 'b',
  key: 'a b/+.txt',
  input: { ContentType: 'text/plain' },
  sign: ['content-type'],
  expiresSeconds: 900,
  instant: new Date('2026-11-21T12:00:00Z'),
});
const tampered = (tampering: Tampering) => tamperedRequest(signed, tampering, { ...reading, body: 'x' });

test('without tampering the request is the one that was signed', () => {
  expect(tampered(untampered)).toEqual({
    method: 'PUT',
    url: signed.url,
    headers: [['content-type', 'text/plain']],
    body: utf8('x'),
  });
  expect(tamperingNotes(signed, untampered)).toEqual([]);
});

test('each change reaches the request, and is noted', () => {
  const cases: readonly (readonly [Tampering, string])[] = [
    [{ method: 'GET' }, 'GET with this PUT URL'],
    [{ expires: '604800' }, 'X-Amz-Expires changed'],
    [{ key: 'other' }, 'key changed'],
    [{ parameter: 'utm_source=a mail' }, 'utm_source added to the URL'],
    [{ signedHeaders: { 'content-type': 'text/html' } }, 'content-type changed'],
    [{ signedHeaders: { 'content-type': '' } }, 'content-type left out'],
    [{ header: 'X-Amz-Acl: private' }, 'x-amz-acl header added'],
  ];
  for (const [tampering, note] of cases) {
    expect(tamperingNotes(signed, tampering)).toEqual([note]);
    expect(tampered(tampering)).not.toEqual(tampered(untampered));
  }
  expect(tampered({ method: 'GET' }).body).toBeUndefined();
  expect(queryValue(parseQuery(rawUrl(tampered({ expires: '60' }).url).rawQuery), 'X-Amz-Expires')).toBe('60');
  expect(rawUrl(tampered({ parameter: 'q=a mail' }).url).rawQuery).toMatch(/&q=a%20mail$/);
  expect(tampered({ signedHeaders: { 'content-type': '' }, header: 'x-a: b' }).headers).toEqual([['x-a', 'b']]);
});

test('what is not finished yet changes nothing', () => {
  for (const tampering of [{ parameter: ' ' }, { header: 'x-amz-acl' }, { header: 'x y: z' }])
    expect(tampered(tampering)).toEqual(tampered(untampered));
});

test('another key takes the place of the key and of nothing else', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (key) => {
      const { rawPath, rawQuery, authority } = rawUrl(tampered({ key }).url);
      expect(decodeURIComponent(rawPath)).toBe(`/s3/b/${key}`);
      expect(rawQuery).toBe(rawUrl(signed.url).rawQuery);
      expect(authority).toBe('localhost:4500');
    }),
  );
});
