import type { Principal } from '../principal.ts';
import { many, type Statement } from './document.ts';

type PrincipalElement = NonNullable<Statement['Principal']>;

/**
 * Whether a `Principal` element names a principal.
 *
 * An account (`111122223333` or `…:root`) in an Allow hands the decision to that account's identity policies, so by
 * itself it allows its root user only; in a Deny it means everyone of the account.
 */
export function principalMatches(element: PrincipalElement, principal: Principal, effect: 'Allow' | 'Deny'): boolean {
  if (element === '*') return true;
  return many(element.AWS ?? []).some((named) => {
    if (named === '*') return true;
    if (principal.kind === 'anonymous') return false;
    if (named === principal.account || named === rootArn(principal.account)) {
      return effect === 'Deny' || principal.kind === 'root';
    }
    return named === principal.arn || named === principal.roleArn;
  });
}

function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}
