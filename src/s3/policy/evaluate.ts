import type { IdentityPolicy } from '../identities/identities.ts';
import type { Principal } from '../identities/principal.ts';
import { many, statementsOf, type OneOrMore, type PolicyDocument, type Statement } from './document.ts';
import type { ConditionKeys } from './condition-keys.ts';
import { holds } from './operators.ts';
import { isSpared, principalMatches } from './principals.ts';
import { resolved, type Variables } from './variables.ts';
import { matches, matchesWildcard } from './wildcard.ts';

/** May this principal do this to that? */
export interface Question {
  readonly principal: Principal;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN, or `*` where an action has no resource. */
  readonly resource: string;
  readonly keys: ConditionKeys;
  /** Account that owns the resource. */
  readonly resourceAccount: string;
}

/** A policy attached to what is asked for: a bucket's, a key's, or an ACL in a policy's words. */
export interface ResourcePolicy {
  readonly in: 'bucket policy' | 'ACL' | 'key policy';
  readonly source: string;
  readonly document: PolicyDocument;
  /** Whom its allows reach; a deny reaches everyone. All when left out. */
  readonly allows?: 'own account' | 'nobody' | undefined;
}

/** The policies that have a say. */
export interface Policies {
  readonly resourcePolicies: readonly ResourcePolicy[];
  readonly identityPolicies: readonly IdentityPolicy[];
  /** Of a session that was narrowed when it began: what these do not allow it may not do. */
  readonly sessionPolicies?: readonly IdentityPolicy[] | undefined;
}

/** A statement that decided, and the policy in which it stands. */
export interface Deciding {
  readonly in: ResourcePolicy['in'] | 'identity policy' | 'session policy';
  readonly source: string;
  readonly statement: Statement;
}

export type Verdict =
  /** `by` is absent for the account's root user, who needs no statement. */
  | { readonly allowed: true; readonly by?: Deciding | undefined }
  /** `by` is absent when no statement allows; `isNarrowed` where only the session's own policies do not. */
  | { readonly allowed: false; readonly by?: Deciding | undefined; readonly isNarrowed?: true };

const rootNeverLosesAccess = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/**
 * Evaluates all policies: an explicit deny wins; else an allow of either side suffices within an account, and across
 * accounts both sides must allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(question: Question, policies: Policies): Verdict {
  const { principal } = question;
  const isOwn = principal.account === question.resourceAccount;
  const isOwnRoot = isOwn && principal.kind === 'root';
  const deny = denying(question, policies);
  // The root user can always mend a policy that locks everyone out.
  const isExempt = isOwnRoot && deny?.in === 'bucket policy' && rootNeverLosesAccess.includes(question.action);
  if (deny && !isExempt) return { allowed: false, by: deny };

  const reaching = policies.resourcePolicies.filter(
    ({ allows }) => allows === undefined || (allows === 'own account' && isOwn),
  );
  const found = decidingResource('Allow', question, reaching);
  if (principal.kind === 'anonymous') return found ? { allowed: true, by: found } : { allowed: false };
  const identityAllow = deciding('Allow', question, {
    in: 'identity policy',
    policies: policies.identityPolicies,
  });
  const isIdentityAllowed = principal.kind === 'root' || identityAllow !== undefined;
  const isAllowed = isOwn ? isIdentityAllowed || found !== undefined : isIdentityAllowed && found !== undefined;
  if (!isAllowed) return { allowed: false };
  if (isAllowedBySession(question, policies)) {
    return { allowed: true, by: isOwn ? (identityAllow ?? (isOwnRoot ? undefined : found)) : found };
  }
  const isNamed = isOwn && found !== undefined && namesSession(found, principal);
  return isNamed ? { allowed: true, by: found } : { allowed: false, isNarrowed: true };
}

function denying(question: Question, policies: Policies): Deciding | undefined {
  const { resourcePolicies, identityPolicies, sessionPolicies = [] } = policies;
  return (
    decidingResource('Deny', question, resourcePolicies) ??
    deciding('Deny', question, { in: 'identity policy', policies: identityPolicies }) ??
    deciding('Deny', question, { in: 'session policy', policies: sessionPolicies })
  );
}

function isAllowedBySession(question: Question, { sessionPolicies }: Policies): boolean {
  if (!sessionPolicies) return true;
  return deciding('Allow', question, { in: 'session policy', policies: sessionPolicies }) !== undefined;
}

/** What is given to a session by its own ARN is not narrowed by the session's policies. */
function namesSession({ statement: { Principal } }: Deciding, { arn, kind }: Principal): boolean {
  const isNarrowed = kind === 'role session' || kind === 'federated user';
  return isNarrowed && Principal !== undefined && Principal !== '*' && many(Principal.AWS ?? []).includes(arn);
}

function decidingResource(
  effect: Statement['Effect'],
  question: Question,
  policies: readonly ResourcePolicy[],
): Deciding | undefined {
  for (const { in: place, source, document } of policies) {
    const statement = statementsOf(document).find(
      (candidate) =>
        candidate.Effect === effect && names(candidate, question) && applies(candidate, question, document),
    );
    if (statement) return { in: place, source, statement };
  }
  return undefined;
}

function deciding(
  effect: Statement['Effect'],
  question: Question,
  side: { readonly in: Deciding['in']; readonly policies: readonly IdentityPolicy[] },
): Deciding | undefined {
  for (const { source, document } of side.policies) {
    const statement = statementsOf(document).find(
      (candidate) => candidate.Effect === effect && applies(candidate, question, document),
    );
    if (statement) return { in: side.in, source, statement };
  }
  return undefined;
}

function names(statement: Statement, { principal, resourceAccount }: Question): boolean {
  const { NotPrincipal, Principal, Effect } = statement;
  if (NotPrincipal !== undefined) return !isSpared(NotPrincipal, principal, Effect);
  return Principal !== undefined && principalMatches(Principal, principal, { effect: Effect, resourceAccount });
}

function applies(statement: Statement, question: Question, document: PolicyDocument): boolean {
  // Only the newer version of the language has variables; in the older one `${` stands for itself.
  const variables = document.Version === '2012-10-17' ? question.keys : undefined;
  const isAction = listed(statement.Action, statement.NotAction, (wanted) =>
    matchesWildcard(wanted.toLowerCase(), question.action.toLowerCase()),
  );
  if (!isAction) return false;
  const isResource = listed(statement.Resource, statement.NotResource, (wanted) => {
    const parts = resolved(wanted, variables);
    return parts !== undefined && matches(parts, question.resource);
  });
  return isResource && conditionHolds(statement, question.keys, variables);
}

function listed(
  wanted: OneOrMore<string> | undefined,
  unwanted: OneOrMore<string> | undefined,
  fits: (value: string) => boolean,
): boolean {
  if (wanted !== undefined) return many(wanted).some(fits);
  return unwanted !== undefined && !many(unwanted).some(fits);
}

function conditionHolds({ Condition }: Statement, keys: ConditionKeys, variables: Variables): boolean {
  return Object.entries(Condition ?? {}).every(([operator, lines]) =>
    Object.entries(lines).every(([key, values]) => holds(operator, key, many(values).map(String), { keys, variables })),
  );
}
