import { canonicalUserId } from '../operations/answers.ts';
import type { Principal } from '../identities/principal.ts';
import { many, type Statement } from './document.ts';

type PrincipalElement = NonNullable<Statement['Principal']>;

/** The side of a policy on which a principal is looked for. */
export interface PolicySide {
  readonly effect: 'Allow' | 'Deny';
  /** Account that owns the resource. */
  readonly resourceAccount: string;
}

/**
 * Whether a `Principal` element names a principal.
 *
 * An account (`111122223333` or `…:root`) in an Allow hands the decision to that account's identity policies: of the
 * resource's own account it therefore allows the root user only, of another account whomever those policies allow. In
 * a Deny it means everyone of the account.
 */
export function principalMatches(element: PrincipalElement, principal: Principal, side: PolicySide): boolean {
  if (element === '*') return true;
  const named = many(element.AWS ?? []);
  if (named.includes('*')) return true;
  if (principal.kind === 'anonymous') return false;
  const isAccountNamed = named.some((name) => isAccount(name, principal)) || isCanonicalUser(element, principal);
  if (isAccountNamed) {
    const isDelegated = side.effect === 'Allow' && principal.account === side.resourceAccount;
    if (!isDelegated || principal.kind === 'root') return true;
  }
  return named.some((name) => name === principal.arn || name === principal.roleArn);
}

/**
 * Whether a `NotPrincipal` element spares a principal. From a deny it is spared only where everything it is, is named:
 * a user and its account, a session, its role and their account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isSpared(element: PrincipalElement, principal: Principal, effect: 'Allow' | 'Deny'): boolean {
  if (element === '*') return true;
  const named = many(element.AWS ?? []);
  if (named.includes('*')) return true;
  if (principal.kind === 'anonymous') return false;
  const isAccountNamed = named.some((name) => isAccount(name, principal)) || isCanonicalUser(element, principal);
  const names = principal.kind === 'root' ? [] : [principal.arn, principal.roleArn].filter((arn) => arn !== undefined);
  if (effect === 'Allow') return isAccountNamed || names.some((name) => named.includes(name));
  return isAccountNamed && names.every((name) => named.includes(name));
}

function isAccount(name: string, { account }: Principal): boolean {
  return name === account || name === `arn:aws:iam::${account}:root`;
}

function isCanonicalUser(element: Exclude<PrincipalElement, '*'>, { account }: Principal): boolean {
  return many(element.CanonicalUser ?? []).includes(canonicalUserId(account));
}
