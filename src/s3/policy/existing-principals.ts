import { identityKey, refOf } from '../identities/identity-records.ts';
import type { Store } from '../store/store.ts';
import { many, statementsOf, type PolicyDocument } from './document.ts';

const identityForm = /^arn:aws:(?:iam::(\d{12}):(user|role)\/(.+)|sts::(\d{12}):assumed-role\/([^/]+)\/.+)$/;

/**
 * The first principal of a policy that its account does not have. Of accounts that are not emulated nothing is known, and
 * nobody is missed there.
 */
export async function missingPrincipal(
  document: PolicyDocument,
  store: Store,
  home: string,
): Promise<string | undefined> {
  for (const principal of principalsOf(document)) {
    const [arn, account = '', kind = '', name = '', sessionAccount, role] = identityForm.exec(principal) ?? [];
    if (arn === undefined) continue;
    const owner = sessionAccount ?? account;
    const identity = { kind: kind === 'user' ? 'user' : 'role', name: role ?? name, account: owner } as const;
    const [found, root] = await Promise.all([
      store.get(identityKey(refOf(identity, home))),
      store.get(identityKey(refOf({ kind: 'root', name: 'root', account: owner }, home))),
    ]);
    if (!found && (root || owner === home)) return principal;
  }
  return undefined;
}

function principalsOf(document: PolicyDocument): readonly string[] {
  return statementsOf(document).flatMap(({ Principal, NotPrincipal }) =>
    [Principal, NotPrincipal].flatMap((element) =>
      element === undefined || element === '*' ? [] : many(element.AWS ?? []),
    ),
  );
}
