import type { ClaimsFault, SignatureClaims } from '#sigv4/claims.ts';
import { headerClaims } from '#sigv4/header-claims.ts';
import { headerValue } from '#sigv4/headers.ts';
import { queryClaims } from '#sigv4/query-claims.ts';
import type { SigningKeys } from '#sigv4/signing-key.ts';
import type { CheckRecorder } from '../decision/check-recorder.ts';
import type { Signer } from '../identities/identities.ts';
import { StsError } from './errors.ts';
import type { StsRequest } from './request.ts';
import { signatureChecks, type StsSubject } from './signature-checks.ts';

const services = ['sts'];

/** What a request to STS claims of its signature, not believed yet. @throws StsError where there is no signature, or none to be read. */
export function stsClaims({ request, query, payloadHash }: StsRequest, checks: CheckRecorder): SignatureClaims {
  checks.expect(() => ['mechanism', 'parameters', ...signatureChecks.map(({ id }) => id)]);
  const isHeader = headerValue(request.headers, 'authorization') !== undefined;
  const isQuery = query.some(([name]) => name === 'X-Amz-Signature' || name === 'X-Amz-Credential');
  if (!isHeader && !isQuery) checks.fail('mechanism', new StsError('MissingAuthenticationToken'));
  checks.pass('mechanism', { kind: 'note', text: isHeader ? 'header' : 'query' });
  // A hash that the client names is not asked: STS hashes the body.
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'x-amz-content-sha256');
  const result = isHeader ? headerClaims(headers, { services, payloadHash }) : queryClaims(query, services);
  if (!result.ok) return checks.fail('parameters', claimsError(result.fault));
  checks.pass('parameters');
  return { ...result.claims, payloadHash };
}

export interface StsAuthentication {
  readonly request: StsRequest;
  readonly claims: SignatureClaims;
  readonly instant: Date;
  readonly signer: Signer | undefined;
  readonly keys: SigningKeys;
  readonly checks: CheckRecorder;
}

/**
 * Whose signature it is.
 *
 * @throws StsError from the first check that fails; those behind it that would have failed too are recorded.
 */
export function authenticatedSigner({ request, checks, ...inputs }: StsAuthentication): Signer {
  const subject: StsSubject = { ...inputs, request: request.request, query: request.query };
  for (const [at, { id, find }] of signatureChecks.entries()) {
    const finding = find(subject);
    if (finding === undefined) continue;
    if (finding.error === undefined) {
      checks.pass(id, finding.evidence);
      continue;
    }
    for (const later of signatureChecks.slice(at + 1)) if (later.find(subject)?.error) checks.alsoFails(later.id);
    return checks.fail(id, finding.error, finding.evidence);
  }
  if (inputs.signer === undefined) throw new TypeError('a signature without a signer passed its checks');
  return inputs.signer;
}

/** What STS answers to a signature that cannot be read. That for a service is recorded, the others are those of other services. */
function claimsError(fault: ClaimsFault): StsError {
  switch (fault.kind) {
    case 'service':
      return new StsError('SignatureDoesNotMatch', "Credential should be scoped to correct service: 'sts'. ");
    case 'terminal':
      return new StsError(
        'SignatureDoesNotMatch',
        `Credential should be scoped with a valid terminator: 'aws4_request', not '${fault.value}'.`,
        'other server',
      );
    case 'scope-date':
    case 'date-mismatch':
      return new StsError(
        'SignatureDoesNotMatch',
        'Date in Credential scope does not match the date of the request.',
        'assumed',
      );
    case 'credential-malformed':
      return incomplete(
        `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${fault.value}'`,
      );
    case 'date-missing':
      return incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    case 'amz-date':
      return incomplete(`Date must be in ISO-8601 'basic format'. Got '${fault.value}'.`);
    case 'algorithm':
      return incomplete(`Unsupported AWS 'algorithm': '${fault.value}'.`);
    case 'authorization-component-missing':
      return incomplete(`Authorization header requires '${fault.component}' parameter.`);
    case 'missing-parameters':
      return incomplete(fault.missing.map((name) => `AWS query-string parameters must include '${name}'.`).join(' '));
    default:
      return incomplete(undefined);
  }
}

function incomplete(message: string | undefined): StsError {
  return new StsError('IncompleteSignature', message, 'other server');
}
