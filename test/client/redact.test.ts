import fc from 'fast-check';
import { expect, test } from 'vitest';

import { utf8 } from '#base/bytes.ts';
import { seededRandom } from '#base/random.ts';
import { element, xmlDocument } from '#base/xml.ts';
import { amazonEndpoint } from '#client/endpoint.ts';
import { exchangeText, recorded, redactedDecision, type Exchange } from '#client/exchange.ts';
import { presignPost } from '#client/presign-post.ts';
import { redactedText, redaction } from '#client/redact.ts';
import type { Decision } from '#s3/decision/decision.ts';
import { createEmulator } from '#s3/emulator.ts';
import { seedDemo } from '#s3/demo.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { uriEncode } from '#sigv4/encode.ts';
import { presign } from '#sigv4/presign.ts';
import { parseQuery, queryValue } from '#sigv4/query.ts';

const instant = new Date('2026-11-21T12:00:00Z');
const spacedHex = (text: string): string =>
  Array.from(utf8(text), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
/** Long enough that it cannot stand in the text by chance. */
const secretText = fc.base64String({ minLength: 24, maxLength: 120 }).filter((text) => !/^(.)\1*$/.test(text));

test('no secret of an exchange survives in its record, however S3 repeats it', () => {
  fc.assert(
    fc.property(secretText, secretText, secretText, (token, secretAccessKey, customerKey) => {
      const url = presign({
        method: 'PUT',
        url: 'https://b.s3.us-east-1.amazonaws.com/k?partNumber=1&uploadId=x',
        credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey, sessionToken: token },
        region: 'us-east-1',
        instant,
        expiresSeconds: 900,
      });
      const signature = queryValue(parseQuery(url), 'X-Amz-Signature') ?? '';
      const canonical = `PUT\n/k\nX-Amz-Security-Token=${uriEncode(token)}`;
      const body = xmlDocument(
        element('Error', [
          element('Code', 'InvalidToken'),
          element('Token-0', token),
          element('SignatureProvided', signature),
          element('CanonicalRequest', canonical),
          element('CanonicalRequestBytes', spacedHex(canonical)),
          element('Further', `${token} ${uriEncode(uriEncode(token))} ${spacedHex(token)} ${customerKey}`),
        ]),
      );
      const exchange: Exchange = {
        request: {
          method: 'PUT',
          url,
          headers: [
            ['authorization', `AWS4-HMAC-SHA256 Credential=x, SignedHeaders=host, Signature=${signature}`],
            ['x-amz-server-side-encryption-customer-key', customerKey],
          ],
        },
        response: { status: 400, headers: [['content-type', 'application/xml']], body: utf8(body) },
        milliseconds: 1,
      };
      const text = exchangeText(recorded(exchange)) + JSON.stringify(recorded(exchange));
      for (const secret of [token, uriEncode(token), signature, spacedHex(token), customerKey, secretAccessKey])
        expect(text).not.toContain(secret);
      expect(text).toContain('ASIAIOSFODNN7EXAMPLE');
      expect(text).toContain(redaction);
    }),
    { numRuns: 100 },
  );
});

test('a decision keeps its checks and loses its token and its signature', async () => {
  const emulator = createEmulator({ store: memoryStore(), now: () => instant, random: seededRandom('redact') });
  await seedDemo(emulator, { region: 'us-east-1', pageOrigins: [], now: instant });
  const session = await emulator.control({ command: 'assume-role', role: 'report-lambda' });
  if (!session.ok || session.kind !== 'credentials') throw new Error('no session');
  const url = presign({
    method: 'GET',
    url: 'http://localhost/valet-key-demo/hello.txt',
    credentials: session.credentials as never,
    region: 'us-east-1',
    instant,
    expiresSeconds: 900,
  });
  const [rawPath = '', rawQuery = ''] = url.slice('http://localhost'.length).split('?');
  const { decision } = await emulator.answer({
    method: 'PUT',
    rawPath,
    rawQuery,
    headers: [['host', 'localhost']],
    sourceAddress: '127.0.0.1',
    secure: true,
  });
  expect(decision.outcome.code).toBe('SignatureDoesNotMatch');
  const clean = redactedDecision(decision);
  const text = JSON.stringify(clean);
  const token = session.credentials.sessionToken ?? '';
  for (const secret of [token, uriEncode(token), queryValue(parseQuery(rawQuery), 'X-Amz-Signature') ?? ''])
    expect(text).not.toContain(secret);
  expect(clean.checks.map(({ id, state }) => [id, state])).toEqual(decision.checks.map(({ id, state }) => [id, state]));
});

test('of a form nothing is told that signs it, nor the token that its policy holds', async () => {
  const token = 'FwoGZXIvYXdzEXAMPLEtoken';
  const instant = new Date('2026-03-01T09:00:00Z');
  const { fields } = await presignPost({
    credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'secretsecret', sessionToken: token },
    endpoint: amazonEndpoint('us-east-1'),
    bucket: 'b',
    key: 'k',
    expiresSeconds: 60,
    instant,
  });
  const message = `Invalid according to Policy: Policy Condition failed: ["eq", "$X-Amz-Security-Token", "${token}"]`;
  const decision = {
    requestId: '1',
    instant: instant.toISOString(),
    request: { method: 'POST', rawPath: '/b', rawQuery: '', headers: [], sourceAddress: '192.0.2.1' },
    claims: { carrier: 'form', policy: fields['Policy'], signature: fields['X-Amz-Signature'] },
    checks: [
      {
        id: 'signature',
        state: 'failed',
        evidence: { kind: 'signature', expected: { canonicalRequest: '', stringToSign: fields['Policy'] } },
      },
    ],
    outcome: { status: 403, code: 'AccessDenied', message },
  } as unknown as Decision;
  const text = JSON.stringify(redactedDecision(decision));
  for (const secret of [token, fields['Policy'] ?? '', fields['X-Amz-Signature'] ?? ''])
    expect(text).not.toContain(secret);
  expect(text).toContain('Policy Condition failed');
  expect(redactedText(`<Message>${message.replaceAll('"', '&quot;')}</Message>`, [])).not.toContain(token);
});

test('what holds no secret stays as it is', () => {
  const exchange: Exchange = {
    request: { method: 'GET', url: 'https://h.example/b/k?x-id=GetObject', headers: [['range', 'bytes=0-1']] },
    response: { status: 206, headers: [['etag', '"abc"']], body: utf8('he') },
    milliseconds: 1,
  };
  expect(recorded(exchange)).toEqual({
    method: 'GET',
    url: 'https://h.example/b/k?x-id=GetObject',
    headers: [['range', 'bytes=0-1']],
    status: 206,
    answerHeaders: [['etag', '"abc"']],
    answerText: 'he',
  });
});
