import type { CheckRecorder } from '../decision/check-recorder.ts';
import { identityArn, type IdentityRecord } from '../identities/identity-records.ts';
import type { Principal } from '../identities/principal.ts';
import type { Caller } from './context.ts';
import { StsError } from './errors.ts';
import { deniedAction, ownVerdict, verdictEvidence } from './permission.ts';

/**
 * Requires that the caller may assume the role: the role has to trust it, and unless the trust names the caller itself
 * within one account, the caller's own policies have to allow it.
 *
 * @throws StsError AccessDenied
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function requireMayAssume(role: IdentityRecord, caller: Caller, checks: CheckRecorder): void {
  const { principal } = caller.signer;
  const arn = identityArn(role);
  if (principal.kind === 'root') {
    const error = new StsError('AccessDenied', 'Roles may not be assumed by root accounts.');
    checks.fail('role-trust', error, { kind: 'note', text: 'the root user' });
  }
  const denied = deniedAction(principal, 'sts:AssumeRole', arn);
  const trusted = trustedAs(role, principal);
  if (trusted === undefined) checks.fail('role-trust', denied(), { kind: 'note', text: trustWords(role) });
  checks.pass('role-trust', { kind: 'note', text: trusted === 'itself' ? 'by name' : 'through its account' });

  const isTrustEnough = trusted === 'itself' && principal.account === role.account;
  const verdict = ownVerdict(caller, 'sts:AssumeRole', arn);
  if (isTrustEnough && verdict.by === undefined) {
    return checks.pass('identity-policy', { kind: 'note', text: 'the trust of the role suffices' });
  }
  if (verdict.allowed) return checks.pass('identity-policy', verdictEvidence(verdict));
  return checks.fail('identity-policy', denied(verdict), verdictEvidence(verdict, 'sts:AssumeRole'));
}

/** As whom a role trusts a principal. Without a list it trusts everyone of its own account by name. */
export function trustedAs(role: IdentityRecord, principal: Principal): 'itself' | 'account' | undefined {
  const { account } = principal;
  const isOwn = account === role.account;
  if (role.trusts === undefined) return isOwn ? 'itself' : undefined;
  // A bare name is that of a user of the role's own account.
  const own = isOwn && principal.kind === 'user' ? [principal.name] : [];
  const names = ['*', principal.arn, principal.roleArn, ...own];
  if (role.trusts.some((trusted) => names.includes(trusted))) return 'itself';
  const isAccountTrusted = role.trusts.some((trusted) => [account, `arn:aws:iam::${account}:root`].includes(trusted));
  return isAccountTrusted ? 'account' : undefined;
}

function trustWords({ trusts }: IdentityRecord): string {
  return trusts && trusts.length > 0 ? `it trusts ${trusts.join(', ')}` : 'it trusts no one else';
}
