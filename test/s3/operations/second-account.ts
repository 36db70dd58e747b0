import type { EmulatedCredentials } from '#s3/control/control.ts';

import { Account } from '../emulated-account.ts';

export const strangersAccount = '444455556666';

/** Keys of another account's root user, and of a user of its who may do these actions. */
export async function strangers(
  account: Account,
  allow: readonly string[] = ['s3:*'],
): Promise<{ readonly root: EmulatedCredentials; readonly user: EmulatedCredentials }> {
  await account.control({ command: 'put-user', user: 'guest', account: strangersAccount, allow });
  return {
    root: await account.credentials({ command: 'credentials', identity: 'root', account: strangersAccount }),
    user: await account.credentials({ command: 'credentials', identity: 'guest', account: strangersAccount }),
  };
}
