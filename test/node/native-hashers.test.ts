import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createDigest, digestAlgorithms, digestOf, provideHashers } from '#base/digest.ts';
import { nativeHashers } from '#node/native-hashers.ts';

afterEach(() => provideHashers({}));

describe.each(digestAlgorithms)('%s by Node', (algorithm) => {
  test('is that of WebAssembly, however a body is cut into chunks', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(chunks, async (pieces) => {
        provideHashers({});
        const expected = await digestOf(algorithm, Buffer.concat(pieces));
        provideHashers(nativeHashers);
        const digest = await createDigest(algorithm);
        for (const piece of pieces) digest.update(piece);
        expect(digest.digest()).toEqual(expected);
      }),
    );
  });

  test('is finished once', async () => {
    provideHashers(nativeHashers);
    const digest = await createDigest(algorithm);
    digest.digest();
    expect(() => digest.update(new Uint8Array(1))).toThrow(TypeError);
    expect(() => digest.digest()).toThrow(TypeError);
  });
});
