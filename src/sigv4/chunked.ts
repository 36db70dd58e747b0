import { hex } from '#base/bytes.ts';
import type { ByteSource } from '#base/byte-source.ts';
import { createDigest } from '#base/digest.ts';

import { chunkStringToSign, trailerStringToSign, type ChunkSigning } from './chunk-chain.ts';
import { ChunkFault, ChunkReader } from './chunk-reader.ts';
import type { Header } from './headers.ts';
import { sameSignature, signature } from './signature.ts';

/** The values of `x-amz-content-sha256` that announce an aws-chunked body. */
export const streamingPayloads = [
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
] as const;
export type StreamingPayload = (typeof streamingPayloads)[number];

/** How a body was framed. */
export interface ChunkedOptions {
  readonly payload: StreamingPayload;
  /** The value of `x-amz-decoded-content-length`. */
  readonly decodedBytes?: number;
  /** The names in `x-amz-trailer`; exactly these have to arrive. */
  readonly trailerNames?: readonly string[];
  /** What every chunk but the last two, the last with data and the empty one, has to have at least. */
  readonly leastChunkBytes?: number;
  /** Needed where chunks are signed. */
  readonly signing?: ChunkSigning;
}

/** A body without its frame. */
export interface DecodedChunks {
  /** Read once. Fails with a {@link ChunkFault}, at times after most bytes were given: keep nothing before its end. */
  readonly payload: ByteSource;
  /** The trailers, names in lower case; empty until the payload was read to its end. */
  readonly trailers: () => readonly Header[];
}

/** A size of 16 digits and a signature take 98 bytes; the rest is room for extensions, which are passed over. */
const headerBytes = 1024;
const trailerBytes = 4096;
const trailersAtMost = 16;
const trailerSignatureName = 'x-amz-trailer-signature';

export function isStreamingPayload(payloadHash: string): payloadHash is StreamingPayload {
  return (streamingPayloads as readonly string[]).includes(payloadHash);
}

/**
 * Takes the frame off an aws-chunked body and checks its signatures, chunk by chunk in flat memory.
 *
 * @throws TypeError if the chunks are signed and `signing` is missing.
 */
export function decodeChunked(source: ByteSource, options: ChunkedOptions): DecodedChunks {
  const isSigned = options.payload !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  if (isSigned && !options.signing) throw new TypeError(`${options.payload} needs the signing key of the request`);
  const chain = isSigned && options.signing ? new Chain(options.signing) : undefined;
  const trailers: Header[] = [];
  return { payload: payloadOf(source, options, chain, trailers), trailers: () => trailers };
}

/** The signature that the next one chains to. */
class Chain {
  readonly #signing: ChunkSigning;
  #previous: string;

  constructor(signing: ChunkSigning) {
    this.#signing = signing;
    this.#previous = signing.seedSignature;
  }

  checkChunk(provided: string | undefined, hash: Uint8Array): void {
    this.#check(provided, chunkStringToSign(this.#signing, this.#previous, hex(hash)));
  }

  checkTrailers(provided: string | undefined, trailers: readonly Header[]): void {
    this.#check(provided, trailerStringToSign(this.#signing, this.#previous, trailers));
  }

  #check(provided = '', stringToSign: string): void {
    const computed = signature(this.#signing.signingKey, stringToSign);
    if (!sameSignature(provided, computed)) {
      throw new ChunkFault({ kind: 'signature', provided, stringToSign }, 'a signature of the chain differs');
    }
    this.#previous = computed;
  }
}

async function* payloadOf(
  source: ByteSource,
  options: ChunkedOptions,
  chain: Chain | undefined,
  trailers: Header[],
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = new ChunkReader(source);
  const announced = options.decodedBytes ?? Number.POSITIVE_INFINITY;
  let decodedBytes = 0;
  let previousBytes = Number.POSITIVE_INFINITY;
  try {
    for (let chunk = 1; ; chunk += 1) {
      const header = chunkHeader(await reader.line(headerBytes), chain !== undefined);
      if (header.size > 0 && previousBytes < (options.leastChunkBytes ?? 0)) {
        throw new ChunkFault({ kind: 'small-chunk', chunk, bytes: previousBytes }, 'a small chunk is not the last');
      }
      previousBytes = header.size;
      decodedBytes += header.size;
      if (decodedBytes > announced) throw new ChunkFault({ kind: 'length' }, `more than ${announced} bytes arrived`);
      const digest = chain ? await createDigest('sha256') : undefined;
      for await (const bytes of reader.bytes(header.size)) {
        digest?.update(bytes);
        yield bytes;
      }
      if (digest) chain?.checkChunk(header.signature, digest.digest());
      if (header.size === 0) break;
      if ((await reader.line(headerBytes)) !== '')
        throw new ChunkFault({ kind: 'malformed' }, 'a chunk goes on past its size');
    }
    trailers.push(...(await readTrailers(reader, options, chain)));
    if (!(await reader.isAtEnd())) throw new ChunkFault({ kind: 'malformed' }, 'bytes follow the last chunk');
    if (options.decodedBytes !== undefined && decodedBytes !== announced) {
      throw new ChunkFault({ kind: 'length' }, `${announced} bytes were announced, ${decodedBytes} arrived`);
    }
  } finally {
    await reader.close();
  }
}

interface ChunkHeader {
  readonly size: number;
  readonly signature?: string;
}

function chunkHeader(line: string, isSigned: boolean): ChunkHeader {
  const [digits = '', ...extensions] = line.split(';');
  // 13 digits hold every size that is a safe integer, and nothing of 5 TiB needs more than 11.
  if (!/^[0-9a-fA-F]{1,13}$/.test(digits))
    throw new ChunkFault({ kind: 'malformed' }, 'a chunk starts without its size');
  const size = Number.parseInt(digits, 16);
  if (!isSigned) return { size };
  const extension = extensions.find((candidate) => candidate.startsWith('chunk-signature='));
  if (extension === undefined) throw new ChunkFault({ kind: 'malformed' }, 'a chunk has no signature');
  return { size, signature: extension.slice('chunk-signature='.length) };
}

async function readTrailers(reader: ChunkReader, options: ChunkedOptions, chain?: Chain): Promise<readonly Header[]> {
  const mayHaveTrailers = options.payload !== 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
  const trailers: Header[] = [];
  let claimed: string | undefined;
  for (let lines = 0; ; lines += 1) {
    if (lines > trailersAtMost) throw new ChunkFault({ kind: 'malformed' }, `more than ${trailersAtMost} trailers`);
    const line = await reader.line(trailerBytes);
    // Some clients end the empty chunk as they end the others, with a line of its own before the trailers.
    if (line === '' && lines === 0 && mayHaveTrailers && !(await reader.isAtEnd())) continue;
    if (line === '') break;
    if (!mayHaveTrailers) throw new ChunkFault({ kind: 'malformed' }, 'bytes follow the last chunk');
    const [name, value] = trailer(line);
    if (chain && name === trailerSignatureName) claimed = value;
    else trailers.push([name, value]);
    // S3 takes a body that ends with its last trailer, without an empty line.
    if (await reader.isAtEnd()) break;
  }
  if (mayHaveTrailers && chain) {
    if (claimed === undefined) throw new ChunkFault({ kind: 'malformed' }, 'the trailers have no signature');
    chain.checkTrailers(claimed, trailers);
  }
  checkNames(trailers, options.trailerNames);
  return trailers;
}

function trailer(line: string): Header {
  const colon = line.indexOf(':');
  if (colon < 1) throw new ChunkFault({ kind: 'malformed' }, 'a trailer has no name');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')];
}

function checkNames(trailers: readonly Header[], announced: readonly string[] | undefined): void {
  if (!announced) return;
  const arrived = trailers.map(([name]) => name).sort();
  const expected = announced.map((name) => name.trim().toLowerCase()).sort();
  if (arrived.join() !== expected.join())
    throw new ChunkFault({ kind: 'trailers' }, 'the trailers are not those announced');
}
