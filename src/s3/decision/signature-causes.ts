import { likelyCauses } from '#sigv4/explain.ts';
import { parseQuery } from '#sigv4/query.ts';
import { sameSignature } from '#sigv4/signature.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';
import { signedRequest } from '../authenticate/signature.ts';
import { failedCheck, type Decision } from './decision.ts';
import { findSigner } from '../identities/identities.ts';
import type { Store } from '../store/store.ts';

/** Names under which a server on this computer is known besides the one that a request used. */
const suspectedHosts = ['localhost:9000', '127.0.0.1:9000', 'localhost', 'minio:9000'];
const suspectedBasePaths = ['/s3'];

/**
 * A decision with what was probably changed after signing, where its signature did not match.
 *
 * Only the account's secret can tell, so this is found out where the secret is, and when the decision is read: it tries
 * changes by the thousand, and most decisions are never read.
 */
export async function withCauses(decision: Decision, store: Store): Promise<Decision> {
  const { claims } = decision;
  // A form's signature covers one text, of which nothing tells what it was.
  if (!claims || claims.carrier === 'form' || failedCheck(decision)?.id !== 'signature') return decision;
  const signer = await findSigner(store, claims.accessKeyId);
  if (!signer) return decision;
  const query = parseQuery(decision.request.rawQuery).filter(([name]) => name !== 'X-Amz-Signature');
  const arrived = { request: signedRequest({ request: decision.request, query, claims }), claims };
  const causes = likelyCauses(
    arrived,
    ({ request, claims: candidate }) =>
      sameSignature(signingSteps(request, candidate, signer.secretAccessKey).signature, claims.signature),
    { hosts: suspectedHosts, basePaths: suspectedBasePaths },
  );
  return { ...decision, causes };
}
