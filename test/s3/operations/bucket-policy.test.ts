import { beforeEach, describe, expect, test } from 'vitest';

import type { EmulatedCredentials } from '#s3/control/control.ts';

import { Account, type Told } from '../emulated-account.ts';
import { strangers, strangersAccount } from './second-account.ts';

let account: Account;

beforeEach(async () => {
  account = await Account.withBucket();
});

const home = '111122223333';
const objects = 'arn:aws:s3:::bucket/*';
const allow = (AWS: string | readonly string[]): object => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action: 's3:GetObject',
  Resource: objects,
});

function put(statement: object, by?: EmulatedCredentials): Promise<Told> {
  const body = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  return account.send(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'policy=', body }, by));
}

describe('a principal', () => {
  beforeEach(async () => {
    await account.user('app', []);
    await account.control({ command: 'put-role', role: 'job' });
    await strangers(account);
  });

  for (const arn of [
    home,
    strangersAccount,
    '777788889999',
    `arn:aws:iam::${home}:root`,
    `arn:aws:iam::${home}:user/app`,
    `arn:aws:iam::${home}:role/job`,
    `arn:aws:sts::${home}:assumed-role/job/one`,
    `arn:aws:iam::${strangersAccount}:user/guest`,
    'arn:aws:iam::777788889999:user/unknown',
  ]) {
    test(`${arn} may be named`, async () => expect((await put(allow(arn))).status).toBe(204));
  }

  for (const arn of [
    `arn:aws:iam::${home}:user/nobody`,
    `arn:aws:iam::${home}:role/app`,
    `arn:aws:sts::${home}:assumed-role/nothing/one`,
    `arn:aws:iam::${strangersAccount}:user/nobody`,
  ]) {
    test(`${arn} does not exist, so no policy names it`, async () => {
      const told = await put(allow([home, arn]));
      expect([told.status, told.code, told.message, told.element('Detail')]).toEqual([
        400,
        'MalformedPolicy',
        'Invalid principal in policy',
        `"AWS" : "${arn}"`,
      ]);
    });
  }
});

test('who is of another account is answered 405, whatever it may', async () => {
  const { user } = await strangers(account);
  const resource = 'arn:aws:s3:::bucket';
  const Principal = { AWS: strangersAccount };
  await account.bucketPolicy({ Effect: 'Allow', Principal, Action: 's3:*', Resource: [resource, objects] });
  for (const method of ['GET', 'DELETE']) {
    const told = await account.send(account.headerSigned({ method, path: '/bucket', query: 'policy=' }, user));
    expect([told.status, told.code]).toEqual([405, 'MethodNotAllowed']);
  }
  expect((await put(allow(home), user)).code).toBe('MethodNotAllowed');
});

test('Block Public Access refuses a public policy, and says which setting does', async () => {
  const told = await put(allow('*'));
  expect([told.status, told.code]).toEqual([403, 'AccessDenied']);
  expect(told.message).toBe(
    `User: arn:aws:iam::${home}:root is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::bucket" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
});

test('RestrictPublicBuckets leaves a public policy to the account', async () => {
  await account.put('a.txt', 'x');
  const { user } = await strangers(account);
  const block = async (setting: string): Promise<void> => {
    const body = `<PublicAccessBlockConfiguration><${setting}>true</${setting}></PublicAccessBlockConfiguration>`;
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'publicAccessBlock=', body }));
  };
  await block('IgnorePublicAcls');
  expect((await put(allow('*'))).status).toBe(204);
  const app = await account.user('app', []);
  const statuses = async (): Promise<readonly number[]> => {
    const asked = [undefined, user, app].map((by) =>
      account.send(
        by ? account.headerSigned({ path: '/bucket/a.txt' }, by) : account.request({ path: '/bucket/a.txt' }),
      ),
    );
    return (await Promise.all(asked)).map(({ status }) => status);
  };
  expect(await statuses()).toEqual([200, 200, 200]);
  await block('RestrictPublicBuckets');
  expect(await statuses()).toEqual([403, 403, 200]);
});

describe('the status of a policy', () => {
  const status = async (): Promise<string> => {
    const told = await account.send(account.headerSigned({ path: '/bucket', query: 'policyStatus=' }));
    return told.code ?? told.text.replace(/^.*<IsPublic>(\w+)<.*$/s, '$1');
  };

  test('is NoSuchBucketPolicy without one', async () => expect(await status()).toBe('NoSuchBucketPolicy'));

  test('says whether it is public', async () => {
    await put(allow(home));
    expect(await status()).toBe('false');
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket', query: 'publicAccessBlock=' }));
    await put(allow('*'));
    expect(await status()).toBe('true');
  });
});
