import { beforeEach, describe, expect, test } from 'vitest';

import type { EmulatedCredentials } from '#s3/control/control.ts';
import { keyReaders } from '#s3/policy/condition-key-table.ts';
import type { S3Request } from '#s3/request.ts';

import { Account, start, type Draft } from '../emulated-account.ts';
import { formRequest } from '../post/signed-form.ts';

let account: Account;
let app: EmulatedCredentials;

beforeEach(async () => {
  account = await Account.withBucket();
  await account.ok(
    account.headerSigned({
      method: 'PUT',
      path: '/bucket/a.txt',
      body: 'hello',
      headers: [['x-amz-tagging', 'team=red&Stage=live']],
    }),
  );
  app = await account.user('app', ['s3:*', 'kms:*']);
});

const everything = ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'];

/** Whether a bucket policy that denies everything under a condition stops a request. */
async function isDenied(condition: object, request: S3Request): Promise<boolean> {
  await account.bucketPolicy({
    Effect: 'Deny',
    Principal: { AWS: 'arn:aws:iam::111122223333:user/app' },
    Action: 's3:*',
    Resource: everything,
    Condition: condition,
  });
  const told = await account.send(request);
  expect(told.status === 403).toBe(told.failed === 'bucket-policy');
  return told.failed === 'bucket-policy';
}

const get: Draft = { path: '/bucket/a.txt' };
const put = (...headers: readonly (readonly [string, string])[]): Draft => ({
  method: 'PUT',
  path: '/bucket/b.txt',
  headers,
  body: 'x',
});
const later = new Date(start.getTime() - 60_000);

interface Row {
  /** What the condition says, and what it is about. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly draft: Draft;
  readonly denied: boolean;
  readonly presigned?: boolean;
  readonly via?: S3Request['via'];
}

const signed = (condition: Row['condition'], draft: Draft, denied: boolean): Row => ({ condition, draft, denied });
const presigned = (condition: Row['condition'], draft: Draft, denied: boolean): Row => ({
  ...signed(condition, draft, denied),
  presigned: true,
});
/** One key compared with what a request has, and with something else. */
const both = (key: string, draft: Draft, value: string, other = `${value}-other`): readonly Row[] => [
  signed({ StringEquals: { [key]: value } }, draft, true),
  signed({ StringEquals: { [key]: other } }, draft, false),
];

const rows: readonly Row[] = [
  ...both('aws:PrincipalArn', get, 'arn:aws:iam::111122223333:user/app'),
  ...both('aws:PrincipalAccount', get, '111122223333', '444455556666'),
  ...both('aws:PrincipalType', get, 'User', 'AssumedRole'),
  ...both('aws:ResourceAccount', get, '111122223333', '444455556666'),
  ...both('s3:ResourceAccount', get, '111122223333', '444455556666'),
  ...both('aws:username', get, 'app'),
  ...both('aws:RequestedRegion', get, 'us-east-1', 'eu-west-1'),
  ...both('aws:Referer', { ...get, headers: [['referer', 'https://a.example/']] }, 'https://a.example/'),
  signed(
    { StringLike: { 'aws:Referer': 'https://a.example/*' } },
    { ...get, headers: [['referer', 'https://a.example/x']] },
    true,
  ),
  ...both('aws:UserAgent', { ...get, headers: [['user-agent', 'curl/8']] }, 'curl/8'),
  signed({ Null: { 'aws:TokenIssueTime': 'true' } }, get, true),
  signed({ Null: { 'aws:PrincipalOrgID': 'false' } }, get, false),
  signed({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }, get, true),
  signed({ DateGreaterThan: { 'aws:CurrentTime': '2026-03-01T08:59:59Z' } }, get, true),
  signed({ DateGreaterThan: { 'aws:CurrentTime': '2026-03-01T09:00:00Z' } }, get, false),
  signed({ NumericEquals: { 'aws:EpochTime': String(start.getTime() / 1000) } }, get, true),
  signed({ Bool: { 'aws:SecureTransport': 'false' } }, { ...get, secure: false }, true),
  signed({ Bool: { 'aws:SecureTransport': 'false' } }, get, false),
  signed({ NumericLessThan: { 's3:TlsVersion': '1.2' } }, get, false),
  signed({ NumericLessThan: { 's3:TlsVersion': '1.4' } }, get, true),
  signed({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { ...get, sourceAddress: '203.0.113.9' }, true),
  signed(
    { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } },
    { ...get, sourceAddress: '2001:db8::9' },
    false,
  ),
  { ...signed({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, get, true), via: { vpcEndpoint: 'vpce-1' } },
  { ...signed({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, get, true), via: { vpcEndpoint: 'vpce-1' } },
  { ...signed({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, get, false), via: { vpcEndpoint: 'vpce-1' } },
  signed({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, get, true),
  {
    ...signed({ StringEquals: { 'aws:SourceVpc': 'vpc-7' } }, get, true),
    via: { vpcEndpoint: 'vpce-1', vpc: 'vpc-7' },
  },
  { ...signed({ IpAddress: { 'aws:VpcSourceIp': '192.0.2.1' } }, get, true), via: { vpcEndpoint: 'vpce-1' } },
  signed({ IpAddress: { 'aws:VpcSourceIp': '192.0.2.1' } }, get, false),
  ...both('s3:authType', get, 'REST-HEADER', 'REST-QUERY-STRING'),
  presigned({ StringEquals: { 's3:authType': 'REST-QUERY-STRING' } }, get, true),
  ...both('s3:signatureversion', get, 'AWS4-HMAC-SHA256', 'AWS'),
  presigned({ NumericGreaterThan: { 's3:signatureAge': '59999' } }, { ...get, instant: later }, true),
  presigned({ NumericGreaterThan: { 's3:signatureAge': '60000' } }, { ...get, instant: later }, false),
  presigned(
    { NumericLessThan: { 's3:signatureAge': '1' } },
    { ...get, instant: new Date(start.getTime() + 5_000) },
    true,
  ),
  signed({ NumericGreaterThanEquals: { 's3:signatureAge': '0' } }, get, false),
  ...both('s3:prefix', { path: '/bucket', query: 'list-type=2&prefix=home%2F' }, 'home/'),
  ...both('s3:prefix', { path: '/bucket', query: 'prefix=home%2F' }, 'home/'),
  ...both('s3:prefix', { path: '/bucket', query: 'versions=&prefix=home%2F' }, 'home/'),
  ...both('s3:delimiter', { path: '/bucket', query: 'delimiter=%2F&list-type=2' }, '/'),
  signed({ NumericGreaterThan: { 's3:max-keys': '10' } }, { path: '/bucket', query: 'list-type=2&max-keys=11' }, true),
  signed({ NumericGreaterThan: { 's3:max-keys': '10' } }, { path: '/bucket', query: 'list-type=2&max-keys=10' }, false),
  signed({ Null: { 's3:prefix': 'true' } }, { path: '/bucket/a.txt', query: 'prefix=home' }, true),
  ...both('s3:VersionId', { ...get, query: 'versionId=null' }, 'null'),
  signed({ Null: { 's3:VersionId': 'true' } }, get, true),
  ...both('s3:x-amz-acl', put(['x-amz-acl', 'bucket-owner-full-control']), 'bucket-owner-full-control', 'private'),
  signed({ StringNotEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, put(), true),
  ...['full-control', 'read', 'read-acp', 'write', 'write-acp'].map((name) =>
    signed({ StringLike: { [`s3:x-amz-grant-${name}`]: 'id=*' } }, put([`x-amz-grant-${name}`, 'id=1']), true),
  ),
  ...both('s3:x-amz-storage-class', put(['x-amz-storage-class', 'STANDARD_IA']), 'STANDARD_IA'),
  presigned(
    { StringEquals: { 's3:x-amz-storage-class': 'STANDARD_IA' } },
    { ...put(), query: 'x-amz-storage-class=STANDARD_IA' },
    true,
  ),
  ...both('s3:x-amz-server-side-encryption', put(['x-amz-server-side-encryption', 'AES256']), 'AES256', 'aws:kms'),
  signed({ Null: { 's3:x-amz-server-side-encryption': 'true' } }, put(), true),
  ...both(
    's3:x-amz-server-side-encryption-aws-kms-key-id',
    put(
      ['x-amz-server-side-encryption', 'aws:kms'],
      [
        'x-amz-server-side-encryption-aws-kms-key-id',
        'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      ],
    ),
    'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  ),
  ...both(
    's3:x-amz-server-side-encryption-customer-algorithm',
    put(['x-amz-server-side-encryption-customer-algorithm', 'AES256']),
    'AES256',
  ),
  ...both('s3:x-amz-copy-source', put(['x-amz-copy-source', 'bucket/a.txt']), 'bucket/a.txt'),
  signed(
    { StringNotLike: { 's3:x-amz-copy-source': 'bucket/public/*' } },
    put(['x-amz-copy-source', 'bucket/a.txt']),
    true,
  ),
  ...both(
    's3:x-amz-metadata-directive',
    put(['x-amz-copy-source', 'bucket/a.txt'], ['x-amz-metadata-directive', 'REPLACE']),
    'REPLACE',
    'COPY',
  ),
  ...both('s3:x-amz-website-redirect-location', put(['x-amz-website-redirect-location', '/x']), '/x'),
  presigned(
    { StringEquals: { 's3:x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
    { ...put(['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']) },
    true,
  ),
  presigned(
    { StringEquals: { 's3:x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
    { ...put(), query: 'X-Amz-Content-Sha256=UNSIGNED-PAYLOAD' },
    false,
  ),
  ...both('s3:if-none-match', put(['if-none-match', '*']), '*', 'x'),
  signed({ Null: { 's3:if-none-match': 'true' } }, put(), true),
  ...both('s3:if-match', { ...put(['if-match', '"x"']), path: '/bucket/none' }, '"x"'),
  signed({ Bool: { 's3:ObjectCreationOperation': 'true' } }, put(), true),
  signed(
    { Bool: { 's3:ObjectCreationOperation': 'true' } },
    { method: 'POST', path: '/bucket/b', query: 'uploads=' },
    false,
  ),
  signed({ Bool: { 's3:ObjectCreationOperation': 'true' } }, get, false),
  ...both('s3:RequestObjectTag/team', put(['x-amz-tagging', 'team=red']), 'red'),
  signed({ StringEquals: { 's3:RequestObjectTag/Team': 'red' } }, put(['x-amz-tagging', 'team=red']), false),
  signed(
    { 'ForAnyValue:StringEquals': { 's3:RequestObjectTagKeys': 'team' } },
    put(['x-amz-tagging', 'a=1&team=red']),
    true,
  ),
  signed(
    { 'ForAllValues:StringEquals': { 's3:RequestObjectTagKeys': ['team', 'b'] } },
    put(['x-amz-tagging', 'a=1&team=red']),
    false,
  ),
  ...both('s3:ExistingObjectTag/team', get, 'red', 'blue'),
  ...both('s3:ExistingObjectTag/Stage', get, 'live'),
  signed({ StringEquals: { 's3:ExistingObjectTag/stage': 'live' } }, get, false),
  signed({ StringNotEquals: { 's3:ExistingObjectTag/owner': 'me' } }, get, true),
  signed({ Null: { 's3:ExistingObjectTag/team': 'true' } }, { path: '/bucket/none' }, true),
  signed({ Null: { 'aws:PrincipalTag/team': 'true' } }, get, true),
];

for (const { condition, draft, denied, presigned: isPresigned = false, via } of rows) {
  const what = `${draft.method ?? 'GET'} ${draft.query ?? ''}${(draft.headers ?? []).map((header) => header.join(': ')).join(', ')}`;
  test(`a deny on ${JSON.stringify(condition)} ${denied ? 'stops' : 'spares'} ${isPresigned ? 'a presigned ' : ''}${what}${via ? ' through a VPC endpoint' : ''}`, async () => {
    const request = isPresigned ? account.presigned(draft, app) : account.headerSigned(draft, app);
    expect(await isDenied(condition, via ? { ...request, via } : request)).toBe(denied);
  });
}

describe('a form', () => {
  for (const [condition, denied] of [
    [{ StringEquals: { 's3:authType': 'POST' } }, true],
    [{ NumericGreaterThanEquals: { 's3:signatureAge': '0' } }, true],
    [{ NumericGreaterThan: { 's3:signatureAge': '0' } }, false],
    [{ StringEquals: { 's3:signatureversion': 'AWS4-HMAC-SHA256' } }, true],
  ] as const) {
    test(`is ${denied ? 'stopped' : 'spared'} by a deny on ${JSON.stringify(condition)}`, async () => {
      expect(await isDenied(condition, formRequest({ as: app }))).toBe(denied);
    });
  }
});

describe('a session', () => {
  test('has the time of its beginning, its role’s ARN and no user name', async () => {
    await account.control({ command: 'put-role', role: 'job', allow: ['s3:GetObject'] });
    const session = await account.credentials({ command: 'assume-role', role: 'job' });
    const asked = async (condition: object): Promise<number> => {
      await account.bucketPolicy({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: everything[1],
        Condition: condition,
      });
      return (await account.send(account.presigned(get, session))).status;
    };
    expect(await asked({ DateLessThanEquals: { 'aws:TokenIssueTime': start.toISOString() } })).toBe(403);
    expect(await asked({ DateLessThan: { 'aws:TokenIssueTime': start.toISOString() } })).toBe(200);
    expect(await asked({ ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/job' } })).toBe(403);
    expect(await asked({ StringLike: { 'aws:userid': 'AROA*:session' } })).toBe(403);
    expect(await asked({ Null: { 'aws:username': 'true' } })).toBe(403);
  });
});

test('what the table reads is what a bucket policy may name', async () => {
  for (const key of Object.keys(keyReaders).filter((name) => !name.startsWith('kms:'))) {
    await account.bucketPolicy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: everything,
      Condition: { StringEquals: { [key]: 'no such value' } },
    });
  }
});
