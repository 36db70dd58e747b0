import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { concat, hex } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { digestAlgorithmOf } from '#s3/body/checksum-algorithms.ts';
import { combinedCrc } from '#s3/body/crc-combine.ts';

describe('combined CRCs', () => {
  for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
    const digest = digestAlgorithmOf(algorithm);
    test(`${algorithm} of the whole follows from those of its parts`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), async (parts) => {
          const stretches = await Promise.all(
            parts.map(async (part) => ({ crc: await digestOf(digest, part), size: part.length })),
          );
          expect(hex(combinedCrc(algorithm, stretches))).toBe(hex(await digestOf(digest, concat(parts))));
        }),
        { numRuns: 60 },
      );
    });

    test(`${algorithm} of 10,000 parts is combined in a moment`, async () => {
      const crc = await digestOf(digest, new Uint8Array([1]));
      const started = performance.now();
      combinedCrc(
        algorithm,
        Array.from({ length: 10_000 }, () => ({ crc, size: 5_368_709_120 })),
      );
      expect(performance.now() - started).toBeLessThan(2000);
    });
  }
});
