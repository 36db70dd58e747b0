import type { IdentityPolicy } from '../identities.ts';
import type { Principal } from '../principal.ts';
import { many, statementsOf, type OneOrMore, type PolicyDocument, type Statement } from './document.ts';
import type { ConditionKeys } from './keys.ts';
import { holds } from './operators.ts';
import { principalMatches } from './principals.ts';
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

/** The policies that have a say. */
export interface Policies {
  readonly bucketPolicy?: PolicyDocument | undefined;
  readonly identityPolicies: readonly IdentityPolicy[];
  /** True where Block Public Access leaves a public bucket policy to the bucket's own account. */
  readonly isPublicRestricted?: boolean | undefined;
}

/** A statement that decided, and the policy in which it stands. */
export interface Deciding {
  readonly in: 'bucket policy' | 'identity policy';
  readonly source: string;
  readonly statement: Statement;
}

export type Verdict =
  /** `by` is absent for the account's root user, who needs no statement. */
  | { readonly allowed: true; readonly by?: Deciding | undefined }
  /** `by` is absent when no statement allows. */
  | { readonly allowed: false; readonly by?: Deciding | undefined };

const rootNeverLosesAccess = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/**
 * Evaluates all policies: an explicit deny wins; else an allow of either side suffices within an account, and across
 * accounts both sides must allow.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(question: Question, policies: Policies): Verdict {
  const isOwnRoot = question.principal.kind === 'root' && question.principal.account === question.resourceAccount;
  const bucketPolicy = policies.bucketPolicy && { source: 'bucket policy', document: policies.bucketPolicy };
  const deny = firstDeciding('Deny', question, bucketPolicy, policies.identityPolicies);
  // The root user can always mend a policy that locks everyone out.
  const isExempt = isOwnRoot && deny?.in === 'bucket policy' && rootNeverLosesAccess.includes(question.action);
  if (deny && !isExempt) return { allowed: false, by: deny };

  const isRestricted = policies.isPublicRestricted === true && question.principal.account !== question.resourceAccount;
  const resourceAllow = firstDeciding('Allow', question, isRestricted ? undefined : bucketPolicy, []);
  const identityAllow = firstDeciding('Allow', question, undefined, policies.identityPolicies);
  const isIdentityAllowed = question.principal.kind === 'root' || identityAllow !== undefined;
  if (question.principal.kind === 'anonymous')
    return resourceAllow ? { allowed: true, by: resourceAllow } : { allowed: false };
  if (question.principal.account === question.resourceAccount) {
    const allowed = isIdentityAllowed || resourceAllow !== undefined;
    return allowed ? { allowed, by: identityAllow ?? (isOwnRoot ? undefined : resourceAllow) } : { allowed };
  }
  return isIdentityAllowed && resourceAllow ? { allowed: true, by: resourceAllow } : { allowed: false };
}

function firstDeciding(
  effect: Statement['Effect'],
  question: Question,
  bucketPolicy: IdentityPolicy | undefined,
  identityPolicies: readonly IdentityPolicy[],
): Deciding | undefined {
  for (const { source, document } of bucketPolicy ? [bucketPolicy] : []) {
    const statement = statementsOf(document).find(
      (candidate) =>
        candidate.Effect === effect && names(candidate, question) && applies(candidate, question, document),
    );
    if (statement) return { in: 'bucket policy', source, statement };
  }
  for (const { source, document } of identityPolicies) {
    const statement = statementsOf(document).find(
      (candidate) => candidate.Effect === effect && applies(candidate, question, document),
    );
    if (statement) return { in: 'identity policy', source, statement };
  }
  return undefined;
}

function names(statement: Statement, { principal }: Question): boolean {
  if (statement.NotPrincipal !== undefined) return !principalMatches(statement.NotPrincipal, principal, 'Deny');
  return statement.Principal !== undefined && principalMatches(statement.Principal, principal, statement.Effect);
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
