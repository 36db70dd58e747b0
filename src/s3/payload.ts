import type { ByteSource } from '#base/byte-source.ts';
import { hex } from '#base/bytes.ts';
import { createDigest } from '#base/digest.ts';
import { digestableFillBytes, Fill, fillDigest } from '#base/fill.ts';
import { decodeChunked, isStreamingPayload, type StreamingPayload } from '#sigv4/chunked.ts';
import { ChunkFault, type ChunkFaultDetail } from '#sigv4/chunk-reader.ts';
import { unsignedPayload, type SignatureClaims } from '#sigv4/claims.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { parseQuery } from '#sigv4/query.ts';
import type { SigningKeys } from '#sigv4/signing-key.ts';
import { canonicalRequestOf } from '#sigv4/signing-steps.ts';
import { requireArrivedLength } from './body/arrived-length.ts';
import { signatureMismatch, signedRequest } from './authenticate/signature.ts';
import type { CheckRecorder } from './decision/check-recorder.ts';
import { S3Error } from './errors.ts';
import { chunkMinimumBytes } from './limits.ts';
import type { S3Request } from './request.ts';

/** The payload of a request, as a handler reads it. */
export interface Payload {
  readonly body: ByteSource;
  readonly contentLength: number | undefined;
  readonly lengthMissing: boolean;
  readonly trailers: () => readonly Header[];
}

export interface PayloadInputs {
  readonly request: S3Request;
  readonly claims: SignatureClaims | undefined;
  readonly secretAccessKey: string | undefined;
  readonly keys: SigningKeys;
  readonly checks: CheckRecorder;
}

const empty: ByteSource = new Fill(0, '0');
const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Prepares the body: takes an aws-chunked frame off, or compares a signed payload hash when its end is reached. */
export async function payloadOf(inputs: PayloadInputs): Promise<Payload> {
  const { request } = inputs;
  const announced = headerValue(request.headers, 'x-amz-content-sha256') ?? '';
  if (isStreamingPayload(announced)) return chunkedPayload(inputs, announced);
  if (headerValue(request.headers, 'x-amz-trailer') !== undefined) {
    return inputs.checks.fail('request', new S3Error('MalformedTrailerError'), {
      kind: 'note',
      text: 'A trailer is announced, and the body is not aws-chunked.',
    });
  }
  if (announced === unsignedPayload) refuseChunkedName(inputs);
  const length = headerValue(request.headers, 'content-length');
  const contentLength = length === undefined ? undefined : Number(length);
  const expected = signedHash(inputs.claims, announced);
  const body = expected === undefined ? (request.body ?? empty) : await hashedBody(inputs, expected, contentLength);
  return { body, contentLength, lengthMissing: contentLength === undefined, trailers: () => [] };
}

/** An unsigned payload is taken as it is, so that nothing would take the frame off. */
function refuseChunkedName({ request, checks }: PayloadInputs): void {
  const encoding = headerValue(request.headers, 'content-encoding') ?? '';
  if (!encoding.split(',').some((name) => name.trim().toLowerCase() === 'aws-chunked')) return;
  const message = 'aws-chunked encoding is not supported when x-amz-content-sha256 UNSIGNED-PAYLOAD is supplied.';
  const extras = { ArgumentName: 'Content-Encoding', ArgumentValue: encoding };
  checks.fail('request', new S3Error('InvalidArgument', extras, message), undefined, { known: 'other server' });
}

/** The hash that the signature covers: of a presigned URL only where it signs the header. */
function signedHash(claims: SignatureClaims | undefined, header: string): string | undefined {
  if (!claims || !/^[0-9a-f]{64}$/.test(header)) return undefined;
  return claims.carrier === 'header' || claims.signedHeaders.includes('x-amz-content-sha256') ? header : undefined;
}

async function hashedBody(
  { request, checks }: PayloadInputs,
  expected: string,
  contentLength: number | undefined,
): Promise<ByteSource> {
  const { body } = request;
  if (body instanceof Fill) {
    if (body.size > digestableFillBytes)
      checks.note('The body is too large a fill to be digested: its hash was not compared.');
    else compare(checks, expected, hex(await fillDigest(body, 'sha256')));
    return body;
  }
  if (body !== undefined) return comparedAtEnd(body, expected, { contentLength, checks });
  // Recorded: a GET whose signed hash is not that of an empty body is answered all the same.
  if (!isRead(request)) compare(checks, expected, emptyHash);
  return empty;
}

function isRead({ method }: S3Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

async function* comparedAtEnd(
  body: ByteSource,
  expected: string,
  declared: Pick<PayloadInputs, 'checks'> & Pick<Payload, 'contentLength'>,
): ByteSource {
  const digest = await createDigest('sha256');
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    digest.update(chunk);
    yield chunk;
  }
  // That a body is not whole says more than that its hash is another.
  requireArrivedLength(declared, size);
  compare(declared.checks, expected, hex(digest.digest()));
}

function compare(checks: CheckRecorder, expected: string, actual: string): void {
  const evidence = { kind: 'compared', what: 'SHA-256 of the body', expected, actual } as const;
  if (expected === actual) return checks.pass('payload-hash', evidence);
  const extras = { ClientComputedContentSHA256: expected, S3ComputedContentSHA256: actual };
  return checks.fail('payload-hash', new S3Error('XAmzContentSHA256Mismatch', extras), evidence);
}

function chunkedPayload(inputs: PayloadInputs, payload: StreamingPayload): Payload {
  const { request, claims, secretAccessKey, keys, checks } = inputs;
  const isSigned = payload !== 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  if (isSigned && (!claims || secretAccessKey === undefined)) {
    const message = `${payload} needs a signed request.`;
    return checks.fail('payload-hash', new S3Error('InvalidRequest', {}, message), undefined, { known: 'assumed' });
  }
  const length = headerValue(request.headers, 'x-amz-decoded-content-length');
  const trailerNames = (headerValue(request.headers, 'x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const decoded = decodeChunked(request.body ?? empty, {
    payload,
    ...(length === undefined ? {} : { decodedBytes: Number(length) }),
    trailerNames,
    leastChunkBytes: chunkMinimumBytes,
    ...(isSigned && claims && secretAccessKey !== undefined
      ? { signing: chunkSigning(claims, secretAccessKey, keys) }
      : {}),
  });
  return {
    body: faultsAnswered(decoded.payload, inputs, isSigned),
    contentLength: length === undefined ? undefined : Number(length),
    lengthMissing: length === undefined,
    trailers: () => decoded.trailers(),
  };
}

function chunkSigning(claims: SignatureClaims, secretAccessKey: string, keys: SigningKeys) {
  const { scope, amzDate, signature: seedSignature } = claims;
  return { signingKey: keys.of(secretAccessKey, scope), scope, amzDate, seedSignature };
}

async function* faultsAnswered(payload: ByteSource, inputs: PayloadInputs, isSigned: boolean): ByteSource {
  const { checks } = inputs;
  try {
    yield* payload;
  } catch (error) {
    if (!(error instanceof ChunkFault)) throw error;
    const { detail, message } = error;
    const isChain = detail.kind === 'signature';
    const evidence = { kind: 'note', text: message } as const;
    checks.fail(isChain ? 'payload-hash' : 'length', chunkError(inputs, detail), evidence, { known: 'other server' });
  }
  if (isSigned) checks.pass('payload-hash', { kind: 'note', text: 'chunk by chunk' });
}

/** The texts are those that other servers' tests expect of S3 too. */
function chunkError({ request, claims }: PayloadInputs, detail: ChunkFaultDetail): S3Error {
  switch (detail.kind) {
    case 'signature': {
      if (!claims) return new S3Error('SignatureDoesNotMatch');
      // S3 shows the text of the chunk, and the canonical request of the request that the chain starts from.
      const canonicalRequest = canonicalRequestOf(
        signedRequest({ request, query: parseQuery(request.rawQuery), claims }),
        claims,
      );
      const { provided, stringToSign } = detail;
      return signatureMismatch(claims.accessKeyId, provided, { stringToSign, canonicalRequest });
    }
    case 'small-chunk':
      return new S3Error('InvalidChunkSizeError', { Chunk: detail.chunk, BadChunkSize: detail.bytes });
    case 'trailers':
      return new S3Error('MalformedTrailerError');
    case 'length':
      return new S3Error('IncompleteBody');
    default:
      return new S3Error('IncompleteBody', {}, 'The request body terminated unexpectedly');
  }
}
