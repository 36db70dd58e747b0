import { beforeEach, expect, test } from 'vitest';

import type { EmulatedCredentials } from '#s3/control/control.ts';
import type { S3Request } from '#s3/request.ts';

import { Account, header, start } from '../emulated-account.ts';

let account: Account;
let now: Date;
let user: EmulatedCredentials;
/** Signed by a user for a day. */
let url: S3Request;

beforeEach(async () => {
  now = start;
  account = await Account.withBucket({ now: () => now });
  await account.put('a.txt', 'hello');
  user = await account.user('app', ['s3:GetObject']);
  url = account.presigned({ path: '/bucket/a.txt', expiresSeconds: 86_400 }, user);
});

const denied = (condition?: unknown) =>
  account.bucketPolicy({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::bucket/*',
    ...(condition === undefined ? {} : { Condition: condition }),
  });
const later = (seconds: number): void => {
  now = new Date(start.getTime() + seconds * 1000);
};
const deactivate = (accessKeyId: string) =>
  account.control({ command: 'set-access-key-status', accessKeyId, active: false });

const refusals: readonly [lever: string, pull: () => Promise<unknown>, code: string, by: string][] = [
  ['the key is deactivated', () => deactivate(user.accessKeyId), 'InvalidAccessKeyId', 'access-key'],
  [
    'the permission is taken away',
    () => account.control({ command: 'put-user', user: 'app', allow: [] }),
    'AccessDenied',
    'identity-policy',
  ],
  [
    'the user is denied it',
    () => {
      const policy = { Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } } as const;
      return account.control({ command: 'put-identity-policy', identity: 'app', name: 'stop', policy });
    },
    'AccessDenied',
    'identity-policy',
  ],
  ['the bucket policy denies it', () => denied(), 'AccessDenied', 'bucket-policy'],
  [
    'the bucket policy denies other addresses',
    () => denied({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    'AccessDenied',
    'bucket-policy',
  ],
  [
    'the bucket policy denies URLs by their kind',
    () => denied({ StringEquals: { 's3:authType': 'REST-QUERY-STRING' } }),
    'AccessDenied',
    'bucket-policy',
  ],
  [
    'the bucket policy denies signatures older than ten minutes',
    async () => {
      await denied({ NumericGreaterThan: { 's3:signatureAge': '600000' } });
      expect((await account.send(url)).status).toBe(200);
      later(601);
    },
    'AccessDenied',
    'bucket-policy',
  ],
  [
    'its object is deleted, and the signer may not list',
    () => account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket/a.txt' })),
    'AccessDenied',
    'object',
  ],
];
for (const [lever, pull, code, by] of refusals) {
  test(`a URL that was given out stops when ${lever}`, async () => {
    expect((await account.send(url)).status).toBe(200);
    await pull();
    const told = await account.send(url);
    expect([told.status, told.code, told.failed]).toEqual([403, code, by]);
  });
}

test('a URL stops without TLS where the bucket policy asks for it', async () => {
  await denied({ Bool: { 'aws:SecureTransport': 'false' } });
  expect((await account.send(url)).status).toBe(200);
  expect((await account.send({ ...url, secure: false })).failed).toBe('bucket-policy');
});

test('a second key leaves the URLs of the first alive', async () => {
  await account.credentials({ command: 'create-access-key', user: 'app' });
  expect((await account.send(url)).status).toBe(200);
});

test('a session that is revoked stops its URLs, and a new one works', async () => {
  await account.control({ command: 'put-role', role: 'job', allow: ['s3:GetObject'] });
  const session = (): Promise<EmulatedCredentials> => account.credentials({ command: 'assume-role', role: 'job' });
  const old = account.presigned({ path: '/bucket/a.txt' }, await session());
  expect((await account.send(old)).status).toBe(200);
  later(60);
  await account.control({ command: 'revoke-sessions', role: 'job' });
  const told = await account.send(old);
  expect([told.status, told.code, told.failed]).toEqual([403, 'AccessDenied', 'identity-policy']);
  const fresh = account.presigned({ path: '/bucket/a.txt', instant: now }, await session());
  expect((await account.send(fresh)).status).toBe(200);
});

test('Block Public Access stops no URL', async () => {
  expect((await account.send(account.request({ path: '/bucket/a.txt' }))).status).toBe(403);
  expect((await account.send(url)).status).toBe(200);
});

test('who may list learns that an object is gone, by 404, and a delete marker says so to both', async () => {
  const lister = await account.user('lister', ['s3:GetObject', 's3:ListBucket']);
  const listers = account.presigned({ path: '/bucket/a.txt' }, lister);
  const body = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
  await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'versioning=', body }));
  await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket/a.txt' }));
  const answers = [await account.send(listers), await account.send(url)];
  expect(answers.map((told) => [told.status, told.code, header(told, 'x-amz-delete-marker')])).toEqual([
    [404, 'NoSuchKey', 'true'],
    [403, 'AccessDenied', 'true'],
  ]);
  await account.put('a.txt', 'again');
  expect((await account.send(url)).text).toBe('again');
});
