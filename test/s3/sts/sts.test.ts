import { beforeEach, describe, expect, test } from 'vitest';

import type { EmulatedCredentials } from '#s3/control/control.ts';
import { Account, start } from '../emulated-account.ts';
import {
  call,
  credentialsIn,
  formOf,
  got,
  headerOf,
  posted,
  presignedAction,
  told,
  unsigned,
  type Parameters,
} from './sts-account.ts';

const own = '111122223333';
const other = '999988887777';
const roleArn = `arn:aws:iam::${own}:role/job`;

let account: Account;
let app: EmulatedCredentials;
let now: Date;

beforeEach(async () => {
  now = start;
  account = await Account.withBucket({ now: () => now });
  app = await account.user('app', []);
  await account.control({ command: 'put-role', role: 'job', allow: ['s3:*'], maxSessionSeconds: 43_200 });
});

function assuming(parameters: Parameters = {}, by = app) {
  return call(account, 'AssumeRole', {
    by,
    parameters: { RoleArn: roleArn, RoleSessionName: 'night', ...parameters },
  });
}

describe('GetCallerIdentity', () => {
  test('tells who signed: the root user', async () => {
    const answer = await call(account, 'GetCallerIdentity', { by: account.root });
    expect(answer.status).toBe(200);
    expect(answer.result?.textOf('Arn')).toBe(`arn:aws:iam::${own}:root`);
    expect(answer.result?.textOf('UserId')).toBe(own);
    expect(answer.result?.textOf('Account')).toBe(own);
    expect(headerOf(answer, 'content-type')).toBe('text/xml');
    expect(headerOf(answer, 'x-amzn-requestid')).toBe(answer.decision.requestId);
    expect(answer.decision.operation).toBe('GetCallerIdentity');
  });

  test('needs no permission and heeds no deny', async () => {
    const policy = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } } as const;
    await account.control({ command: 'put-identity-policy', identity: 'app', policy });
    const answer = await call(account, 'GetCallerIdentity', { by: app });
    expect(answer.result?.textOf('Arn')).toBe(`arn:aws:iam::${own}:user/app`);
    expect(answer.result?.textOf('UserId')).toMatch(/^AIDA/);
  });

  test('tells of a session with its name', async () => {
    const by = credentialsIn(await assuming());
    const answer = await call(account, 'GetCallerIdentity', { by });
    expect(answer.result?.textOf('Arn')).toBe(`arn:aws:sts::${own}:assumed-role/job/night`);
    expect(answer.result?.textOf('UserId')).toMatch(/^AROA\w{17}:night$/);
  });

  test('tells of another account', async () => {
    await account.control({ command: 'put-user', user: 'guest', account: other });
    const by = await account.credentials({ command: 'credentials', identity: 'guest', account: other });
    const answer = await call(account, 'GetCallerIdentity', { by });
    expect(answer.result?.textOf('Account')).toBe(other);
  });

  for (const region of ['us-east-1', 'eu-central-1', 'aws-global']) {
    test(`takes a scope of ${region}, as a form, as a query and as a presigned URL`, async () => {
      expect((await call(account, 'GetCallerIdentity', { by: app, region })).status).toBe(200);
      expect((await told(account, await got('GetCallerIdentity', { by: app, region }))).status).toBe(200);
      const url = await presignedAction('GetCallerIdentity', { by: app, region });
      expect((await told(account, url)).status).toBe(200);
    });
  }
});

describe('signatures', () => {
  test('a request without one is refused', async () => {
    const answer = await told(account, unsigned(formOf('GetCallerIdentity')));
    expect(answer).toMatchObject({
      status: 403,
      code: 'MissingAuthenticationToken',
      message: 'Request is missing Authentication Token',
      type: 'Sender',
      failed: 'mechanism',
    });
  });

  test('an unknown and an inactive key are answered alike', async () => {
    const by = { ...app, accessKeyId: 'AKIAUNKNOWNXXEXAMPLE' };
    const unknown = await call(account, 'GetCallerIdentity', { by });
    await account.control({ command: 'set-access-key-status', accessKeyId: app.accessKeyId, active: false });
    const inactive = await call(account, 'GetCallerIdentity', { by: app });
    for (const answer of [unknown, inactive]) {
      expect(answer).toMatchObject({
        status: 403,
        code: 'InvalidClientTokenId',
        message: 'The security token included in the request is invalid.',
        failed: 'access-key',
      });
    }
  });

  test('another secret, another body and another query do not match', async () => {
    const wrongSecret = await posted('GetCallerIdentity', { by: { ...app, secretAccessKey: 'x' } });
    const request = await posted('GetCallerIdentity', { by: app });
    const otherBody = { ...request, body: unsigned(formOf('GetSessionToken')).body };
    const url = await presignedAction('GetCallerIdentity', { by: app });
    const otherQuery = { ...url, rawQuery: url.rawQuery.replace('GetCallerIdentity', 'GetSessionToken') };
    for (const changed of [wrongSecret, otherBody, otherQuery]) {
      const answer = await told(account, changed);
      expect(answer).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch', failed: 'signature' });
      expect(answer.message).toContain('Check your AWS Secret Access Key and signing method. Consult');
    }
  });

  test('a scope of S3 is the wrong service', async () => {
    const answer = await call(account, 'GetCallerIdentity', { by: app, service: 's3' });
    expect(answer).toMatchObject({ status: 403, code: 'SignatureDoesNotMatch', failed: 'parameters' });
    expect(answer.message).toBe("Credential should be scoped to correct service: 'sts'. ");
  });

  test('15 minutes count for a presigned URL too, whatever its X-Amz-Expires says', async () => {
    const url = await presignedAction('GetCallerIdentity', { by: app }, 60);
    now = new Date(start.getTime() + 900_000);
    expect((await told(account, url)).status).toBe(200);
    now = new Date(start.getTime() + 901_000);
    expect(await told(account, url)).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: 'Signature expired: 20260301T090000Z is now earlier than 20260301T090001Z (20260301T091501Z - 15 min.)',
      failed: 'clock-skew',
    });
    now = new Date(start.getTime() - 901_000);
    expect((await told(account, url)).message).toContain('Signature not yet current: ');
  });

  test('a temporary key needs its token, its own token, and time left', async () => {
    const session = credentialsIn(await assuming());
    const { sessionToken: _, ...tokenless } = session;
    const altered = { ...session, sessionToken: `${session.sessionToken}x` };
    for (const by of [tokenless, altered, { ...app, sessionToken: session.sessionToken }]) {
      const answer = await call(account, 'GetCallerIdentity', { by });
      expect(answer).toMatchObject({ status: 403, code: 'InvalidClientTokenId', failed: 'session-token' });
    }
    now = new Date(start.getTime() + 3_600_001);
    expect(await call(account, 'GetCallerIdentity', { by: session, instant: now })).toMatchObject({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      failed: 'session-expiry',
    });
  });
});

describe('actions', () => {
  const cases: readonly (readonly [form: string, status: number, code: string, message: string])[] = [
    [
      'Action=Explode&Version=2011-06-15',
      400,
      'InvalidAction',
      'Could not find operation Explode for version 2011-06-15',
    ],
    [
      'Action=GetCallerIdentity',
      400,
      'InvalidAction',
      'Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED',
    ],
    ['Version=2011-06-15', 400, 'MissingAction', 'Missing Action'],
    [
      'Action=AssumeRoleWithSAML&Version=2011-06-15',
      501,
      'NotImplemented',
      'The emulator does not implement AssumeRoleWithSAML of STS.',
    ],
  ];
  for (const [form, status, code, message] of cases) {
    test(`${form} is answered ${code}`, async () => {
      expect(await told(account, unsigned(form))).toMatchObject({ status, code, message, failed: 'implemented' });
    });
  }

  test('a form of more than 64 KiB is refused', async () => {
    const answer = await told(account, unsigned(`Action=${'x'.repeat(70_000)}`));
    expect(answer).toMatchObject({ status: 413, code: 'RequestEntityTooLarge' });
  });
});

describe('AssumeRole', () => {
  test('gives credentials that work on S3 at once, for an hour', async () => {
    const answer = await assuming();
    expect(answer.result?.child('AssumedRoleUser')?.textOf('Arn')).toBe(`arn:aws:sts::${own}:assumed-role/job/night`);
    const session = credentialsIn(answer);
    expect(session.expiration).toBe('2026-03-01T10:00:00Z');
    const put = account.headerSigned({ method: 'PUT', path: '/bucket/a', body: 'x' }, session);
    const { decision } = await account.ok(put);
    expect(decision.principal).toBe(`arn:aws:sts::${own}:assumed-role/job/night`);
    const { sessionToken: _, ...tokenless } = session;
    expect((await account.send(account.headerSigned({ path: '/bucket/a' }, tokenless))).code).toBe(
      'InvalidAccessKeyId',
    );
  });

  const invalid: readonly (readonly [name: string, parameters: Parameters, message: string])[] = [
    [
      'a session name with a colon',
      { RoleSessionName: 'Session1:2' },
      "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      'a session name of 65 characters',
      { RoleSessionName: 's'.repeat(65) },
      `1 validation error detected: Value '${'s'.repeat(65)}' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    ['no ARN', { RoleArn: 'nothing-valid-in-here' }, 'nothing-valid-in-here is invalid'],
    [
      'an ARN without partition',
      { RoleArn: 'arn::b:::something/test-role' },
      'arn::b:::something/test-role is invalid',
    ],
    ['an ARN without service', { RoleArn: 'arn:a::::something/test-role' }, 'arn:a::::something/test-role is invalid'],
    ['an ARN of too few parts', { RoleArn: 'arn:a:::something/test-role' }, 'arn:a:::something/test-role is invalid'],
    ['an ARN without resource', { RoleArn: 'arn:a:a::aaaaaaaaaa:' }, 'arn:a:a::aaaaaaaaaa: is invalid'],
    [
      'too short a session',
      { DurationSeconds: '899' },
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      'two faults at once',
      { RoleSessionName: 's', DurationSeconds: '43201' },
      "2 validation errors detected: Value 's' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2; Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
  ];
  for (const [name, parameters, message] of invalid) {
    test(`refuses ${name}`, async () => {
      const answer = await assuming(parameters);
      expect(answer).toMatchObject({ status: 400, code: 'ValidationError', message, failed: 'request' });
    });
  }

  test('refuses to go without what it needs', async () => {
    const answer = await call(account, 'AssumeRole', { by: app });
    expect(answer.message).toContain("Value null at 'roleArn' failed to satisfy constraint: Member must not be null; ");
  });

  for (const name of ['PolicyArns.member.1.arn', 'Tags.member.1.Key', 'SourceIdentity', 'SerialNumber']) {
    test(`refuses ${name} by name`, async () => {
      const answer = await assuming({ [name]: 'value' });
      expect(answer).toMatchObject({ status: 501, code: 'NotImplemented', type: 'Receiver' });
      expect(answer.message).toContain(name.split('.')[0]);
    });
  }

  test('stays within the maximum of the role, and within an hour where a session asks', async () => {
    expect(credentialsIn(await assuming({ DurationSeconds: '43200' })).expiration).toBe('2026-03-01T21:00:00Z');
    const chained = credentialsIn(await assuming());
    expect((await assuming({ DurationSeconds: '3601' }, chained)).message).toContain('role chaining');
    expect((await assuming({ DurationSeconds: '3600' }, chained)).status).toBe(200);
    await account.control({ command: 'put-role', role: 'job', maxSessionSeconds: 3_600 });
    expect((await assuming({ DurationSeconds: '3601' })).message).toContain('MaxSessionDuration set for this role');
  });

  test('notes that an ExternalId decides nothing', async () => {
    const answer = await assuming({ ExternalId: 'partner' });
    expect(answer.status).toBe(200);
    expect(answer.decision.notes.join()).toContain('ExternalId');
  });
});

/** Who may assume a role: its trust, what the caller's own policies say, and the check that refuses. */
const trustTable: readonly (readonly [
  name: string,
  trusts: readonly string[] | undefined,
  caller: 'own' | 'other' | 'root' | 'session',
  own: 'Allow' | 'Deny' | undefined,
  refusedBy: string | undefined,
])[] = [
  ['a role without a list trusts its account', undefined, 'own', undefined, undefined],
  ['a role without a list trusts no other account', undefined, 'other', 'Allow', 'role-trust'],
  ['a user that is named needs no policy', [`arn:aws:iam::${own}:user/app`], 'own', undefined, undefined],
  ['a user may be named without ARN', ['app'], 'own', undefined, undefined],
  ['a user that is not named is refused', ['someone'], 'own', 'Allow', 'role-trust'],
  ['an account that is named leaves it to policies', [own], 'own', undefined, 'identity-policy'],
  ['an account that is named suffices with a policy', [own], 'own', 'Allow', undefined],
  ['the ARN of an account is the account', [`arn:aws:iam::${own}:root`], 'own', 'Allow', undefined],
  ['a deny wins over being named', ['app'], 'own', 'Deny', 'identity-policy'],
  [
    'across accounts being named is not enough',
    [`arn:aws:iam::${other}:user/guest`],
    'other',
    undefined,
    'identity-policy',
  ],
  ['across accounts both sides have to allow', [`arn:aws:iam::${other}:user/guest`], 'other', 'Allow', undefined],
  ['another account may be named as a whole', [other], 'other', 'Allow', undefined],
  ['a bare name is none of another account', ['guest'], 'other', 'Allow', 'role-trust'],
  ['everyone is everyone', ['*'], 'other', 'Allow', undefined],
  ['the root user may assume no role', undefined, 'root', undefined, 'role-trust'],
  ['a role that is named may assume another', [`arn:aws:iam::${own}:role/first`], 'session', undefined, undefined],
];

describe('who may assume a role', () => {
  for (const [name, trusts, caller, effect, refusedBy] of trustTable) {
    test(name, async () => {
      await account.control({ command: 'put-role', role: 'target', trusts });
      const by = await callerOf(caller, effect);
      const parameters = { RoleArn: `arn:aws:iam::${own}:role/target`, RoleSessionName: 'night' };
      const answer = await call(account, 'AssumeRole', { by, parameters });
      expect(answer.failed).toBe(refusedBy);
      expect(answer.status).toBe(refusedBy === undefined ? 200 : 403);
      if (refusedBy !== undefined) expect(answer.code).toBe('AccessDenied');
    });
  }

  test('the refusal names caller, action and role', async () => {
    await account.control({ command: 'put-role', role: 'target', trusts: [own] });
    const parameters = { RoleArn: `arn:aws:iam::${own}:role/target`, RoleSessionName: 'night' };
    const words = `User: arn:aws:iam::${own}:user/app is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${own}:role/target`;
    expect((await call(account, 'AssumeRole', { by: app, parameters })).message).toBe(words);
    const missing = { ...parameters, RoleArn: `arn:aws:iam::${own}:role/nobody` };
    expect((await call(account, 'AssumeRole', { by: app, parameters: missing })).message).toBe(
      words.replace('target', 'nobody'),
    );
    expect((await assuming({}, account.root)).message).toBe('Roles may not be assumed by root accounts.');
  });
});

async function callerOf(caller: string, effect: 'Allow' | 'Deny' | undefined): Promise<EmulatedCredentials> {
  if (caller === 'root') return account.root;
  if (caller === 'session') {
    await account.control({ command: 'put-role', role: 'first' });
    return account.credentials({ command: 'assume-role', role: 'first' });
  }
  const place = caller === 'own' ? { identity: 'app' } : { identity: 'guest', account: other };
  await account.control({ command: 'put-user', user: place.identity, account: place.account });
  if (effect) {
    const policy = { Statement: { Effect: effect, Action: 'sts:AssumeRole', Resource: '*' } };
    await account.control({ command: 'put-identity-policy', ...place, policy });
  }
  return account.credentials({ command: 'credentials', ...place });
}

describe('session policies', () => {
  const onlyGet = { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' }] };

  test('narrow what the role allows, and never widen it', async () => {
    await account.put('a', 'x');
    await account.control({ command: 'put-role', role: 'job', allow: ['s3:GetObject', 's3:ListBucket'] });
    const Policy = JSON.stringify({
      Statement: [...onlyGet.Statement, { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }],
    });
    const answer = await assuming({ Policy });
    expect(Number(answer.result?.textOf('PackedPolicySize'))).toBeGreaterThan(0);
    const session = credentialsIn(answer);
    expect((await account.send(account.headerSigned({ path: '/bucket/a' }, session))).status).toBe(200);
    const list = await account.send(account.headerSigned({ path: '/bucket', query: 'list-type=2' }, session));
    expect(list).toMatchObject({ status: 403, failed: 'identity-policy' });
    expect(list.message).toContain('because no session policy allows the s3:ListBucket action');
    const put = await account.send(account.headerSigned({ method: 'PUT', path: '/bucket/b', body: 'x' }, session));
    expect(put).toMatchObject({ status: 403, failed: 'identity-policy' });
  });

  test('do not narrow what a bucket policy gives the session by its own name', async () => {
    await account.put('a', 'x');
    const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' } });
    const session = credentialsIn(await assuming({ Policy }));
    const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' };
    const get = () => account.send(account.headerSigned({ path: '/bucket/a' }, session));
    await account.bucketPolicy({ ...statement, Principal: { AWS: roleArn } });
    expect((await get()).status).toBe(403);
    await account.bucketPolicy({
      ...statement,
      Principal: { AWS: `arn:aws:sts::${own}:assumed-role/job/night` },
    });
    expect((await get()).status).toBe(200);
  });

  test('deny by themselves', async () => {
    await account.put('a', 'x');
    const Policy = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' },
      ],
    });
    const session = credentialsIn(await assuming({ Policy }));
    const got = await account.send(account.headerSigned({ path: '/bucket/a' }, session));
    expect(got.message).toContain('with an explicit deny in a session policy');
  });

  for (const Policy of ['{', '{}', JSON.stringify({ Statement: { Effect: 'Permit', Action: '*', Resource: '*' } })]) {
    test(`${Policy} is malformed`, async () => {
      expect(await assuming({ Policy })).toMatchObject({ status: 400, code: 'MalformedPolicyDocument' });
    });
  }

  test('of more than 2048 characters are refused', async () => {
    expect((await assuming({ Policy: ' '.repeat(2_049) })).code).toBe('ValidationError');
  });

  test('hold for a session that control began too', async () => {
    await account.put('a', 'x');
    const session = await account.credentials({ command: 'assume-role', role: 'job', policy: onlyGet as never });
    expect((await account.send(account.headerSigned({ path: '/bucket/a' }, session))).status).toBe(200);
    const put = account.headerSigned({ method: 'PUT', path: '/bucket/b', body: 'x' }, session);
    expect((await account.send(put)).status).toBe(403);
  });
});

describe('GetSessionToken', () => {
  test('lasts 12 hours, up to 36 for a user, and one for root', async () => {
    const lasting = async (by: EmulatedCredentials, seconds?: string): Promise<string> => {
      const parameters = seconds === undefined ? {} : { DurationSeconds: seconds };
      return credentialsIn(await call(account, 'GetSessionToken', { by, parameters })).expiration;
    };
    expect(await lasting(app)).toBe('2026-03-01T21:00:00Z');
    expect(await lasting(app, '129600')).toBe('2026-03-02T21:00:00Z');
    expect(await lasting(account.root, '129600')).toBe('2026-03-01T10:00:00Z');
  });

  test('is the user, who may do what it may', async () => {
    const user = await account.user('writer', ['s3:PutObject']);
    const session = credentialsIn(await call(account, 'GetSessionToken', { by: user }));
    const put = await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/a', body: 'x' }, session));
    expect(put.decision.principal).toBe(`arn:aws:iam::${own}:user/writer`);
  });

  test('wants a permanent key', async () => {
    const by = credentialsIn(await assuming());
    expect(await call(account, 'GetSessionToken', { by })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Cannot call GetSessionToken with session credentials',
    });
  });
});

describe('GetFederationToken', () => {
  const Policy = JSON.stringify({ Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' } });

  test('narrows a user to a policy, under a name of its own', async () => {
    await account.put('a', 'x');
    const by = await account.user('broker', ['s3:*', 'sts:GetFederationToken']);
    const answer = await call(account, 'GetFederationToken', { by, parameters: { Name: 'bob', Policy } });
    expect(answer.result?.child('FederatedUser')?.textOf('FederatedUserId')).toBe(`${own}:bob`);
    const session = credentialsIn(answer);
    const got = await account.send(account.headerSigned({ path: '/bucket/a' }, session));
    expect(got.decision.principal).toBe(`arn:aws:sts::${own}:federated-user/bob`);
    expect(got.status).toBe(200);
    const put = account.headerSigned({ method: 'PUT', path: '/bucket/a', body: 'y' }, session);
    expect((await account.send(put)).status).toBe(403);
  });

  test('narrows the root user too', async () => {
    await account.put('a', 'x');
    const parameters = { Name: 'bob', Policy };
    const session = credentialsIn(await call(account, 'GetFederationToken', { by: account.root, parameters }));
    expect((await account.send(account.headerSigned({ path: '/bucket/a' }, session))).status).toBe(200);
    const put = account.headerSigned({ method: 'PUT', path: '/bucket/a', body: 'y' }, session);
    expect((await account.send(put)).status).toBe(403);
  });

  test('allows nothing without a policy', async () => {
    await account.put('a', 'x');
    const answer = await call(account, 'GetFederationToken', { by: account.root, parameters: { Name: 'bob' } });
    const session = credentialsIn(answer);
    expect((await account.send(account.headerSigned({ path: '/bucket/a' }, session))).status).toBe(403);
  });

  test('wants a permission and a permanent key', async () => {
    const parameters = { Name: 'bob' };
    expect((await call(account, 'GetFederationToken', { by: app, parameters })).failed).toBe('identity-policy');
    const by = credentialsIn(await assuming());
    expect((await call(account, 'GetFederationToken', { by, parameters })).message).toBe(
      'Cannot call GetFederationToken with session credentials',
    );
  });
});

describe('GetAccessKeyInfo', () => {
  test('tells the account of a key', async () => {
    const by = await account.user('auditor', ['sts:GetAccessKeyInfo']);
    const parameters = { AccessKeyId: app.accessKeyId };
    const answer = await call(account, 'GetAccessKeyInfo', { by, parameters });
    expect(answer.result?.textOf('Account')).toBe(own);
    expect((await call(account, 'GetAccessKeyInfo', { by: app, parameters })).code).toBe('AccessDenied');
    const unknown = { AccessKeyId: 'AKIAUNKNOWNXXEXAMPLE' };
    expect((await call(account, 'GetAccessKeyInfo', { by, parameters: unknown })).code).toBe('ValidationError');
  });
});

test('neither secret nor token stands in a decision', async () => {
  const answer = await assuming();
  const { secretAccessKey, sessionToken } = credentialsIn(answer);
  const text = JSON.stringify(answer.decision);
  for (const secret of [secretAccessKey, sessionToken, app.secretAccessKey]) expect(text).not.toContain(secret);
});

const unreadable: readonly (readonly [authorization: string, code: string])[] = [
  ['AWS4-HMAC-SHA256', 'IncompleteSignature'],
  ['AWS4-HMAC-SHA256 Credential=a/20260301/us-east-1/sts/aws4_request, SignedHeaders=host', 'IncompleteSignature'],
  ['AWS4-HMAC-SHA512 Credential=a, SignedHeaders=host, Signature=b', 'IncompleteSignature'],
  ['AWS4-HMAC-SHA256 Credential=a/20260301/sts, SignedHeaders=host, Signature=b', 'IncompleteSignature'],
  [
    'AWS4-HMAC-SHA256 Credential=a/20260301/us-east-1/sts/aws5, SignedHeaders=host, Signature=b',
    'SignatureDoesNotMatch',
  ],
];
for (const [authorization, code] of unreadable) {
  test(`the Authorization ${authorization} is answered ${code}`, async () => {
    const request = unsigned(formOf('GetCallerIdentity'));
    const headers = [...request.headers, ['authorization', authorization] as const];
    const answer = await told(account, { ...request, headers });
    expect(answer).toMatchObject({ code, status: code === 'IncompleteSignature' ? 400 : 403, failed: 'parameters' });
  });
}
