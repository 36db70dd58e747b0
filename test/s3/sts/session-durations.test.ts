import { beforeEach, describe, expect, test } from 'vitest';

import type { EmulatedCredentials } from '#s3/control/control.ts';

import { Account, start } from '../emulated-account.ts';
import { call, credentialsIn } from './sts-account.ts';

const own = '111122223333';
let account: Account;
let user: EmulatedCredentials;

beforeEach(async () => {
  account = await Account.withBucket();
  user = await account.user('app', ['sts:AssumeRole', 'sts:GetFederationToken']);
  await account.control({ command: 'put-role', role: 'long', allow: ['sts:AssumeRole'], maxSessionSeconds: 43_200 });
  await account.control({ command: 'put-role', role: 'short' });
});

const parameters = {
  GetSessionToken: {},
  GetFederationToken: { Name: 'guest' },
  long: { RoleArn: `arn:aws:iam::${own}:role/long`, RoleSessionName: 'session' },
  short: { RoleArn: `arn:aws:iam::${own}:role/short`, RoleSessionName: 'session' },
} as const;

type Asked = keyof typeof parameters;
type Caller = 'a user' | 'root' | 'a role' | 'a session of a user';

async function credentialsOf(caller: Caller): Promise<EmulatedCredentials> {
  if (caller === 'root') return account.root;
  if (caller === 'a user') return user;
  const action = caller === 'a role' ? 'AssumeRole' : 'GetSessionToken';
  const role = caller === 'a role' ? parameters.long : {};
  return credentialsIn(await call(account, action, { by: user, parameters: role }));
}

/** Seconds that the credentials last, or the code that they are refused with. */
async function lasting(asked: Asked, caller: Caller, seconds: number | undefined): Promise<number | string> {
  const action = asked === 'long' || asked === 'short' ? 'AssumeRole' : asked;
  const duration: Record<string, string> = seconds === undefined ? {} : { DurationSeconds: String(seconds) };
  const answer = await call(account, action, {
    by: await credentialsOf(caller),
    parameters: { ...parameters[asked], ...duration },
  });
  if (answer.status !== 200) return answer.code ?? '';
  return (Date.parse(credentialsIn(answer).expiration) - start.getTime()) / 1000;
}

const invalid = 'ValidationError';
const rows: readonly [asked: Asked, caller: Caller, seconds: number | undefined, lasts: number | string][] = [
  ['GetSessionToken', 'a user', undefined, 43_200],
  ['GetSessionToken', 'a user', 899, invalid],
  ['GetSessionToken', 'a user', 900, 900],
  ['GetSessionToken', 'a user', 129_600, 129_600],
  ['GetSessionToken', 'a user', 129_601, invalid],
  ['GetSessionToken', 'root', undefined, 3_600],
  ['GetSessionToken', 'root', 129_600, 3_600],
  ['GetFederationToken', 'a user', undefined, 43_200],
  ['GetFederationToken', 'a user', 899, invalid],
  ['GetFederationToken', 'a user', 129_600, 129_600],
  ['GetFederationToken', 'a user', 129_601, invalid],
  ['GetFederationToken', 'root', undefined, 3_600],
  ['long', 'a user', undefined, 3_600],
  ['long', 'a user', 899, invalid],
  ['long', 'a user', 900, 900],
  ['long', 'a user', 43_200, 43_200],
  ['long', 'a user', 43_201, invalid],
  ['short', 'a user', 3_600, 3_600],
  ['short', 'a user', 3_601, invalid],
  ['long', 'a role', undefined, 3_600],
  ['long', 'a role', 3_600, 3_600],
  ['long', 'a role', 3_601, invalid],
  // Only a role's session makes a chain.
  ['long', 'a session of a user', 43_200, 43_200],
];

describe('temporary credentials', () => {
  for (const [asked, caller, seconds, lasts] of rows) {
    const what = asked === 'long' || asked === 'short' ? `AssumeRole of the ${asked} role` : asked;
    test(`${what} by ${caller} for ${seconds ?? 'no'} seconds: ${lasts}`, async () => {
      expect(await lasting(asked, caller, seconds)).toBe(lasts);
    });
  }
});
