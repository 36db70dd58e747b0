import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';

import { collect } from '#base/byte-source.ts';
import { hex, utf8Text } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { digestableFillBytes, Fill, fillDigest } from '#base/fill.ts';

const mebibyte = 1024 * 1024;

test('a fill is its character repeated', async () => {
  expect(utf8Text(await collect(new Fill(5, 'a')))).toBe('aaaaa');
  expect(await collect(new Fill(0, 'a'))).toHaveLength(0);
});

test('a fill of more than a chunk ends where its size says', async () => {
  const bytes = await collect(new Fill(2 * mebibyte + 3, 'z'));
  expect(bytes).toHaveLength(2 * mebibyte + 3);
  expect(bytes.every((byte) => byte === 0x7a)).toBe(true);
});

test('a fill of a tebibyte is passed on without being held', async () => {
  let chunks = 0;
  for await (const chunk of new Fill(1024 ** 4, 'a')) {
    expect(chunk.length).toBe(mebibyte);
    chunks += 1;
    if (chunks === 100) break;
  }
  expect(chunks).toBe(100);
});

test('a slice of a fill is as long as the same slice of a blob', () => {
  const bound = integer({ min: 0, max: 200 });
  assert(
    property(bound, bound, bound, (size, from, to) => {
      expect(new Fill(size, 'a').slice(from, to).size).toBe(new Blob(['a'.repeat(size)]).slice(from, to).size);
    }),
  );
});

for (const [size, fill] of [
  [-1, 'a'],
  [1.5, 'a'],
  [Number.NaN, 'a'],
  [1, ''],
  [1, 'ab'],
  [1, 'é'],
] as const) {
  test(`a fill of ${size} times ${JSON.stringify(fill)} is refused`, () => {
    expect(() => new Fill(size, fill)).toThrow(RangeError);
  });
}

// The part digests of facts 3.6.
test('the MD5 of a fill of 5 MiB is the known one', async () => {
  expect(hex(await fillDigest(new Fill(5 * mebibyte, 'a'), 'md5'))).toBe('79b281060d337b9b2b84ccf390adcf74');
  expect(hex(await fillDigest(new Fill(5 * mebibyte, 'b'), 'md5'))).toBe('74843a3ab193a389bced899402d99d5f');
});

test('a remembered digest is that of its size, character and algorithm, and cannot be changed from outside', async () => {
  for (const fill of [new Fill(3, 'a'), new Fill(4, 'a'), new Fill(3, 'b')]) {
    for (const algorithm of ['md5', 'crc32'] as const) {
      const first = await fillDigest(fill, algorithm);
      expect(first).toEqual(await digestOf(algorithm, fill));
      first.fill(0);
      expect(await fillDigest(fill, algorithm)).toEqual(await digestOf(algorithm, fill));
    }
  }
});

test('a fill too large to digest says so', async () => {
  await expect(fillDigest(new Fill(digestableFillBytes + 1, 'a'), 'md5')).rejects.toThrow(RangeError);
});

test('the AWS SDK takes a fill as a body, with its length', async () => {
  let arrived = '';
  let contentLength: string | undefined;
  const client = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: {
      handle: async (request: { headers: Record<string, string>; body: AsyncIterable<Uint8Array> }) => {
        contentLength = request.headers['content-length'];
        arrived = utf8Text(await collect(request.body));
        return { response: { statusCode: 200, headers: {}, body: undefined } };
      },
    } as never,
  });
  await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: new Fill(7, 'x') as never }));
  expect(contentLength).toBe('7');
  expect(arrived).toBe('xxxxxxx');
});
