import type { EmulatedCredentials } from './control.ts';
import { ControlFault } from './control-fault.ts';
import { accessKeyKey, identityKey, recordsOf, type AccessKeyRecord, type IdentityRecord } from './identity-records.ts';
import { valueOf } from './identities.ts';
import { newAccessKeyId, newSecretAccessKey } from './key-material.ts';
import type { Store } from './store/store.ts';
import { updateRecord } from './update-record.ts';

export interface AccessKeysOptions {
  readonly store: Store;
  readonly random: () => number;
  readonly account: string;
}

/** Gives a user, or the account (`root`), one more key. */
export async function createAccessKey(options: AccessKeysOptions, user: string): Promise<EmulatedCredentials> {
  const { random } = options;
  for (;;) {
    const pair = {
      accessKeyId: newAccessKeyId('AKIA', random),
      secretAccessKey: newSecretAccessKey(random),
    };
    if (await addKey(options, user, pair)) return pair;
  }
}

/** Takes over a key pair made elsewhere. The same pair twice is no fault. */
export async function importAccessKey(
  options: AccessKeysOptions,
  user: string,
  pair: { readonly accessKeyId: string; readonly secretAccessKey: string },
): Promise<void> {
  const { accessKeyId, secretAccessKey } = pair;
  // `ASIA…` is a temporary key, which only a session gives out.
  if (!/^(?!ASIA)\w{3,128}$/.test(accessKeyId)) {
    throw new ControlFault('ValidationError', `An access key id has 3 to 128 letters and digits, got ${accessKeyId}.`);
  }
  if (secretAccessKey === '') throw new ControlFault('ValidationError', 'A secret access key is not empty.');
  if (await addKey(options, user, pair)) return;
  const there = await valueOf<AccessKeyRecord>(options.store, accessKeyKey(accessKeyId));
  if (there?.owner.name === user && there.secretAccessKey === secretAccessKey) return;
  throw new ControlFault('EntityAlreadyExists', `The access key ${accessKeyId} exists already.`);
}

export async function setAccessKeyStatus(store: Store, accessKeyId: string, active: boolean): Promise<void> {
  await updateRecord<AccessKeyRecord>(store, accessKeyKey(accessKeyId), (key) => {
    if (!key) throw new ControlFault('NoSuchEntity', `The Access Key with id ${accessKeyId} cannot be found.`);
    return { ...key, active };
  });
}

/** The keys of a user or of root, oldest first. */
export async function accessKeysOf(store: Store, user: string): Promise<readonly AccessKeyRecord[]> {
  const keys = await accessKeys(store);
  return keys.filter(({ owner }) => owner.name === user);
}

/** All permanent keys of the account, each owner's oldest first. */
export async function accessKeys(store: Store): Promise<readonly AccessKeyRecord[]> {
  const { from, to } = recordsOf('key');
  const entries = await store.range(from, to, Number.MAX_SAFE_INTEGER);
  return entries.map(({ value }) => value as AccessKeyRecord).sort((a, b) => a.sequence - b.sequence);
}

/** The newest active key, else the newest. Root and users who have none yet get one. */
export async function credentialsOf(options: AccessKeysOptions, user: string): Promise<EmulatedCredentials> {
  const keys = await accessKeysOf(options.store, user);
  const key = keys.findLast(({ active }) => active) ?? keys.at(-1);
  if (!key) return createAccessKey(options, user);
  return { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey };
}

/** Makes the account's root user and its first key, unless they are there. */
export async function ensureRoot({ store, account, random }: AccessKeysOptions): Promise<void> {
  const rootKey = identityKey('root', 'root');
  if (await store.get(rootKey)) return;
  const root: IdentityRecord = { kind: 'root', name: 'root', id: account, account, policies: {} };
  const accessKeyId = newAccessKeyId('AKIA', random);
  const secretAccessKey = newSecretAccessKey(random);
  const owner = { kind: 'root', name: 'root' } as const;
  const first: AccessKeyRecord = { accessKeyId, secretAccessKey, owner, active: true, sequence: 1 };
  // Both or neither: a program that finds root finds its key too, and one that comes second changes nothing.
  await store.commit({
    expect: [{ key: rootKey, version: 0 }],
    put: [
      { key: rootKey, value: root },
      { key: accessKeyKey(accessKeyId), value: first },
    ],
  });
}

/** False when the id is taken. */
async function addKey(options: AccessKeysOptions, user: string, pair: EmulatedCredentials): Promise<boolean> {
  const { store } = options;
  const kind = user === 'root' ? 'root' : 'user';
  if (kind === 'user' && !(await store.get(identityKey('user', user)))) {
    throw new ControlFault('NoSuchEntity', `The user with name ${user} cannot be found.`);
  }
  const sequence = (await accessKeysOf(store, user)).length + 1;
  const { accessKeyId, secretAccessKey } = pair;
  const value: AccessKeyRecord = { accessKeyId, secretAccessKey, owner: { kind, name: user }, active: true, sequence };
  const key = accessKeyKey(accessKeyId);
  return store.commit({ expect: [{ key, version: 0 }], put: [{ key, value }] });
}
