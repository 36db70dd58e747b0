import type { PolicyDocument } from '../policy/document.ts';
import { orderedKey, rangeUnder, type KeyRange } from '../store/order.ts';

/** Which identity is meant. */
export interface IdentityRef {
  readonly kind: 'root' | 'user' | 'role';
  readonly name: string;
  /** Absent in the emulator's own account, whose records were kept before there were others. */
  readonly account?: string | undefined;
}

export type NamedIdentity = Pick<IdentityRecord, 'kind' | 'name' | 'account'>;

/** A user, a role or the account itself, as the store keeps it. */
export interface IdentityRecord {
  readonly kind: 'root' | 'user' | 'role';
  readonly name: string;
  /** `AIDA…` of a user, `AROA…` of a role, the account's number of root. */
  readonly id: string;
  readonly account: string;
  /** Inline policies by name. Root has none. */
  readonly policies: Readonly<Record<string, PolicyDocument>>;
  /** Of a role: who may assume it, by ARN, account or user name; any principal of the account when absent. */
  readonly trusts?: readonly string[] | undefined;
  /** Of a role; 3,600 when absent. */
  readonly maxSessionSeconds?: number | undefined;
  /** Of a role whose sessions were revoked: those issued before this instant (epoch milliseconds) are denied. */
  readonly revokedBefore?: number | undefined;
}

/** A permanent key of root or of a user. */
export interface AccessKeyRecord {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly owner: IdentityRef & { readonly kind: 'root' | 'user' };
  readonly active: boolean;
  /** Counts an owner's keys, so that the newest is known although a clock may be moved back. */
  readonly sequence: number;
}

/** A temporary key, with the token that goes with it. Kept after its end, since S3 then answers ExpiredToken. */
export interface SessionRecord {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly owner: IdentityRef;
  /** Only a role's session has a name. */
  readonly sessionName?: string | undefined;
  /** Of a session that GetFederationToken made: the name it was given. */
  readonly federatedName?: string | undefined;
  /** What the session is narrowed by, beside what its owner may do. */
  readonly policy?: PolicyDocument | undefined;
  /** Epoch milliseconds. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

// Everything of the accounts but their buckets stands under this word in the store.
const top = 'account';
const ofOthers = 'other';

/** Identities of the emulator's own account, and those of all others. */
export const ownIdentities = (kind: 'user' | 'role'): KeyRange => rangeUnder(top, kind);
export const identitiesOfOthers = (): KeyRange => rangeUnder(top, ofOthers);
export const accessKeyRange = (): KeyRange => rangeUnder(top, 'key');
export const accessKeyKey = (accessKeyId: string): string => orderedKey(top, 'key', accessKeyId);
export const sessionKey = (accessKeyId: string): string => orderedKey(top, 'session', accessKeyId);

export function identityKey({ kind, name, account }: IdentityRef): string {
  return account === undefined ? orderedKey(top, kind, name) : orderedKey(top, ofOthers, account, kind, name);
}

/** The same identity by its account's number, as a record says it, for the emulator whose own account is `home`. */
export function refOf({ kind, name, account }: NamedIdentity, home: string): IdentityRef {
  return account === home ? { kind, name } : { kind, name, account };
}

/** ARN of an identity as IAM writes it. */
export function identityArn({ kind, name, account }: NamedIdentity): string {
  return `arn:aws:iam::${account}:${kind === 'root' ? 'root' : `${kind}/${name}`}`;
}
