import type { SignatureClaims } from '#sigv4/claims.ts';
import type { SigningKeys } from '#sigv4/signing-key.ts';
import type { QueryParameter } from '#sigv4/query.ts';
import type { CheckRecorder } from '../decision/check-recorder.ts';
import type { CheckId } from '../decision/decision.ts';
import type { Signer } from '../identities/identities.ts';
import { anonymous, type Principal } from '../identities/principal.ts';
import type { S3Request } from '../request.ts';
import { accessKey } from './access-key.ts';
import type { SignatureCheck, SignedSubject } from './check.ts';
import { headersSigned } from './headers-signed.ts';
import type { Mechanism } from './mechanism.ts';
import { region } from './region.ts';
import { sessionExpiry, sessionToken } from './session-token.ts';
import { signature } from './signature.ts';
import { clockSkew, expiry, notYetValid } from './time.ts';
import { version2Expiry, version2Refused } from './version-2.ts';

const behindTime = [accessKey, sessionToken, sessionExpiry, headersSigned, signature];
const queryChecks: readonly SignatureCheck[] = [region, notYetValid, expiry, ...behindTime];
const headerChecks: readonly SignatureCheck[] = [region, clockSkew, ...behindTime];
/** A form ends with its policy, which is read once it is known to be the signer's; its signature covers no header. */
const formChecks: readonly SignatureCheck[] = [region, accessKey, sessionToken, sessionExpiry, signature];
const checksOf = { query: queryChecks, header: headerChecks, form: formChecks } as const;

export interface AuthenticationInputs {
  readonly request: S3Request;
  readonly query: readonly QueryParameter[];
  readonly mechanism: Mechanism;
  readonly instant: Date;
  readonly bucketRegion: string | undefined;
  readonly defaultRegion: string;
  readonly signer: Signer | undefined;
  readonly keys: SigningKeys;
  readonly checks: CheckRecorder;
}

/**
 * Who sends the request, by the checks of its signature in S3's order.
 *
 * @throws S3Error from the first check that fails; those behind it that would have failed too are recorded.
 */
export function authenticate(inputs: AuthenticationInputs): Principal {
  const { mechanism, checks } = inputs;
  if (mechanism.kind === 'version 2') {
    const evidence = { kind: 'note', text: 'Signature Version 2' } as const;
    const expired = version2Expiry(inputs.query, inputs.instant);
    if (expired) {
      checks.pass('mechanism', evidence);
      return checks.fail('expiry', expired.error, expired.evidence);
    }
    const error = version2Refused(inputs.bucketRegion ?? inputs.defaultRegion);
    return checks.fail('mechanism', error, evidence, { known: 'assumed' });
  }
  if (mechanism.kind === 'refused') {
    const { check, finding } = mechanism;
    if (check === 'parameters') checks.pass('mechanism');
    return checks.fail(check, finding.error, finding.evidence, finding.levels);
  }
  checks.pass('mechanism', { kind: 'note', text: carrierOf(mechanism) });
  if (mechanism.kind === 'anonymous') return anonymous;
  checks.pass('parameters');
  const { request, query, instant, bucketRegion, signer, keys } = inputs;
  const { claims } = mechanism;
  return verified(signatureChecks(claims), { request, query, claims, instant, bucketRegion, signer, keys }, checks);
}

/** The checks that a request of this kind passes through, for the list of those not reached. */
export function authenticationChecks(mechanism: Mechanism): readonly CheckId[] {
  if (mechanism.kind === 'anonymous') return ['mechanism'];
  if (mechanism.kind !== 'signed') return ['mechanism', 'parameters'];
  const { claims } = mechanism;
  const isTemporary = claims.securityToken !== undefined || claims.accessKeyId.startsWith('ASIA');
  const ids = signatureChecks(claims).map(({ id }) => id);
  return ['mechanism', 'parameters', ...ids.filter((id) => isTemporary || !id.startsWith('session-'))];
}

function signatureChecks(claims: SignatureClaims): readonly SignatureCheck[] {
  return checksOf[claims.carrier];
}

function verified(list: readonly SignatureCheck[], subject: SignedSubject, checks: CheckRecorder): Principal {
  for (const check of list) {
    const { id } = check;
    const finding = check.find(subject);
    if (finding === undefined) continue;
    if (finding.ok) {
      checks.pass(id, finding.evidence, finding.levels);
      continue;
    }
    for (const later of list.slice(list.indexOf(check) + 1))
      if (later.find(subject)?.ok === false) checks.alsoFails(later.id);
    return checks.fail(id, finding.error, finding.evidence, finding.levels);
  }
  if (subject.signer === undefined) throw new TypeError('a signature without a signer passed its checks');
  return subject.signer.principal;
}

function carrierOf(mechanism: Mechanism): string {
  if (mechanism.kind !== 'signed') return 'none';
  return mechanism.claims.carrier;
}
