import type { SignatureClaims } from './claims.ts';
import type { SignedRequest } from './signing-steps.ts';

/** A request with what it claims: as it arrived, or as it may have been when it was signed. */
export interface ClaimedRequest {
  readonly request: SignedRequest;
  readonly claims: SignatureClaims;
}

/** What may have happened between signing and sending. Each carries what was signed. */
export type Cause =
  | { readonly kind: 'method'; readonly method: string }
  /** These parameters were added after signing. */
  | { readonly kind: 'extra-parameter'; readonly names: readonly string[] }
  /** This parameter was signed and did not arrive. */
  | { readonly kind: 'missing-parameter'; readonly name: string; readonly value: string }
  /** This parameter was signed with a `+` that arrived unencoded, which means a space. */
  | { readonly kind: 'plus-as-space'; readonly name: string }
  | { readonly kind: 'host'; readonly host: string }
  /** Bucket in the host against bucket in the path. */
  | { readonly kind: 'addressing'; readonly host: string; readonly rawPath: string }
  | { readonly kind: 'path'; readonly rawPath: string }
  | { readonly kind: 'header-missing'; readonly name: string }
  | { readonly kind: 'header-value'; readonly name: string; readonly value: string }
  | { readonly kind: 'expires'; readonly expiresSeconds: number }
  | { readonly kind: 'payload-hash'; readonly payloadHash: string };

/** What else a request may have been signed with, as far as the caller knows. */
export interface Suspicions {
  /** Names under which the server is known too, as `localhost:9000` beside `127.0.0.1:9000`. */
  readonly hosts?: readonly string[];
  /** Paths in front of the bucket that a proxy adds or takes away, as `/s3`. */
  readonly basePaths?: readonly string[];
  /** Values that a signed header may have had. */
  readonly headerValues?: readonly (readonly [name: string, value: string])[];
}

/** Something that may have happened to a request after it was signed. */
export interface Change {
  readonly cause: Cause;
  /** The request as it was before. */
  undo(arrived: ClaimedRequest): ClaimedRequest;
}
