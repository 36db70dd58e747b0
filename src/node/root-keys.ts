import type { Emulator } from '#s3/emulator.ts';

/** A key pair that an account's root user signs with. */
export interface RootKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The emulator's own when left out. */
  readonly account?: string | undefined;
}

/**
 * The variable that spares a secret the command line, where other programs and the shell's history see it. It is not one
 * of Amazon's: a real key that stands there for real work must not end up in the emulator's folder.
 */
export const rootKeysVariable = 'VALET_KEY_ACCESS_KEYS';

/**
 * Reads `ID:SECRET` or `ID:SECRET:ACCOUNT`. What is wrong is said without the text, since it may hold a secret.
 *
 * @throws RangeError
 */
export function parseRootKey(text: string): RootKey {
  const [accessKeyId, secretAccessKey, account, ...more] = text.trim().split(':');
  if (!accessKeyId || !secretAccessKey || more.length > 0) {
    throw new RangeError('Write an access key as ID:SECRET or ID:SECRET:ACCOUNT.');
  }
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new RangeError(`The account of the access key ${accessKeyId} is no number of 12 digits.`);
  }
  return { accessKeyId, secretAccessKey, ...(account !== undefined && { account }) };
}

/** Reads keys with commas between them, as {@link rootKeysVariable} has them. @throws RangeError */
export function parseRootKeys(list: string): readonly RootKey[] {
  return list
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(parseRootKey);
}

/** Gives the accounts these keys. @throws RangeError for one that cannot be taken over. */
export async function importRootKeys(emulator: Emulator, keys: readonly RootKey[]): Promise<void> {
  for (const key of keys) {
    const imported = await emulator.control({ command: 'import-access-key', user: 'root', ...key });
    if (!imported.ok) throw new RangeError(imported.message);
  }
}

/** The lines that tell how to sign where nobody handed keys in: the root user's own key, for a shell. */
export async function rootKeyLines(emulator: Emulator, region: string): Promise<readonly string[]> {
  const result = await emulator.control({ command: 'credentials', identity: 'root' });
  if (!result.ok || result.kind !== 'credentials') throw new TypeError('the root user has no key');
  const { accessKeyId, secretAccessKey } = result.credentials;
  return [
    `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    `export AWS_REGION=${region} AWS_DEFAULT_REGION=${region}`,
  ];
}
