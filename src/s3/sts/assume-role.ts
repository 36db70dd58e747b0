import { element } from '#base/xml.ts';
import { valueOf } from '../identities/identities.ts';
import { identityKey, refOf, type IdentityRecord } from '../identities/identity-records.ts';
import { sessionPolicyMaximumCharacters } from '../limits.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Principal } from '../identities/principal.ts';
import type { StsContext, StsHandler } from './context.ts';
import { StsError } from './errors.ts';
import { credentialsElement, issueSession, type SessionMaker, type TemporaryCredentials } from './issue-session.ts';
import { refuseParameters, validParameters, type Constraint } from './parameters.ts';
import { deniedAction } from './permission.ts';
import { requireMayAssume } from './role-trust.ts';
import { packedPolicySize, sessionPolicy } from './session-policy.ts';
import { roleSessionSeconds } from './session-seconds.ts';

const constraints: readonly Constraint[] = [
  { name: 'RoleArn', isRequired: true, minimum: 20, maximum: 2_048 },
  { name: 'RoleSessionName', isRequired: true, minimum: 2, maximum: 64, pattern: '[\\w+=,.@-]*' },
  { name: 'DurationSeconds', isNumber: true, minimum: 900, maximum: 43_200 },
  { name: 'Policy', minimum: 1, maximum: sessionPolicyMaximumCharacters },
  { name: 'ExternalId', minimum: 2, maximum: 1_224, pattern: '[\\w+=,.@:/-]*' },
];
const missing = [
  'PolicyArns',
  'Tags',
  'TransitiveTagKeys',
  'SourceIdentity',
  'SerialNumber',
  'TokenCode',
  'ProvidedContexts',
];

export const assumeRole: StsHandler = async (context) => {
  const { parameters, signer, maker, checks } = context;
  const { RoleArn = '', RoleSessionName: sessionName = '', ...others } = validParameters(parameters, constraints);
  refuseParameters(parameters, missing);
  const policy = sessionPolicy(others['Policy']);
  checks.pass('request');
  if (others['ExternalId'] !== undefined) checks.note('ExternalId decides nothing here: trusts have no conditions.');
  const role = await trustedRole(context, RoleArn);
  const seconds = others['DurationSeconds'];
  const credentials = await roleSession(maker, role, {
    caller: signer.principal,
    sessionName,
    durationSeconds: seconds === undefined ? undefined : Number(seconds),
    policy,
  });
  const user = [
    element('AssumedRoleId', `${role.id}:${sessionName}`),
    element('Arn', `arn:aws:sts::${role.account}:assumed-role/${role.name}/${sessionName}`),
  ];
  return [
    credentialsElement(credentials),
    element('AssumedRoleUser', user),
    element('PackedPolicySize', packedPolicySize(others['Policy'])),
  ];
};

export interface RoleSession {
  /** Absent for a service, to which no limit of chaining applies. */
  readonly caller: Principal | undefined;
  readonly sessionName: string;
  readonly durationSeconds: number | undefined;
  readonly policy: PolicyDocument | undefined;
}

/** Credentials of a role for a caller that may have them. @throws StsError where it asks for too long. */
export async function roleSession(
  maker: SessionMaker,
  role: IdentityRecord,
  { caller, sessionName, durationSeconds, policy }: RoleSession,
): Promise<TemporaryCredentials> {
  const seconds = roleSessionSeconds(role, caller, durationSeconds);
  // A session issued in the instant of a revocation comes after it.
  const issuedAt = Math.max(maker.instant.getTime(), role.revokedBefore ?? 0);
  const owner = refOf(role, maker.account);
  return issueSession(maker, { owner, sessionName, issuedAt, seconds, ...(policy && { policy }) });
}

/** The role that an ARN names, if it trusts the caller. One that does not exist is answered like one that does not. */
async function trustedRole(context: StsContext, arn: string): Promise<IdentityRecord> {
  const { signer, maker, checks } = context;
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]+:.+$/.test(arn)) {
    checks.fail('request', new StsError('ValidationError', `${arn} is invalid`));
  }
  const [, account = '', name = ''] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  const key = identityKey(refOf({ kind: 'role', name, account }, maker.account));
  const role = await valueOf<IdentityRecord>(maker.store, key);
  if (!role) {
    const error = deniedAction(signer.principal, 'sts:AssumeRole', arn)();
    return checks.fail('role-trust', error, { kind: 'note', text: 'there is no such role' });
  }
  requireMayAssume(role, context, checks);
  return role;
}
