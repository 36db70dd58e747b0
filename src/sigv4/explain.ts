import type { Cause, ClaimedRequest, Suspicions } from './cause.ts';
import { changesOf } from './changes.ts';
import { headerValue } from './headers.ts';

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
