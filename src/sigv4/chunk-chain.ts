import type { Header } from './headers.ts';
import { scopeText, type CredentialScope } from './scope.ts';
import { signature } from './signature.ts';
import { textHash } from './signing-hashes.ts';

/** What the chain of chunk signatures starts from: the claims of the request's own signature. */
export interface ChunkSigning {
  readonly signingKey: Uint8Array;
  readonly scope: CredentialScope;
  /** `yyyyMMdd'T'HHmmss'Z'` */
  readonly amzDate: string;
  /** The signature of the request. */
  readonly seedSignature: string;
}

const emptyHash = textHash('');

/**
 * The signature of a chunk; each chains to the one before.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function chunkSignature(signing: ChunkSigning, previous: string, chunkHash: string): string {
  return signature(signing.signingKey, chunkStringToSign(signing, previous, chunkHash));
}

/** What the signature of a chunk covers. */
export function chunkStringToSign(signing: ChunkSigning, previous: string, chunkHash: string): string {
  return `${chained('AWS4-HMAC-SHA256-PAYLOAD', signing, previous)}\n${emptyHash}\n${chunkHash}`;
}

/**
 * The signature of the trailers, the last of the chain.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function trailerSignature(signing: ChunkSigning, previous: string, trailers: readonly Header[]): string {
  return signature(signing.signingKey, trailerStringToSign(signing, previous, trailers));
}

/** What the signature of the trailers covers. */
export function trailerStringToSign(signing: ChunkSigning, previous: string, trailers: readonly Header[]): string {
  const lines = trailers.map(([name, value]) => `${name}:${value}\n`).join('');
  return `${chained('AWS4-HMAC-SHA256-TRAILER', signing, previous)}\n${textHash(lines)}`;
}

function chained(word: string, { amzDate, scope }: ChunkSigning, previous: string): string {
  return `${word}\n${amzDate}\n${scopeText(scope)}\n${previous}`;
}
