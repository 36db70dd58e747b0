import { accessKeys, isOwner } from './access-keys.ts';
import type { ControlCommand, IdentitySummary } from '../control/control.ts';
import { ControlFault } from '../control/control-fault.ts';
import { namedIdentity } from './identity-names.ts';
import {
  identitiesOfOthers,
  identityArn,
  identityKey,
  ownIdentities,
  refOf,
  type IdentityRecord,
  type NamedIdentity,
} from './identity-records.ts';
import { newIdentityId } from './key-material.ts';
import { roleSessionDefaultSeconds, roleSessionMaximumSeconds } from '../limits.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { PolicyFault } from '../policy/policy-fault.ts';
import { validPolicy } from '../policy/valid-policy.ts';
import { S3Error } from '../errors.ts';
import type { KeyRange } from '../store/order.ts';
import type { Store } from '../store/store.ts';
import { updateRecord } from '../update-record.ts';

export interface IdentityCommandsOptions {
  readonly store: Store;
  readonly random: () => number;
  /** The emulator's own. */
  readonly account: string;
}

type Command<Name extends ControlCommand['command']> = ControlCommand & { readonly command: Name };

/** The inline policy that `allow` stands for. */
const allowPolicyName = 'allow';
const namePattern = /^[\w+=,.@-]{1,64}$/;

/** Makes a user, or changes what an existing one is allowed; further policies stay. */
export async function putUser(options: IdentityCommandsOptions, command: Command<'put-user'>): Promise<void> {
  checkName(command.user);
  if (command.user === 'root') throw new ControlFault('ValidationError', 'root is the name of the account itself.');
  const account = command.account ?? options.account;
  const key = identityKey(refOf({ kind: 'user', name: command.user, account }, options.account));
  await updateRecord<IdentityRecord>(options.store, key, (user) => ({
    ...(user ?? newIdentity(options.random, { kind: 'user', name: command.user, account })),
    policies: withAllowed(user?.policies ?? {}, command.allow),
  }));
}

/** Makes a role, or changes an existing one; what the command leaves out stays. */
export async function putRole(options: IdentityCommandsOptions, command: Command<'put-role'>): Promise<void> {
  const { role: name, trusts, maxSessionSeconds } = command;
  checkName(name);
  const isInRange =
    maxSessionSeconds === undefined ||
    (Number.isInteger(maxSessionSeconds) &&
      maxSessionSeconds >= roleSessionDefaultSeconds &&
      maxSessionSeconds <= roleSessionMaximumSeconds);
  if (!isInRange) {
    const range = `${roleSessionDefaultSeconds} to ${roleSessionMaximumSeconds} seconds`;
    throw new ControlFault('ValidationError', `MaxSessionDuration is ${range}, got ${maxSessionSeconds}.`);
  }
  const account = command.account ?? options.account;
  const key = identityKey(refOf({ kind: 'role', name, account }, options.account));
  await updateRecord<IdentityRecord>(options.store, key, (role) => ({
    ...(role ?? newIdentity(options.random, { kind: 'role', name, account })),
    policies: withAllowed(role?.policies ?? {}, command.allow),
    ...(trusts === undefined ? {} : { trusts }),
    ...(maxSessionSeconds === undefined ? {} : { maxSessionSeconds }),
  }));
}

/** Attaches an inline policy to a user or a role, or takes it away. */
export async function putIdentityPolicy(
  options: IdentityCommandsOptions,
  command: Command<'put-identity-policy'>,
): Promise<void> {
  const { name = 'policy', policy } = command;
  checkName(name);
  if (policy !== undefined) checkPolicy(policy);
  const key = await keyOf(options, command);
  await updateRecord<IdentityRecord>(options.store, key, (identity) => {
    if (!identity) throw noSuchIdentity(command.identity);
    const { [name]: _, ...others } = identity.policies;
    return { ...identity, policies: policy === undefined ? others : { ...others, [name]: policy } };
  });
}

/** Root, the users and the roles of the emulator's own account, and behind them those of others, with their keys. */
export async function identitySummaries({
  store,
  account,
}: IdentityCommandsOptions): Promise<readonly IdentitySummary[]> {
  const keys = await accessKeys(store);
  const root = { kind: 'root', name: 'root', account } as const;
  const ranges = [ownIdentities('user'), ownIdentities('role'), identitiesOfOthers()];
  const records = await Promise.all(ranges.map((range) => recordsIn(store, range)));
  return [root, ...records.flat()].map(({ kind, name, account: owner }) => ({
    kind,
    name,
    account: owner,
    arn: identityArn({ kind, name, account: owner }),
    accessKeys: keys
      .filter((key) => isOwner(key, refOf({ kind, name, account: owner }, account)))
      .map(({ accessKeyId, active }) => ({ accessKeyId, active })),
  }));
}

async function recordsIn(store: Store, { from, to }: KeyRange): Promise<readonly IdentityRecord[]> {
  const entries = await store.range(from, to, Number.MAX_SAFE_INTEGER);
  return entries.map(({ value }) => value as IdentityRecord);
}

/** By ARN, or by name: a user's first, then a role's. */
async function keyOf(
  { store, account: home }: IdentityCommandsOptions,
  { identity, account }: Pick<Command<'put-identity-policy'>, 'identity' | 'account'>,
): Promise<string> {
  const { kind, ...named } = namedIdentity(identity, { account, home });
  const kinds = kind === undefined ? (['user', 'role'] as const) : [kind];
  for (const candidate of kinds.filter((wanted) => wanted !== 'root')) {
    const key = identityKey({ kind: candidate, ...named });
    if (await store.get(key)) return key;
  }
  throw noSuchIdentity(identity);
}

function newIdentity(random: () => number, identity: NamedIdentity): IdentityRecord {
  const id = newIdentityId(identity.kind === 'user' ? 'AIDA' : 'AROA', random);
  return { ...identity, id, policies: {} };
}

function withAllowed(
  policies: IdentityRecord['policies'],
  allow: readonly string[] | undefined,
): IdentityRecord['policies'] {
  if (allow === undefined) return policies;
  const { [allowPolicyName]: _, ...others } = policies;
  if (allow.length === 0) return others;
  const Statement = [{ Effect: 'Allow', Action: [...allow], Resource: '*' }] as const;
  const policy: PolicyDocument = { Version: '2012-10-17', Statement };
  checkPolicy(policy);
  return { ...others, [allowPolicyName]: policy };
}

function checkPolicy(policy: PolicyDocument): void {
  try {
    validPolicy(policy, { kind: 'identity' });
  } catch (error) {
    if (error instanceof PolicyFault) throw new ControlFault('MalformedPolicyDocument', error.message);
    if (error instanceof S3Error) throw new ControlFault(error.code, error.message);
    throw error;
  }
}

function checkName(name: string): void {
  if (namePattern.test(name)) return;
  throw new ControlFault(
    'ValidationError',
    `A name is 1 to 64 characters of letters, digits and _+=,.@-, got ${name}.`,
  );
}

function noSuchIdentity(identity: string): ControlFault {
  return new ControlFault('NoSuchEntity', `There is no user and no role ${identity}.`);
}
