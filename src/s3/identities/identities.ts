import {
  accessKeyKey,
  identityArn,
  identityKey,
  sessionKey,
  type AccessKeyRecord,
  type IdentityRecord,
  type SessionRecord,
} from './identity-records.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Principal } from './principal.ts';
import type { Store } from '../store/store.ts';

/** Who a key belongs to, with all that authentication and authorisation need to know. */
export interface Signer {
  readonly principal: Principal;
  readonly secretAccessKey: string;
  readonly isActive: boolean;
  /** Of a temporary key. */
  readonly session?: { readonly token: string; readonly expiresAt: Date } | undefined;
  readonly policies: readonly IdentityPolicy[];
  /** Of a session that was narrowed when it began: what these do not allow it may not do. An empty list allows nothing. */
  readonly sessionPolicies?: readonly IdentityPolicy[] | undefined;
}

/** A policy attached to the principal, with how the decision calls it. */
export interface IdentityPolicy {
  readonly source: string;
  readonly document: PolicyDocument;
}

/** Finds the signer of a key id; `undefined` for one that the account never gave out or has deleted. */
export async function findSigner(store: Store, accessKeyId: string): Promise<Signer | undefined> {
  if (accessKeyId.startsWith('ASIA')) {
    const session = await valueOf<SessionRecord>(store, sessionKey(accessKeyId));
    return session && sessionSigner(store, session);
  }
  const key = await valueOf<AccessKeyRecord>(store, accessKeyKey(accessKeyId));
  if (!key) return undefined;
  const owner = await valueOf<IdentityRecord>(store, identityKey(key.owner));
  if (!owner) return undefined;
  const { secretAccessKey, active: isActive } = key;
  return { principal: principalOf(owner), secretAccessKey, isActive, policies: policiesOf(owner) };
}

async function sessionSigner(store: Store, record: SessionRecord): Promise<Signer | undefined> {
  const owner = await valueOf<IdentityRecord>(store, identityKey(record.owner));
  if (!owner) return undefined;
  return {
    principal: sessionPrincipal(owner, record),
    secretAccessKey: record.secretAccessKey,
    isActive: true,
    session: { token: record.token, expiresAt: new Date(record.expiresAt) },
    policies: record.federatedName !== undefined && owner.kind === 'root' ? everything : policiesOf(owner),
    sessionPolicies: sessionPoliciesOf(record),
  };
}

/** What a federated user of root has to be narrowed from. */
const everything: readonly IdentityPolicy[] = [
  { source: 'the root user', document: { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } } },
];

/** A federated user without a policy of its own may do nothing. */
function sessionPoliciesOf({ policy, federatedName }: SessionRecord): readonly IdentityPolicy[] | undefined {
  if (policy) return [{ source: 'session policy', document: policy }];
  return federatedName === undefined ? undefined : [];
}

/** The principal of a permanent key. */
export function principalOf(owner: IdentityRecord): Principal {
  const kind = owner.kind === 'root' ? 'root' : 'user';
  return { kind, account: owner.account, arn: identityArn(owner), id: owner.id, name: owner.name };
}

function sessionPrincipal(owner: IdentityRecord, session: SessionRecord): Principal {
  const tokenIssuedAt = new Date(session.issuedAt);
  const { account, name } = owner;
  const { federatedName } = session;
  if (federatedName !== undefined) {
    const arn = `arn:aws:sts::${account}:federated-user/${federatedName}`;
    return {
      kind: 'federated user',
      account,
      arn,
      id: `${account}:${federatedName}`,
      name: federatedName,
      tokenIssuedAt,
    };
  }
  if (owner.kind !== 'role') return { ...principalOf(owner), tokenIssuedAt };
  const { sessionName = '' } = session;
  return {
    kind: 'role session',
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${sessionName}`,
    id: `${owner.id}:${sessionName}`,
    name,
    roleArn: identityArn(owner),
    sessionName,
    tokenIssuedAt,
  };
}

function policiesOf(owner: IdentityRecord): readonly IdentityPolicy[] {
  return Object.entries(owner.policies).map(([name, document]) => ({
    source: `${owner.kind} ${owner.name}, policy ${name}`,
    document,
  }));
}

/** A record of the store, believed to be what its key says. */
export async function valueOf<Value>(store: Store, key: string): Promise<Value | undefined> {
  return (await store.get(key))?.value as Value | undefined;
}
