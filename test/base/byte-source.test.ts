import { expect, test } from 'vitest';

import { collect, sourceOf, type ByteSource } from '#base/byte-source.ts';
import { utf8 } from '#base/bytes.ts';

test('a source of bytes at hand can be read twice', async () => {
  const source = sourceOf('hällo');
  expect(await collect(source)).toEqual(utf8('hällo'));
  expect(await collect(source)).toEqual(utf8('hällo'));
});

test('an empty source gives no chunk', async () => {
  const chunks = [];
  for await (const chunk of sourceOf('')) chunks.push(chunk);
  expect(chunks).toEqual([]);
});

test('a source is collected up to its bound', async () => {
  expect(await collect(sourceOf('12345'), 5)).toEqual(utf8('12345'));
  await expect(collect(sourceOf('123456'), 5)).rejects.toThrow(RangeError);
});

test('a source without end is left as soon as it passes the bound', async () => {
  let isLeft = false;
  const endless: ByteSource = {
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) yield new Uint8Array(1000);
      } finally {
        isLeft = true;
      }
    },
  };
  await expect(collect(endless, 10_000)).rejects.toThrow(RangeError);
  expect(isLeft).toBe(true);
});
