import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { array, assert, asyncProperty, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sourceOf } from '#base/byte-source.ts';
import { concat, hex, utf8 } from '#base/bytes.ts';
import { createDigest, digestAlgorithms, digestOf, type DigestAlgorithm } from '#base/digest.ts';

// The check values of the catalogue of parametrised CRC algorithms, of `123456789`.
const checkValues: Partial<Record<DigestAlgorithm, string>> = {
  crc32: 'cbf43926',
  crc32c: 'e3069283',
  crc64nvme: 'ae8b14860a799888',
};

for (const [algorithm, value] of Object.entries(checkValues)) {
  test(`${algorithm} has its check value`, async () => {
    expect(hex(await digestOf(algorithm as DigestAlgorithm, utf8('123456789')))).toBe(value);
  });
}

for (const algorithm of ['md5', 'sha1', 'sha256'] as const) {
  test(`${algorithm} is that of Node`, async () => {
    await assert(
      asyncProperty(uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(hex(await digestOf(algorithm, bytes))).toBe(createHash(algorithm).update(bytes).digest('hex'));
      }),
    );
  });
}

test('crc32 is that of Node, with its leading zeros', async () => {
  await assert(
    asyncProperty(uint8Array({ maxLength: 300 }), async (bytes) => {
      expect(hex(await digestOf('crc32', bytes))).toBe(crc32(bytes).toString(16).padStart(8, '0'));
    }),
  );
});

describe.each(digestAlgorithms)('%s', (algorithm) => {
  test('does not depend on how a body is cut into chunks', async () => {
    await assert(
      asyncProperty(array(uint8Array({ maxLength: 100 }), { maxLength: 6 }), async (chunks) => {
        const digest = await createDigest(algorithm);
        for (const chunk of chunks) digest.update(chunk);
        expect(digest.digest()).toEqual(await digestOf(algorithm, concat(chunks)));
      }),
      { numRuns: 30 },
    );
  });

  test('of two bodies at once are kept apart', async () => {
    const [one, other] = [await createDigest(algorithm), await createDigest(algorithm)];
    one.update(utf8('a'));
    other.update(utf8('x'));
    one.update(utf8('b'));
    expect(one.digest()).toEqual(await digestOf(algorithm, sourceOf('ab')));
    expect(other.digest()).toEqual(await digestOf(algorithm, sourceOf('x')));
  });

  test('is finished once', async () => {
    const digest = await createDigest(algorithm);
    digest.digest();
    expect(() => digest.update(utf8('a'))).toThrow(TypeError);
    expect(() => digest.digest()).toThrow(TypeError);
  });
});
