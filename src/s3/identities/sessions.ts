import { CheckRecorder } from '../decision/check-recorder.ts';
import type { ControlCommand, EmulatedCredentials } from '../control/control.ts';
import { ControlFault } from '../control/control-fault.ts';
import { identityKey, type IdentityRecord, type IdentityRef } from './identity-records.ts';
import { findSigner, valueOf, type Signer } from './identities.ts';
import { conditionKeys } from '../policy/condition-keys.ts';
import { PolicyFault } from '../policy/policy-fault.ts';
import { validPolicy } from '../policy/valid-policy.ts';
import type { S3Request } from '../request.ts';
import { roleSession } from '../sts/assume-role.ts';
import type { Caller } from '../sts/context.ts';
import { requireLongTerm, tokenSession } from '../sts/get-session-token.ts';
import type { SessionMaker } from '../sts/issue-session.ts';
import { requireMayAssume } from '../sts/role-trust.ts';
import { updateRecord } from '../update-record.ts';

type RoleRef = IdentityRef & { readonly kind: 'role' };
type AssumeRole = Omit<ControlCommand & { readonly command: 'assume-role' }, 'role'> & { readonly role: RoleRef };
type GetSessionToken = ControlCommand & { readonly command: 'get-session-token' };

/** AssumeRole by STS's own rules; without a caller it is a service that assumes the role, which needs no permission. */
export async function assumeRole(maker: SessionMaker, command: AssumeRole): Promise<EmulatedCredentials> {
  const { by, sessionName = 'session', durationSeconds, policy } = command;
  const role = await roleOf(maker, command.role);
  const signer = by === undefined ? undefined : await callerOf(maker, by);
  if (signer) requireMayAssume(role, callerOn(maker, signer), new CheckRecorder());
  if (policy) checkPolicy(policy);
  return roleSession(maker, role, { caller: signer?.principal, sessionName, durationSeconds, policy });
}

/** GetSessionToken by STS's own rules; without a caller it is the root user of the emulator's own account that asks. */
export async function getSessionToken(maker: SessionMaker, command: GetSessionToken): Promise<EmulatedCredentials> {
  const { by, durationSeconds } = command;
  const caller = by === undefined ? undefined : await callerOf(maker, by);
  if (caller) requireLongTerm(caller, 'GetSessionToken');
  const owner = caller?.principal ?? ({ kind: 'root', name: 'root', account: maker.account } as const);
  return tokenSession(maker, owner, durationSeconds);
}

/** Denies all that sessions issued before now may do, as the console's "Revoke active sessions" does. */
export async function revokeSessions(maker: SessionMaker, ref: RoleRef): Promise<void> {
  await roleOf(maker, ref);
  // The next millisecond, so that sessions issued in this very instant are among those revoked.
  const revokedBefore = maker.instant.getTime() + 1;
  await updateRecord<IdentityRecord>(maker.store, identityKey(ref), (role) => {
    if (!role) throw noSuchRole(ref);
    const Condition = { DateLessThan: { 'aws:TokenIssueTime': new Date(revokedBefore).toISOString() } };
    const Statement = [{ Effect: 'Deny', Action: '*', Resource: '*', Condition }] as const;
    const AWSRevokeOlderSessions = { Version: '2012-10-17', Statement };
    return { ...role, revokedBefore, policies: { ...role.policies, AWSRevokeOlderSessions } };
  });
}

async function callerOf({ store, instant }: SessionMaker, accessKeyId: string): Promise<Signer> {
  const caller = await findSigner(store, accessKeyId);
  if (!caller?.isActive) {
    throw new ControlFault('InvalidClientTokenId', 'The security token included in the request is invalid.');
  }
  if (caller.session && instant > caller.session.expiresAt) {
    throw new ControlFault('ExpiredToken', 'The security token included in the request is expired');
  }
  return caller;
}

/** What stands in for a request, since a command has none: one from this computer. */
const localRequest: S3Request = {
  method: 'POST',
  rawPath: '/',
  rawQuery: '',
  headers: [],
  sourceAddress: '127.0.0.1',
  secure: true,
};

function callerOn({ instant }: SessionMaker, signer: Signer): Caller {
  const { principal } = signer;
  const keys = conditionKeys({
    operation: 'AssumeRole',
    request: localRequest,
    query: [],
    headers: [],
    principal,
    claims: undefined,
    instant,
    region: 'us-east-1',
    resourceAccount: principal.account,
  });
  return { signer, keys };
}

function checkPolicy(policy: unknown): void {
  try {
    validPolicy(policy, { kind: 'identity' });
  } catch (error) {
    if (error instanceof PolicyFault) throw new ControlFault('MalformedPolicyDocument', error.message);
    throw error;
  }
}

async function roleOf({ store }: SessionMaker, ref: RoleRef): Promise<IdentityRecord> {
  const role = await valueOf<IdentityRecord>(store, identityKey(ref));
  if (!role) throw noSuchRole(ref);
  return role;
}

function noSuchRole({ name }: RoleRef): ControlFault {
  return new ControlFault('NoSuchEntity', `The role with name ${name} cannot be found.`);
}
