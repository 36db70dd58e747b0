import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, hex, utf8 } from '#base/bytes.ts';
import { chunkSignature, trailerSignature } from '#sigv4/chunk-chain.ts';
import type { SignatureClaims } from '#sigv4/claims.ts';
import type { Header } from '#sigv4/headers.ts';
import { scopeText } from '#sigv4/scope.ts';
import { signingKey } from '#sigv4/signing-key.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';
import type { S3Request } from '#s3/request.ts';
import {
  bucket,
  fuzzedAccount,
  host,
  presignedRequest,
  region,
  requestOf,
  soundAnswer,
  type FuzzedAccount,
} from './fuzzed-account.ts';

const runs = 8_000;
const firstChunk = 'c'.repeat(8192);
const content = `${firstChunk}the end`;
const crc32 = 'x-amz-checksum-crc32:';
const target = `/${bucket}/chunked`;
const amzDate = '20260301T090000Z';
const scope = { date: '20260301', region, service: 's3' };

interface Framed {
  readonly headers: readonly Header[];
  readonly frame: Uint8Array;
}

/** A body in signed chunks with a signed trailer. */
function framed({ credentials }: FuzzedAccount): Framed {
  const payloadHash = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
  const headers: readonly Header[] = [
    ['content-encoding', 'aws-chunked'],
    ['x-amz-content-sha256', payloadHash],
    ['x-amz-date', amzDate],
    ['x-amz-decoded-content-length', String(content.length)],
    ['x-amz-trailer', 'x-amz-checksum-sha256'],
  ];
  const claims: SignatureClaims = {
    carrier: 'header',
    accessKeyId: credentials.accessKeyId,
    scope,
    amzDate,
    instant: new Date('2026-03-01T09:00:00Z'),
    signedHeaders: ['host', ...headers.map(([name]) => name)].sort(),
    signature: '',
    payloadHash,
  };
  const signed = { method: 'PUT', rawPath: target, query: [], headers: [['host', host], ...headers] as const };
  const seedSignature = signingSteps(signed, claims, credentials.secretAccessKey).signature;
  const authorization = `AWS4-HMAC-SHA256 Credential=${claims.accessKeyId}/${scopeText(scope)}, SignedHeaders=${claims.signedHeaders.join(';')}, Signature=${seedSignature}`;
  const signing = { signingKey: signingKey(credentials.secretAccessKey, scope), scope, amzDate, seedSignature };
  let previous = seedSignature;
  const chunks = [firstChunk, 'the end', ''].map((text) => {
    previous = chunkSignature(signing, previous, hex(createHash('sha256').update(text).digest()));
    return `${text.length.toString(16)};chunk-signature=${previous}\r\n${text}${text === '' ? '' : '\r\n'}`;
  });
  const checksum = createHash('sha256').update(content).digest('base64');
  const trailers: readonly Header[] = [['x-amz-checksum-sha256', checksum]];
  const trailer = `x-amz-checksum-sha256:${checksum}\r\nx-amz-trailer-signature:${trailerSignature(signing, previous, trailers)}\r\n\r\n`;
  return { headers: [...headers, ['authorization', authorization]], frame: utf8(chunks.join('') + trailer) };
}

function sentFrame({ headers, frame }: Framed): S3Request {
  return requestOf({
    method: 'PUT',
    target,
    headers: [...headers, ['content-length', String(frame.length)]],
    body: frame,
  });
}

test('the chunked body is taken as it stands', async () => {
  const account = await fuzzedAccount();
  const { answer, text } = await soundAnswer(account.emulator, sentFrame(framed(account)));
  expect(answer.response.status, text).toBe(200);
  expect(await stored(account)).toBe(content);
});

test(`${runs} changes to a signed chunked body are each refused, or leave what is stored as it was sent`, async () => {
  const account = await fuzzedAccount();
  const good = framed(account);
  // Most of the frame is the first chunk's bytes; the interesting ones are at its two ends.
  const near = fc.oneof(
    fc.nat({ max: 100 }),
    fc.integer({ min: 8180, max: good.frame.length - 1 }),
    fc.nat({ max: good.frame.length - 1 }),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc.constantFrom('\r\n', '\n', ';', '0', '0\r\n\r\n', crc32, '\0', ':').map(utf8),
  );
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(near, fc.nat({ max: 3 }), bytes, async (at, removed, inserted) => {
      const { frame } = good;
      const changed = concat([frame.subarray(0, at), inserted, frame.subarray(at + removed)]);
      const { answer } = await soundAnswer(account.emulator, sentFrame({ ...good, frame: changed }));
      if (answer.response.status === 200) expect(await stored(account)).toBe(content);
      else refused += 1;
    }),
    { numRuns: runs, seed: 5 },
  );
  expect(refused).toBeGreaterThan(runs / 2);
});

async function stored({ emulator, credentials }: FuzzedAccount): Promise<string> {
  return (await soundAnswer(emulator, presignedRequest(credentials, { method: 'GET', target }))).text;
}
