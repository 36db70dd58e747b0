import { describe, expect, test } from 'vitest';

import { anonymous, type Principal } from '#s3/identities/principal.ts';
import type { PolicyDocument, Statement } from '#s3/policy/document.ts';
import { evaluate } from '#s3/policy/evaluate.ts';
import { isPublicPolicy } from '#s3/policy/public.ts';

const account = '111122223333';
const user: Principal = { kind: 'user', account, arn: `arn:aws:iam::${account}:user/app`, id: 'AIDA', name: 'app' };
const root: Principal = { kind: 'root', account, arn: `arn:aws:iam::${account}:root`, id: account, name: 'root' };
const stranger: Principal = { ...user, account: '444455556666', arn: 'arn:aws:iam::444455556666:user/app' };
const session: Principal = {
  kind: 'role session',
  account,
  arn: `arn:aws:sts::${account}:assumed-role/job/one`,
  id: 'AROA:one',
  name: 'job',
  roleArn: `arn:aws:iam::${account}:role/job`,
  sessionName: 'one',
};

function policy(...statements: Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

const object = 'arn:aws:s3:::b/home/app/k';
const allowRead: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const denyAll: Statement = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
};

interface Row {
  readonly name: string;
  readonly principal: Principal;
  readonly action?: string;
  readonly bucket?: PolicyDocument;
  readonly identity?: PolicyDocument;
  readonly values?: Readonly<Record<string, string>>;
  readonly restricted?: boolean;
  readonly session?: PolicyDocument;
  readonly allowed: boolean;
  readonly by?: 'bucket policy' | 'identity policy' | 'session policy' | undefined;
}

const named = (AWS: string | string[]): Statement => ({ ...allowRead, Principal: { AWS } });

const rows: readonly Row[] = [
  { name: 'nothing allows a user without a policy', principal: user, allowed: false },
  {
    name: 'an identity policy allows within the account',
    principal: user,
    identity: policy(allowRead),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'an identity policy allows no other action',
    principal: user,
    action: 's3:PutObject',
    identity: policy(allowRead),
    allowed: false,
  },
  {
    name: 'actions are compared in any case',
    principal: user,
    identity: policy({ ...allowRead, Action: 'S3:getOBJECT' }),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'a wildcard action allows',
    principal: user,
    identity: policy({ ...allowRead, Action: 's3:Get*' }),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'NotAction allows all but',
    principal: user,
    identity: policy({ Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'NotResource allows all but',
    principal: user,
    identity: policy({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b/*' }),
    allowed: false,
  },
  { name: 'the root user needs no statement', principal: root, allowed: true },
  {
    name: 'a deny of the bucket policy stops the root user',
    principal: root,
    bucket: policy(denyAll),
    allowed: false,
    by: 'bucket policy',
  },
  {
    name: 'the root user can always change the bucket policy',
    principal: root,
    action: 's3:PutBucketPolicy',
    bucket: policy(denyAll),
    allowed: true,
  },
  {
    name: 'an explicit deny wins over an allow',
    principal: user,
    identity: policy(allowRead),
    bucket: policy(denyAll),
    allowed: false,
    by: 'bucket policy',
  },
  {
    name: 'a deny of an identity policy wins over an allow of the bucket policy',
    principal: user,
    identity: policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
    bucket: policy(named(user.arn)),
    allowed: false,
    by: 'identity policy',
  },
  {
    name: 'a bucket policy alone allows a user of the account',
    principal: user,
    bucket: policy(named(user.arn)),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'a bucket policy that names the account leaves it to identity policies',
    principal: user,
    bucket: policy(named(account)),
    allowed: false,
  },
  {
    name: 'a deny that names the account means all in it',
    principal: user,
    identity: policy(allowRead),
    bucket: policy({ ...denyAll, Principal: { AWS: account } }),
    allowed: false,
    by: 'bucket policy',
  },
  {
    name: 'a bucket policy that names another user does not allow',
    principal: user,
    bucket: policy(named(`arn:aws:iam::${account}:user/other`)),
    allowed: false,
  },
  {
    name: 'a role named in a bucket policy means its sessions',
    principal: session,
    bucket: policy(named(session.roleArn ?? '')),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'a session named in a bucket policy is that session',
    principal: session,
    bucket: policy(named(session.arn)),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'NotPrincipal spares the one named',
    principal: user,
    identity: policy(allowRead),
    bucket: policy({ Effect: 'Deny', NotPrincipal: { AWS: [user.arn, account] }, Action: '*', Resource: '*' }),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'another account needs both sides: bucket alone',
    principal: stranger,
    bucket: policy(named(stranger.arn)),
    allowed: false,
  },
  {
    name: 'another account needs both sides: identity alone',
    principal: stranger,
    identity: policy(allowRead),
    allowed: false,
  },
  {
    name: 'another account with both sides is allowed',
    principal: stranger,
    identity: policy(allowRead),
    bucket: policy(named(stranger.arn)),
    allowed: true,
    by: 'bucket policy',
  },
  ...[stranger.account, `arn:aws:iam::${stranger.account}:root`].map((AWS): Row => ({
    name: `a bucket policy that names ${AWS} leaves it to the other account's identity policies, which allow`,
    principal: stranger,
    identity: policy(allowRead),
    bucket: policy(named(AWS)),
    allowed: true,
    by: 'bucket policy',
  })),
  {
    name: 'a bucket policy that names another account allows nobody whom that account does not',
    principal: stranger,
    bucket: policy(named(stranger.account)),
    allowed: false,
  },
  {
    name: "another account's root user needs the bucket policy only",
    principal: { ...root, account: stranger.account, arn: `arn:aws:iam::${stranger.account}:root` },
    bucket: policy(named(stranger.account)),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'a role of another account named in a bucket policy means its sessions, where the role may',
    principal: { ...session, account: stranger.account, roleArn: `arn:aws:iam::${stranger.account}:role/job` },
    identity: policy(allowRead),
    bucket: policy(named(`arn:aws:iam::${stranger.account}:role/job`)),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'an account may be named by its canonical user id',
    principal: stranger,
    identity: policy(allowRead),
    bucket: policy({ ...allowRead, Principal: { CanonicalUser: stranger.account.repeat(6).slice(0, 64) } }),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'a deny of an identity policy stops what another account allows',
    principal: stranger,
    identity: policy(allowRead, { Effect: 'Deny', Action: '*', Resource: '*' }),
    bucket: policy(named(stranger.account)),
    allowed: false,
    by: 'identity policy',
  },
  {
    name: 'everyone in a bucket policy means every user of the account',
    principal: user,
    bucket: policy(named('*')),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'NotPrincipal spares a user only with the account',
    principal: user,
    identity: policy(allowRead),
    bucket: policy({ Effect: 'Deny', NotPrincipal: { AWS: user.arn }, Action: '*', Resource: '*' }),
    allowed: false,
    by: 'bucket policy',
  },
  {
    name: 'NotPrincipal that names the account alone spares its root user',
    principal: root,
    bucket: policy({ Effect: 'Deny', NotPrincipal: { AWS: account }, Action: '*', Resource: '*' }),
    allowed: true,
  },
  {
    name: 'NotPrincipal that names the account alone spares none of its users',
    principal: user,
    identity: policy(allowRead),
    bucket: policy({ Effect: 'Deny', NotPrincipal: { AWS: account }, Action: '*', Resource: '*' }),
    allowed: false,
    by: 'bucket policy',
  },
  {
    name: 'NotPrincipal spares a session with its role and the account',
    principal: session,
    identity: policy(allowRead),
    bucket: policy({
      Effect: 'Deny',
      NotPrincipal: { AWS: [session.arn, session.roleArn ?? '', account] },
      Action: '*',
      Resource: '*',
    }),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'NotPrincipal does not spare anonymous',
    principal: anonymous,
    bucket: policy(named('*'), { Effect: 'Deny', NotPrincipal: { AWS: account }, Action: '*', Resource: '*' }),
    allowed: false,
    by: 'bucket policy',
  },
  {
    name: 'a session policy narrows what the role may',
    principal: session,
    identity: policy({ ...allowRead, Action: 's3:*' }),
    session: policy({ ...allowRead, Action: 's3:PutObject' }),
    allowed: false,
  },
  {
    name: 'a session may what its role and its policy both allow',
    principal: session,
    identity: policy({ ...allowRead, Action: 's3:*' }),
    session: policy(allowRead),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'a session policy gives nothing that the role may not',
    principal: session,
    session: policy(allowRead),
    allowed: false,
  },
  {
    name: 'a session policy that denies wins',
    principal: session,
    identity: policy(allowRead),
    session: policy(allowRead, { Effect: 'Deny', Action: '*', Resource: '*' }),
    allowed: false,
    by: 'session policy',
  },
  {
    name: 'what a bucket policy gives to the role is narrowed by the session policy',
    principal: session,
    session: policy({ ...allowRead, Action: 's3:PutObject' }),
    bucket: policy(named(session.roleArn ?? '')),
    allowed: false,
  },
  {
    name: 'what a bucket policy gives to the session itself is not narrowed',
    principal: session,
    session: policy({ ...allowRead, Action: 's3:PutObject' }),
    bucket: policy(named(session.arn)),
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'a variable without a value takes its default',
    principal: user,
    identity: policy({ ...allowRead, Resource: "arn:aws:s3:::b/home/${aws:username, 'app'}/*" }),
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'a variable without a value and without a default matches nothing',
    principal: user,
    identity: policy({ ...allowRead, Resource: 'arn:aws:s3:::b/home/${aws:username}/*' }),
    allowed: false,
  },
  {
    name: 'anonymous is allowed by a star',
    principal: anonymous,
    bucket: policy(named('*')),
    allowed: true,
    by: 'bucket policy',
  },
  { name: 'anonymous is not allowed by a name', principal: anonymous, bucket: policy(named(account)), allowed: false },
  {
    name: 'Block Public Access leaves a public policy to the account',
    principal: anonymous,
    bucket: policy(named('*')),
    restricted: true,
    allowed: false,
  },
  {
    name: 'Block Public Access leaves the account alone',
    principal: user,
    bucket: policy(named('*')),
    restricted: true,
    allowed: true,
    by: 'bucket policy',
  },
  {
    name: 'a condition that holds denies',
    principal: user,
    identity: policy(allowRead),
    bucket: policy({ ...denyAll, Condition: { NumericGreaterThan: { 's3:signatureAge': 600_000 } } }),
    values: { 's3:signatureAge': '600001' },
    allowed: false,
    by: 'bucket policy',
  },
  {
    name: 'a condition that does not hold spares',
    principal: user,
    identity: policy(allowRead),
    bucket: policy({ ...denyAll, Condition: { NumericGreaterThan: { 's3:signatureAge': 600_000 } } }),
    values: { 's3:signatureAge': '600000' },
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'all operators and keys of a condition must hold',
    principal: user,
    identity: policy({
      ...allowRead,
      Condition: { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 's3:authType': 'REST-HEADER' } },
    }),
    values: { 'aws:SecureTransport': 'true', 's3:authType': 'REST-QUERY-STRING' },
    allowed: false,
  },
  {
    name: 'a variable in a resource is the user',
    principal: user,
    identity: policy({ ...allowRead, Resource: 'arn:aws:s3:::b/home/${aws:username}/*' }),
    values: { 'aws:username': 'app' },
    allowed: true,
    by: 'identity policy',
  },
  {
    name: 'a variable in a resource is no other user',
    principal: user,
    identity: policy({ ...allowRead, Resource: 'arn:aws:s3:::b/home/${aws:username}/*' }),
    values: { 'aws:username': 'eve' },
    allowed: false,
  },
  {
    name: 'the older version of the language has no variables',
    principal: user,
    identity: { Statement: { ...allowRead, Resource: 'arn:aws:s3:::b/home/${aws:username}/*' } },
    values: { 'aws:username': 'app' },
    allowed: false,
  },
];

for (const row of rows) {
  test(row.name, () => {
    const { principal, action = 's3:GetObject', bucket, identity, values = {}, restricted = false } = row;
    const keys = (name: string): readonly string[] | undefined =>
      values[name] === undefined ? undefined : [values[name]];
    const identityPolicies = identity ? [{ source: 'a policy', document: identity }] : [];
    const question = { principal, action, resource: object, keys, resourceAccount: account };
    const allows = restricted ? 'own account' : undefined;
    const resourcePolicies = bucket
      ? [{ in: 'bucket policy', source: 'bucket policy', document: bucket, allows } as const]
      : [];
    const sessionPolicies = row.session && [{ source: 'session policy', document: row.session }];
    const verdict = evaluate(question, { resourcePolicies, identityPolicies, sessionPolicies });
    expect(verdict.allowed).toBe(row.allowed);
    expect(verdict.by?.in).toBe(row.by);
  });
}

describe('a bucket policy is public', () => {
  const open = named('*');
  const conditions: readonly [name: string, statement: Statement, isPublic: boolean][] = [
    ['when it allows everyone', open, true],
    ['when it allows a plain star', { ...allowRead, Principal: '*' }, true],
    ['not when it names principals', named(user.arn), false],
    ['not when it only denies', denyAll, false],
    [
      'not when held to an address range',
      { ...open, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
      false,
    ],
    [
      'when held to a range as broad as the internet',
      { ...open, Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } } },
      true,
    ],
    [
      'when all but a range are allowed',
      { ...open, Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
      true,
    ],
    [
      'not when held to one VPC endpoint',
      { ...open, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } },
      false,
    ],
    [
      'when a narrowing value is a wildcard',
      { ...open, Condition: { StringLike: { 'aws:SourceVpce': 'vpce-*' } } },
      true,
    ],
    ['when the condition narrows nothing', { ...open, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, true],
  ];
  for (const [name, statement, isPublic] of conditions) {
    test(name, () => expect(isPublicPolicy(policy(statement))).toBe(isPublic));
  }
});
