import type { SignatureClaims } from './claims.ts';
import { changesOf } from './changes.ts';
import { headerValue } from './headers.ts';
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

/** Trying one takes some 30 µs; an explanation is read by a person and may take a tenth of a second. */
const pairsAtMost = 3000;

/**
 * Why the signature of a request differs: each change that, undone, makes it match. Where no single one does, two changes
 * of different kinds are tried together. A signed header that did not arrive is named in any case. No cause at all means
 * that another secret signed, or that the request was changed in a way not thought of.
 *
 * @param matches whether the signature that arrived is that of the candidate
 */
export function likelyCauses(
  arrived: ClaimedRequest,
  matches: (candidate: ClaimedRequest) => boolean,
  suspicions: Suspicions = {},
): readonly Cause[] {
  const changes = changesOf(arrived, suspicions);
  const alone = changes.filter((change) => matches(change.undo(arrived))).map(({ cause }) => cause);
  if (alone.length > 0) return alone;
  const missing = missingHeaders(arrived);
  if (missing.length > 0) return missing;
  let tried = 0;
  for (const [at, one] of changes.entries()) {
    const before = one.undo(arrived);
    for (const other of changes.slice(at + 1)) {
      if (other.cause.kind === one.cause.kind) continue;
      tried += 1;
      if (tried > pairsAtMost) return [];
      if (matches(other.undo(before))) return [one.cause, other.cause];
    }
  }
  return [];
}

function missingHeaders({ request, claims }: ClaimedRequest): readonly Cause[] {
  return claims.signedHeaders
    .filter((name) => headerValue(request.headers, name) === undefined)
    .map((name) => ({ kind: 'header-missing', name }));
}
