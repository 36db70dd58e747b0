import type { ControlCommand, EmulatedCredentials } from './control.ts';
import { ControlFault } from './control-fault.ts';
import {
  identityArn,
  identityKey,
  refOf,
  sessionKey,
  type IdentityRecord,
  type IdentityRef,
  type SessionRecord,
} from './identity-records.ts';
import { findSigner, valueOf, type Signer } from './identities.ts';
import { newAccessKeyId, newSecretAccessKey, newSessionToken } from './key-material.ts';
import {
  chainedSessionMaximumSeconds,
  roleSessionDefaultSeconds,
  roleSessionMaximumSeconds,
  rootSessionMaximumSeconds,
  sessionMinimumSeconds,
  sessionTokenDefaultSeconds,
  sessionTokenMaximumSeconds,
} from './limits.ts';
import { updateRecord } from './update-record.ts';
import type { Store } from './store/store.ts';

export interface SessionsOptions {
  readonly store: Store;
  readonly random: () => number;
  /** The emulator's own. */
  readonly account: string;
  /** The emulated instant. */
  readonly instant: Date;
}

type AssumeRole = Omit<ControlCommand & { readonly command: 'assume-role' }, 'role'> & { readonly role: RoleRef };
type RoleRef = IdentityRef & { readonly kind: 'role' };
type GetSessionToken = ControlCommand & { readonly command: 'get-session-token' };

/** AssumeRole: at most the role's maximum, and one hour where the caller's own credentials are a role's. */
export async function assumeRole(options: SessionsOptions, command: AssumeRole): Promise<EmulatedCredentials> {
  const role = await roleOf(options.store, command.role);
  const caller = command.by === undefined ? undefined : await callerOf(options, command.by);
  if (caller && !isTrusted(role, caller)) {
    const { arn } = caller.principal;
    throw new ControlFault(
      'AccessDenied',
      `User: ${arn} is not authorized to perform: sts:AssumeRole on resource: ${identityArn(role)}`,
    );
  }
  const seconds = command.durationSeconds ?? roleSessionDefaultSeconds;
  checkRange(seconds, roleSessionMaximumSeconds);
  if (caller?.principal.kind === 'role session' && seconds > chainedSessionMaximumSeconds) {
    const limit = 'the 1 hour session limit for roles assumed by role chaining';
    throw new ControlFault('ValidationError', `The requested DurationSeconds exceeds ${limit}.`);
  }
  if (seconds > (role.maxSessionSeconds ?? roleSessionDefaultSeconds)) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    throw new ControlFault('ValidationError', message);
  }
  const { revokedBefore = 0 } = role;
  // A session issued in the instant of a revocation comes after it.
  const issuedAt = Math.max(options.instant.getTime(), revokedBefore);
  const sessionName = command.sessionName ?? 'session';
  return issue(options, { owner: command.role, sessionName, issuedAt }, seconds);
}

/** GetSessionToken: up to 36 hours for a user; the account's root user gets one hour, whatever it asks for. */
export async function getSessionToken(
  options: SessionsOptions,
  command: GetSessionToken,
): Promise<EmulatedCredentials> {
  const caller = command.by === undefined ? undefined : await callerOf(options, command.by);
  if (caller?.session) {
    throw new ControlFault('AccessDenied', 'Cannot call GetSessionToken with session credentials');
  }
  const { kind, name, account } = caller?.principal ?? { kind: 'root', name: 'root', account: options.account };
  const isRoot = kind === 'root';
  const asked = command.durationSeconds ?? sessionTokenDefaultSeconds;
  checkRange(asked, sessionTokenMaximumSeconds);
  const owner = refOf({ kind: isRoot ? 'root' : 'user', name, account }, options.account);
  const seconds = isRoot ? Math.min(asked, rootSessionMaximumSeconds) : asked;
  return issue(options, { owner, issuedAt: options.instant.getTime() }, seconds);
}

/** Denies all that sessions issued before now may do, as the console's "Revoke active sessions" does. */
export async function revokeSessions(options: SessionsOptions, ref: RoleRef): Promise<void> {
  await roleOf(options.store, ref);
  // The next millisecond, so that sessions issued in this very instant are among those revoked.
  const revokedBefore = options.instant.getTime() + 1;
  await updateRecord<IdentityRecord>(options.store, identityKey(ref), (role) => {
    if (!role) throw noSuchRole(ref);
    const Condition = { DateLessThan: { 'aws:TokenIssueTime': new Date(revokedBefore).toISOString() } };
    const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }] as const;
    const AWSRevokeOlderSessions = { Version: '2012-10-17', Statement };
    return { ...role, revokedBefore, policies: { ...role.policies, AWSRevokeOlderSessions } };
  });
}

type NewSession = Pick<SessionRecord, 'owner' | 'sessionName' | 'issuedAt'>;

async function issue(options: SessionsOptions, session: NewSession, seconds: number): Promise<EmulatedCredentials> {
  const { store, random } = options;
  for (;;) {
    const value: SessionRecord = {
      ...session,
      accessKeyId: newAccessKeyId('ASIA', random),
      secretAccessKey: newSecretAccessKey(random),
      token: newSessionToken(random),
      expiresAt: options.instant.getTime() + seconds * 1000,
    };
    const { accessKeyId, secretAccessKey, token: sessionToken } = value;
    const key = sessionKey(accessKeyId);
    if (await store.commit({ expect: [{ key, version: 0 }], put: [{ key, value }] })) {
      return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(value.expiresAt).toISOString() };
    }
  }
}

async function callerOf({ store, instant }: SessionsOptions, accessKeyId: string): Promise<Signer> {
  const caller = await findSigner(store, accessKeyId);
  if (!caller?.isActive) {
    throw new ControlFault('InvalidClientTokenId', 'The security token included in the request is invalid.');
  }
  if (caller.session && instant > caller.session.expiresAt) {
    throw new ControlFault('ExpiredToken', 'The security token included in the request is expired');
  }
  return caller;
}

function isTrusted(role: IdentityRecord, { principal }: Signer): boolean {
  const { trusts } = role;
  if (trusts === undefined) return principal.account === role.account;
  const names = [principal.arn, principal.roleArn, principal.account, `arn:aws:iam::${principal.account}:root`];
  // A bare name is that of a user of the role's own account.
  if (principal.kind === 'user' && principal.account === role.account) names.push(principal.name);
  return trusts.some((trusted) => trusted === '*' || names.includes(trusted));
}

async function roleOf(store: Store, ref: RoleRef): Promise<IdentityRecord> {
  const role = await valueOf<IdentityRecord>(store, identityKey(ref));
  if (!role) throw noSuchRole(ref);
  return role;
}

function noSuchRole({ name }: RoleRef): ControlFault {
  return new ControlFault('NoSuchEntity', `The role with name ${name} cannot be found.`);
}

function checkRange(seconds: number, maximum: number): void {
  const side = seconds < sessionMinimumSeconds ? 'greater' : 'less';
  const limit = side === 'greater' ? sessionMinimumSeconds : maximum;
  if (Number.isInteger(seconds) && seconds >= sessionMinimumSeconds && seconds <= maximum) return;
  throw new ControlFault(
    'ValidationError',
    `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${side} than or equal to ${limit}`,
  );
}
