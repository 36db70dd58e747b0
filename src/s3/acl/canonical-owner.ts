import { canonicalUserId } from '../operations/answers.ts';
import type { Principal } from '../identities/principal.ts';

/** What stands for an account where nobody signed. */
export const anonymousAccount = 'anonymous';
const anonymousId = '65a011a29cdf8ec533ec3d1ccaae921c';

/** The account that owns what a principal puts. */
export function accountOf(principal: Principal): string {
  return principal.kind === 'anonymous' ? anonymousAccount : principal.account;
}

/** The canonical user id of an owner, by account. */
export function ownerId(account: string): string {
  return account === anonymousAccount ? anonymousId : canonicalUserId(account);
}
