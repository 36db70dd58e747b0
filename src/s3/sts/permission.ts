import type { CheckRecorder } from '../decision/check-recorder.ts';
import type { CheckEvidence } from '../decision/decision.ts';
import { evaluate, type Verdict } from '../policy/evaluate.ts';
import type { Principal } from '../identities/principal.ts';
import type { Caller } from './context.ts';
import { StsError } from './errors.ts';

/** What the caller's own policies say of an action of STS. */
export function ownVerdict({ signer, keys }: Caller, action: string, resource: string): Verdict {
  const { principal, policies: identityPolicies, sessionPolicies } = signer;
  const question = { principal, action, resource, keys, resourceAccount: principal.account };
  return evaluate(question, { resourcePolicies: [], identityPolicies, sessionPolicies });
}

/** Requires that the caller's own policies allow an action. @throws StsError AccessDenied */
export function requireOwn(caller: Caller, action: string, resource: string, checks: CheckRecorder): void {
  const verdict = ownVerdict(caller, action, resource);
  if (verdict.allowed) return checks.pass('identity-policy', verdictEvidence(verdict));
  const error = deniedAction(caller.signer.principal, action, resource)(verdict);
  return checks.fail('identity-policy', error, verdictEvidence(verdict, action));
}

/** Makes the 403 for an action. It names a statement that denies; that nothing allows goes without saying. */
export function deniedAction(principal: Principal, action: string, resource: string): (verdict?: Verdict) => StsError {
  const words = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  return (verdict) => {
    if (!verdict?.by) return new StsError('AccessDenied', words);
    const place = verdict.by.in === 'session policy' ? 'a session policy' : 'an identity-based policy';
    return new StsError('AccessDenied', `${words} with an explicit deny in ${place}`);
  };
}

/** What is shown of a verdict; `action` is the one that nothing allows. */
export function verdictEvidence({ by }: Pick<Verdict, 'by'>, action?: string): CheckEvidence {
  if (by) return { kind: 'statement', source: by.source, statement: by.statement, effect: by.statement.Effect };
  return {
    kind: 'note',
    text: action === undefined ? 'the root user needs no permission' : `no statement allows ${action}`,
  };
}
