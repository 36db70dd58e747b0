import type { EmulatedCredentials } from '../control/control.ts';
import { ControlFault } from '../control/control-fault.ts';
import {
  accessKeyKey,
  accessKeyRange,
  identityKey,
  type AccessKeyRecord,
  type IdentityRecord,
  type IdentityRef,
} from './identity-records.ts';
import { valueOf } from './identities.ts';
import { newAccessKeyId, newSecretAccessKey } from './key-material.ts';
import type { Store } from '../store/store.ts';
import { updateRecord } from '../update-record.ts';

export interface AccessKeysOptions {
  readonly store: Store;
  readonly random: () => number;
  /** The emulator's own. */
  readonly account: string;
}

type KeyOwner = AccessKeyRecord['owner'];

/** Gives a user, or an account's root user, one more key. */
export async function createAccessKey(options: AccessKeysOptions, owner: KeyOwner): Promise<EmulatedCredentials> {
  const { random } = options;
  for (;;) {
    const pair = {
      accessKeyId: newAccessKeyId('AKIA', random),
      secretAccessKey: newSecretAccessKey(random),
    };
    if (await addKey(options, owner, pair)) return pair;
  }
}

/** Takes over a key pair made elsewhere. The same pair twice is no fault. */
export async function importAccessKey(
  options: AccessKeysOptions,
  owner: KeyOwner,
  pair: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Promise<void> {
  const { accessKeyId, secretAccessKey } = pair;
  // `ASIA…` is a temporary key, which only a session gives out.
  if (!/^(?!ASIA)\w{3,128}$/.test(accessKeyId)) {
    throw new ControlFault('ValidationError', `An access key id has 3 to 128 letters and digits, got ${accessKeyId}.`);
  }
  if (secretAccessKey === '') throw new ControlFault('ValidationError', 'A secret access key is not empty.');
  if (await addKey(options, owner, pair)) return;
  const there = await valueOf<AccessKeyRecord>(options.store, accessKeyKey(accessKeyId));
  if (there && isOwner(there, owner) && there.secretAccessKey === secretAccessKey) return;
  throw new ControlFault('EntityAlreadyExists', `The access key ${accessKeyId} exists already.`);
}

export async function setAccessKeyStatus(store: Store, accessKeyId: string, active: boolean): Promise<void> {
  await updateRecord<AccessKeyRecord>(store, accessKeyKey(accessKeyId), (key) => {
    if (!key) throw new ControlFault('NoSuchEntity', `The Access Key with id ${accessKeyId} cannot be found.`);
    return { ...key, active };
  });
}

/** The keys of a user or of root, oldest first. */
export async function accessKeysOf(store: Store, owner: KeyOwner): Promise<readonly AccessKeyRecord[]> {
  const keys = await accessKeys(store);
  return keys.filter((key) => isOwner(key, owner));
}

/** Whether a key is this identity's. */
export function isOwner({ owner }: AccessKeyRecord, { kind, name, account }: IdentityRef): boolean {
  return owner.kind === kind && owner.name === name && owner.account === account;
}

/** All permanent keys of all accounts, each owner's oldest first. */
export async function accessKeys(store: Store): Promise<readonly AccessKeyRecord[]> {
  const { from, to } = accessKeyRange();
  const entries = await store.range(from, to, Number.MAX_SAFE_INTEGER);
  return entries.map(({ value }) => value as AccessKeyRecord).sort((a, b) => a.sequence - b.sequence);
}

/** The newest active key, else the newest. Root and users who have none yet get one. */
export async function credentialsOf(options: AccessKeysOptions, owner: KeyOwner): Promise<EmulatedCredentials> {
  const keys = await accessKeysOf(options.store, owner);
  const key = keys.findLast(({ active }) => active) ?? keys.at(-1);
  if (!key) return createAccessKey(options, owner);
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey };
}

/** Makes the root user of the emulator's own account and its first key, unless they are there. */
export async function ensureRoot({ store, account, random }: AccessKeysOptions): Promise<void> {
  const owner = { kind: 'root', name: 'root' } as const;
  const rootKey = identityKey(owner);
  if (await store.get(rootKey)) return;
  const accessKeyId = newAccessKeyId('AKIA', random);
  const secretAccessKey = newSecretAccessKey(random);
  const first: AccessKeyRecord = { accessKeyId, secretAccessKey, owner, active: true, sequence: 1 };
  // Both or neither: a program that finds root finds its key too, and one that comes second changes nothing.
  await store.commit({
    expect: [{ key: rootKey, version: 0 }],
    put: [
      { key: rootKey, value: rootOf(account) },
      { key: accessKeyKey(accessKeyId), value: first },
    ],
  });
}

/** False when the id is taken. The root user of a further account comes with its first key. */
async function addKey(options: AccessKeysOptions, owner: KeyOwner, pair: EmulatedCredentials): Promise<boolean> {
  const { store } = options;
  const ownerKey = identityKey(owner);
  const record = await store.get(ownerKey);
  const isNewRoot = !record && owner.kind === 'root' && owner.account !== undefined;
  if (!record && !isNewRoot) {
    throw new ControlFault('NoSuchEntity', `The user with name ${owner.name} cannot be found.`);
  }
  const sequence = (await accessKeysOf(store, owner)).length + 1;
  const { accessKeyId, secretAccessKey } = pair;
  const value: AccessKeyRecord = { accessKeyId, secretAccessKey, owner, active: true, sequence };
  const key = accessKeyKey(accessKeyId);
  const root = isNewRoot ? [{ key: ownerKey, value: rootOf(owner.account ?? options.account) }] : [];
  // Two that make the same root user at once write the same, so that nothing is expected of its record.
  return store.commit({ expect: [{ key, version: 0 }], put: [...root, { key, value }] });
}

function rootOf(account: string): IdentityRecord {
  return { kind: 'root', name: 'root', id: account, account, policies: {} };
}
