import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { getAwsChunkedEncodingStream } from '@smithy/core/serde';
import { array, assert, asyncProperty, integer, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { collect, sourceOf, type ByteSource } from '#base/byte-source.ts';
import { base64, concat, hex, utf8, utf8Text } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { chunkSignature, trailerSignature, type ChunkSigning } from '#sigv4/chunk-chain.ts';
import { ChunkFault } from '#sigv4/chunk-reader.ts';
import { decodeChunked, isStreamingPayload, type ChunkedOptions } from '#sigv4/chunked.ts';
import type { Header } from '#sigv4/headers.ts';
import { signingKey } from '#sigv4/signing-key.ts';

import { example } from './vectors.ts';

const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const signing: ChunkSigning = {
  signingKey: signingKey(example.secretAccessKey, scope),
  scope,
  amzDate: '20130524T000000Z',
  seedSignature: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const signed: ChunkedOptions = { payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', signing };
const signedTrailer: ChunkedOptions = { payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', signing };
const unsigned: ChunkedOptions = { payload: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };

/** The chunks of Amazon's published examples: 64 KiB and 1 KiB of `a`. */
const chunks = [new Uint8Array(65_536).fill(0x61), new Uint8Array(1024).fill(0x61)];

function framed(parts: readonly Uint8Array[], signatures: readonly string[], end: string): Uint8Array {
  const pieces = parts.flatMap((part, at) => [
    utf8(`${part.length.toString(16)};chunk-signature=${signatures[at]}\r\n`),
    part,
    utf8('\r\n'),
  ]);
  return concat([...pieces, utf8(`0;chunk-signature=${signatures.at(-1)}\r\n${end}`)]);
}

function cut(bytes: Uint8Array, sizes: readonly number[]): ByteSource {
  return {
    async *[Symbol.asyncIterator]() {
      let at = 0;
      for (let turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        yield bytes.subarray(at, at + size);
        at += size;
      }
    },
  };
}

async function decoded(body: Uint8Array | string | ByteSource, options: ChunkedOptions) {
  const source = typeof body === 'string' || body instanceof Uint8Array ? sourceOf(body) : body;
  const { payload, trailers } = decodeChunked(source, options);
  return { bytes: await collect(payload), trailers: trailers() };
}

async function faultOf(body: Uint8Array | string | ByteSource, options: ChunkedOptions): Promise<string> {
  const error: unknown = await decoded(body, options).then(
    () => 'taken',
    (thrown: unknown) => thrown,
  );
  return error instanceof ChunkFault ? error.detail.kind : String(error);
}

/** A signed body made by the documented chain, to be spoilt. */
async function signedBody(parts: readonly Uint8Array[], trailers?: readonly Header[]): Promise<Uint8Array> {
  const signatures: string[] = [];
  for (const part of [...parts, new Uint8Array(0)]) {
    const previous = signatures.at(-1) ?? signing.seedSignature;
    signatures.push(chunkSignature(signing, previous, createHash('sha256').update(part).digest('hex')));
  }
  if (!trailers) return framed(parts, signatures, '\r\n');
  const lines = trailers.map(([name, value]) => `${name}:${value}\r\n`).join('');
  const last = trailerSignature(signing, signatures.at(-1) ?? '', trailers);
  return framed(parts, signatures, `${lines}x-amz-trailer-signature:${last}\r\n\r\n`);
}

describe("Amazon's published examples", () => {
  test('signed chunks', async () => {
    const body = framed(
      chunks,
      [
        'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
        '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
        'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
      ],
      '\r\n',
    );
    expect(body).toHaveLength(66_824);
    expect((await decoded(body, { ...signed, decodedBytes: 66_560 })).bytes).toEqual(concat(chunks));
  });

  test('signed chunks with a signed trailer', async () => {
    const seedSignature = '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e';
    const body = framed(
      chunks,
      [
        'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
        '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
        '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
      ],
      'x-amz-checksum-crc32c:sOO8/Q==\r\n' +
        'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
    );
    const options = {
      ...signedTrailer,
      signing: { ...signing, seedSignature },
      trailerNames: ['x-amz-checksum-crc32c'],
    };
    const { bytes, trailers } = await decoded(body, options);
    expect(trailers).toEqual([['x-amz-checksum-crc32c', 'sOO8/Q==']]);
    expect(base64(await digestOf('crc32c', bytes))).toBe('sOO8/Q==');
  });
});

test('what the AWS SDK frames without signatures is decoded', async () => {
  await assert(
    asyncProperty(array(uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 }), async (parts) => {
      class Crc {
        readonly #bytes: Uint8Array[] = [];
        update(bytes: Uint8Array): void {
          this.#bytes.push(new Uint8Array(bytes));
        }
        async digest(): Promise<Uint8Array> {
          return digestOf('crc32', concat(this.#bytes));
        }
        reset(): void {}
      }
      const stream = getAwsChunkedEncodingStream(Readable.from(parts, { objectMode: false }), {
        bodyLengthChecker: (chunk: Uint8Array) => chunk.length,
        base64Encoder: (bytes: Uint8Array) => base64(bytes),
        checksumAlgorithmFn: Crc as never,
        checksumLocationName: 'x-amz-checksum-crc32',
        streamHasher: (_: unknown, body: Readable) =>
          new Promise((resolve) => {
            const crc = new Crc();
            body.on('data', (chunk: Uint8Array) => crc.update(chunk));
            body.on('end', () => resolve(crc.digest()));
          }),
      } as never);
      const { bytes, trailers } = await decoded(stream, {
        ...unsigned,
        trailerNames: ['X-Amz-Checksum-CRC32'],
      });
      expect(bytes).toEqual(concat(parts));
      expect(trailers).toEqual([['x-amz-checksum-crc32', base64(await digestOf('crc32', bytes))]]);
    }),
    { numRuns: 50 },
  );
});

test('a body is decoded however it was cut on its way', async () => {
  const parts = [utf8('hello\r\n0\r\n'), utf8('w'), utf8('orld\n')];
  const body = await signedBody(parts, [['x-amz-checksum-crc32', 'AAAAAA==']]);
  await assert(
    asyncProperty(array(integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 }), async (sizes) => {
      const { bytes, trailers } = await decoded(cut(body, sizes), { ...signedTrailer, decodedBytes: 16 });
      expect(bytes).toEqual(concat(parts));
      expect(trailers).toEqual([['x-amz-checksum-crc32', 'AAAAAA==']]);
    }),
  );
});

test('an empty body is decoded', async () => {
  expect((await decoded(await signedBody([]), { ...signed, decodedBytes: 0 })).bytes).toHaveLength(0);
  expect((await decoded('0\r\n\r\n', { ...unsigned, decodedBytes: 0 })).bytes).toHaveLength(0);
});

test('an empty chunk may be ended like the others before its trailers', async () => {
  expect((await decoded('1\r\na\r\n0\r\n\r\nx-amz-checksum-crc32:6Le+Qw==\r\n\r\n', unsigned)).trailers).toHaveLength(
    1,
  );
});

test('trailers are known only after the payload', async () => {
  const { payload, trailers } = decodeChunked(sourceOf('1\r\na\r\n0\r\nA: b \r\n\r\n'), unsigned);
  expect(trailers()).toEqual([]);
  await collect(payload);
  expect(trailers()).toEqual([['a', 'b']]);
});

test('a signed body with any bit of its chunks, sizes or signatures changed is refused', async () => {
  const parts = [utf8('hello '), utf8('world')];
  const body = await signedBody(parts, [['x-amz-checksum-crc32', 'AAAAAA==']]);
  await assert(
    asyncProperty(integer({ min: 0, max: body.length - 1 }), integer({ min: 0, max: 7 }), async (at, bit) => {
      const changed = body.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      const result = await decoded(changed, { ...signedTrailer, decodedBytes: 11 }).catch((error: unknown) => error);
      // The case of a size or of a trailer's name says nothing, nor do spaces and CR at the end of a line.
      if (!(result instanceof ChunkFault)) {
        const lower = (bytes: Uint8Array) =>
          utf8Text(bytes)
            .toLowerCase()
            .replace(/[ \t\r]+\n/g, '\n');
        expect(result).toEqual({ bytes: concat(parts), trailers: [['x-amz-checksum-crc32', 'AAAAAA==']] });
        expect(lower(changed)).toBe(lower(body));
      }
    }),
    { numRuns: 1000 },
  );
});

test('chunks in another order, left out or repeated are refused', async () => {
  const body = utf8Text(await signedBody([utf8('one'), utf8('two')]));
  const [first = '', second = '', last = ''] = body.split(/(?<=(?:one|two)\r\n)/);
  expect(await faultOf(first + second + last, signed)).toBe('taken');
  for (const other of [second + first + last, first + last, second + last, first + first + second + last, last]) {
    expect(await faultOf(other, signed)).toBe('signature');
  }
});

test('another seed, key or date is refused', async () => {
  const body = await signedBody([utf8('one')]);
  const others: Partial<ChunkSigning>[] = [
    { seedSignature: '0'.repeat(64) },
    { signingKey: new Uint8Array(32) },
    { amzDate: '20130524T000001Z' },
    { scope: { ...scope, region: 'eu-west-1' } },
  ];
  for (const other of others) {
    expect(await faultOf(body, { ...signed, signing: { ...signing, ...other } })).toBe('signature');
  }
});

test('a signed trailer without its signature is refused', async () => {
  const body = utf8Text(await signedBody([utf8('one')], [['a', 'b']]));
  expect(await faultOf(body.replace(/x-amz-trailer-signature:.*\r\n/, ''), signedTrailer)).toBe('malformed');
});

test('a body that ends with its last trailer is taken', async () => {
  const taken = await decoded('3\r\nabc\r\n0\r\na:b\r\n', { ...unsigned, trailerNames: ['a'] });
  expect([utf8Text(taken.bytes), taken.trailers]).toEqual(['abc', [['a', 'b']]]);
});

describe('a body that is refused', () => {
  const cases: readonly (readonly [name: string, kind: string, body: string, options?: Partial<ChunkedOptions>])[] = [
    ['nothing', 'ended', ''],
    ['no size', 'malformed', '\r\n'],
    ['a size that is none', 'malformed', 'xyz\r\n'],
    ['a negative size', 'malformed', '-1\r\n'],
    ['a size in another notation', 'malformed', '0x1\r\na\r\n0\r\n\r\n'],
    ['a size beyond all', 'malformed', `${'f'.repeat(16)}\r\n`],
    ['a chunk longer than its size', 'malformed', '1\r\nab\r\n0\r\n\r\n'],
    ['a chunk shorter than its size', 'malformed', '3\r\na\r\n0\r\n\r\n'],
    ['an end inside a chunk', 'ended', 'ff\r\nabc'],
    ['an end before the last chunk', 'ended', '3\r\nabc\r\n'],
    ['an end inside the trailers', 'ended', '3\r\nabc\r\n0\r\na:b'],
    ['a trailer without a name', 'malformed', '0\r\n:b\r\n\r\n'],
    ['a trailer without a colon', 'malformed', '0\r\nab\r\n\r\n'],
    ['bytes after the end', 'malformed', '0\r\na:b\r\n\r\nmore'],
    ['fewer bytes than announced', 'length', '3\r\nabc\r\n0\r\n\r\n', { decodedBytes: 4 }],
    ['more bytes than announced', 'length', '3\r\nabc\r\n0\r\n\r\n', { decodedBytes: 2 }],
    ['a trailer that was not announced', 'trailers', '0\r\na:b\r\n\r\n', { trailerNames: [] }],
    ['an announced trailer that is missing', 'trailers', '0\r\n\r\n', { trailerNames: ['a'] }],
    ['a trailer twice', 'trailers', '0\r\na:b\r\na:b\r\n\r\n', { trailerNames: ['a'] }],
    ['too many trailers', 'malformed', `0\r\n${'a:b\r\n'.repeat(30)}\r\n`],
    ['a small chunk before another', 'small-chunk', '1\r\na\r\n1\r\nb\r\n0\r\n\r\n', { leastChunkBytes: 2 }],
    ['a signed chunk without a signature', 'malformed', '0\r\n\r\n', signed],
    ['a trailer that was not asked for', 'malformed', 'UNTRAILED', signed],
  ];
  for (const [name, kind, body, options] of cases) {
    test(`${name}: ${kind}`, async () => {
      const written = body === 'UNTRAILED' ? utf8Text(await signedBody([])).slice(0, -2) + 'a:b\r\n\r\n' : body;
      expect(await faultOf(written, { ...unsigned, ...options })).toBe(kind);
    });
  }
});

test('a line without an end is refused after a few kilobytes', async () => {
  let given = 0;
  const endless: ByteSource = {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        given += 100;
        yield utf8('a'.repeat(100));
      }
    },
  };
  expect(await faultOf(endless, unsigned)).toBe('malformed');
  expect(given).toBeLessThan(5000);
});

test('a body of a gigabyte in one chunk passes on what arrives, as it arrives', async () => {
  const size = 1024 ** 3;
  const piece = new Uint8Array(1024 * 1024);
  async function* body() {
    yield utf8(`${size.toString(16)}\r\n`);
    for (let sent = 0; sent < size; sent += piece.length) yield piece;
    yield utf8('\r\n0\r\n\r\n');
  }
  let arrived = 0;
  let largest = 0;
  for await (const bytes of decodeChunked(body(), { ...unsigned, decodedBytes: size }).payload) {
    arrived += bytes.length;
    largest = Math.max(largest, bytes.length);
  }
  expect(arrived).toBe(size);
  expect(largest).toBe(piece.length);
});

test('the source is let go when its reader stops', async () => {
  let isLeft = false;
  async function* body() {
    try {
      for (;;) yield utf8('1\r\na\r\n');
    } finally {
      isLeft = true;
    }
  }
  for await (const bytes of decodeChunked(body(), unsigned).payload) if (bytes.length > 0) break;
  expect(isLeft).toBe(true);
});

test('signed chunks without a key are a mistake of the caller', () => {
  expect(() => decodeChunked(sourceOf(''), { payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' })).toThrow(TypeError);
});

test('a streaming payload is told from a hash', () => {
  expect(isStreamingPayload('STREAMING-UNSIGNED-PAYLOAD-TRAILER')).toBe(true);
  for (const other of ['UNSIGNED-PAYLOAD', hex(new Uint8Array(32)), 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD']) {
    expect(isStreamingPayload(other)).toBe(false);
  }
});
