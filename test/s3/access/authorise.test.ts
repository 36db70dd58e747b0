import { beforeEach, describe, expect, test } from 'vitest';

import type { EmulatedCredentials } from '#s3/control/control.ts';

import { Account, start, type Told } from '../emulated-account.ts';

let account: Account;
let app: EmulatedCredentials;

beforeEach(async () => {
  account = await Account.withBucket();
  await account.put('k.txt', 'hello');
  app = await account.user('app', ['s3:GetObject']);
});

const everything = ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'];
const objects = 'arn:aws:s3:::bucket/*';
const arn = 'arn:aws:iam::111122223333:user/app';

function read(by: EmulatedCredentials = app, more: { sourceAddress?: string; secure?: boolean } = {}): Promise<Told> {
  return account.send(account.presigned({ path: '/bucket/k.txt', ...more }, by));
}

test('what no policy allows is refused, and S3 says who lacks what on which object', async () => {
  const told = await account.send(account.presigned({ method: 'PUT', path: '/bucket/a%20b', body: 'x' }, app));
  expect(told).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: `User: ${arn} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::bucket/a b" because no identity-based policy allows the s3:PutObject action`,
    failed: 'identity-policy',
  });
  expect(told.elements).toEqual(['Code', 'Message', 'RequestId', 'HostId']);
});

test('an action without a resource is refused without naming one', async () => {
  const told = await account.send(account.headerSigned({ path: '/' }, app));
  expect(told.message).toBe(
    `User: ${arn} is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action`,
  );
});

test('an explicit deny of the bucket policy stops URLs that exist already, and the decision shows the statement', async () => {
  const issued = account.presigned({ path: '/bucket/k.txt' }, app);
  expect((await account.send(issued)).status).toBe(200);
  const deny = { Sid: 'Stop', Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: objects };
  await account.bucketPolicy(deny);
  const told = await account.send(issued);
  expect(told).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: `User: ${arn} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::bucket/k.txt" with an explicit deny in a resource-based policy`,
    failed: 'bucket-policy',
  });
  const check = told.decision.checks.find(({ id }) => id === 'bucket-policy');
  expect(check?.evidence).toEqual({ kind: 'statement', source: 'bucket policy', statement: deny, effect: 'Deny' });
  expect(told.decision.checks.find(({ id }) => id === 'identity-policy')?.state).toBe('not reached');
});

test('an explicit deny of an identity policy is named as such', async () => {
  const policy = { Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' } } as const;
  await account.control({ command: 'put-identity-policy', identity: 'app', policy });
  const told = await read();
  expect(told.message).toMatch(/with an explicit deny in an identity-based policy$/);
  expect(told.failed).toBe('identity-policy');
});

test('taking the permission away stops URLs that exist already', async () => {
  const issued = account.presigned({ path: '/bucket/k.txt' }, app);
  await account.control({ command: 'put-user', user: 'app', allow: ['s3:PutObject'] });
  expect((await account.send(issued)).failed).toBe('identity-policy');
});

test('a bucket policy that names the user is enough', async () => {
  const other = await account.user('other', []);
  expect((await read(other)).status).toBe(403);
  const Principal = { AWS: 'arn:aws:iam::111122223333:user/other' };
  await account.bucketPolicy({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: objects });
  const told = await read(other);
  expect(told.status).toBe(200);
  expect(told.decision.checks.find(({ id }) => id === 'bucket-policy')?.evidence).toMatchObject({ effect: 'Allow' });
});

describe('conditions see the request that uses the URL', () => {
  const deny = (Condition: unknown) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: objects,
    Condition,
  });

  test('aws:SourceIp is the address of whoever uses it', async () => {
    await account.bucketPolicy(deny({ NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' } }));
    expect((await read(app, { sourceAddress: '198.51.100.7' })).status).toBe(200);
    expect((await read(app, { sourceAddress: '192.0.2.1' })).failed).toBe('bucket-policy');
  });

  test('aws:SecureTransport is whether it came over TLS', async () => {
    await account.bucketPolicy(deny({ Bool: { 'aws:SecureTransport': 'false' } }));
    expect((await read(app)).status).toBe(200);
    expect((await read(app, { secure: false })).failed).toBe('bucket-policy');
  });

  test('s3:signatureAge is the age of the signature in milliseconds, whatever X-Amz-Expires says', async () => {
    await account.bucketPolicy(deny({ NumericGreaterThan: { 's3:signatureAge': 600_000 } }));
    const aged = (seconds: number) =>
      account.send(
        account.presigned(
          { path: '/bucket/k.txt', instant: new Date(start.getTime() - seconds * 1000), expiresSeconds: 86_400 },
          app,
        ),
      );
    expect((await aged(600)).status).toBe(200);
    expect((await aged(601)).failed).toBe('bucket-policy');
    expect((await account.send(account.headerSigned({ path: '/bucket/k.txt' }, app))).status).toBe(200);
  });

  test('s3:authType and s3:signatureversion tell how it is signed', async () => {
    await account.bucketPolicy(
      deny({ StringEquals: { 's3:authType': 'REST-QUERY-STRING', 's3:signatureversion': 'AWS4-HMAC-SHA256' } }),
    );
    expect((await read()).failed).toBe('bucket-policy');
    expect((await account.send(account.headerSigned({ path: '/bucket/k.txt' }, app))).status).toBe(200);
  });

  test('s3:x-amz-content-sha256 is a header, and not a parameter of the URL', async () => {
    await account.bucketPolicy({
      ...deny({ StringEquals: { 's3:x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }),
      Action: 's3:*',
    });
    const inQuery = account.presigned({ path: '/bucket/k.txt', query: 'X-Amz-Content-Sha256=UNSIGNED-PAYLOAD' }, app);
    expect((await account.send(inQuery)).status).toBe(200);
    const asHeader = {
      ...inQuery,
      headers: [...inQuery.headers, ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'] as const],
    };
    expect((await account.send(asHeader)).failed).toBe('bucket-policy');
  });

  test('s3:prefix is what a list asks for', async () => {
    const policy = {
      Statement: {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: '*',
        Condition: { StringLike: { 's3:prefix': '2026-06/*' } },
      },
    } as const;
    await account.control({ command: 'put-identity-policy', identity: 'app', policy });
    const list = (query: string) =>
      account.send(account.presigned({ path: '/bucket', query: `list-type=2${query}` }, app));
    expect((await list('&prefix=2026-06%2F')).status).toBe(200);
    expect((await list('')).failed).toBe('identity-policy');
  });

  test('variables of an identity policy are the user who signed', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::bucket/home/${aws:username}/*' },
    } as const;
    await account.control({ command: 'put-identity-policy', identity: 'app', policy });
    const put = (path: string) => account.send(account.presigned({ method: 'PUT', path: `/bucket/home/${path}` }, app));
    expect((await put('app/a')).status).toBe(200);
    expect((await put('eve/a')).failed).toBe('identity-policy');
  });
});

describe('anonymous requests', () => {
  const anonymous = (query = '') => account.send(account.request({ path: '/bucket/k.txt', query }));
  const allowAll = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects };
  const openBlock = async (): Promise<void> =>
    void (await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket', query: 'publicAccessBlock=' })));

  test('are refused by a private bucket, which says no more', async () => {
    expect(await anonymous()).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Access Denied',
      failed: 'bucket-policy',
    });
  });

  test('learn that a bucket does not exist', async () => {
    expect((await account.send(account.request({ path: '/missing/k' }))).code).toBe('NoSuchBucket');
  });

  test('are allowed by a public policy, which Block Public Access refuses to take', async () => {
    const body = JSON.stringify({ Statement: allowAll });
    const blocked = await account.send(
      account.headerSigned({ method: 'PUT', path: '/bucket', query: 'policy=', body }),
    );
    expect(blocked).toMatchObject({ status: 403, code: 'AccessDenied' });
    await openBlock();
    await account.bucketPolicy(allowAll);
    expect(await anonymous()).toMatchObject({ status: 200, text: 'hello' });
  });

  test('are refused again when Block Public Access is turned on, which leaves presigned ones alone', async () => {
    await openBlock();
    await account.bucketPolicy(allowAll);
    const body = `<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`;
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'publicAccessBlock=', body }));
    expect((await anonymous()).failed).toBe('bucket-policy');
    expect((await read()).status).toBe(200);
  });

  test('may not override the headers of the answer', async () => {
    await openBlock();
    await account.bucketPolicy(allowAll);
    expect(await anonymous('response-content-type=text%2Fcss')).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      message: 'Request specific response headers cannot be used for anonymous GET requests.',
    });
  });
});

test('a missing key is 404 for those who may list, and 403 for those who may not', async () => {
  const missing = account.presigned({ path: '/bucket/missing' }, app);
  expect(await account.send(missing)).toMatchObject({ status: 403, code: 'AccessDenied', failed: 'object' });
  await account.control({ command: 'put-user', user: 'app', allow: ['s3:GetObject', 's3:ListBucket'] });
  const told = await account.send(missing);
  expect(told).toMatchObject({
    status: 404,
    code: 'NoSuchKey',
    message: 'The specified key does not exist.',
    failed: 'object',
  });
  expect(told.element('Key')).toBe('missing');
});

test('another owner than the expected one is refused', async () => {
  const owned = (by: string) =>
    account.send(account.headerSigned({ path: '/bucket/k.txt', headers: [['x-amz-expected-bucket-owner', by]] }));
  expect((await owned('111122223333')).status).toBe(200);
  expect(await owned('444455556666')).toMatchObject({
    status: 403,
    code: 'AccessDenied',
    message: 'Access Denied',
    failed: 'bucket-owner',
  });
});

test('revoking the sessions of a role stops the URLs they signed, and new sessions work', async () => {
  await account.control({ command: 'put-role', role: 'job', allow: ['s3:GetObject'] });
  const old = account.presigned(
    { path: '/bucket/k.txt' },
    await account.credentials({ command: 'assume-role', role: 'job' }),
  );
  expect((await account.send(old)).status).toBe(200);
  await account.control({ command: 'revoke-sessions', role: 'job' });
  const told = await account.send(old);
  expect(told.failed).toBe('identity-policy');
  expect(told.message).toMatch(
    /^User: arn:aws:sts::111122223333:assumed-role\/job\/session .* with an explicit deny in an identity-based policy$/,
  );
  const fresh = account.presigned(
    { path: '/bucket/k.txt' },
    await account.credentials({ command: 'assume-role', role: 'job' }),
  );
  expect((await account.send(fresh)).status).toBe(200);
});

test('a policy that locks everyone out can be mended by the root user', async () => {
  await account.bucketPolicy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: everything });
  expect((await read(account.root)).failed).toBe('bucket-policy');
  await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket', query: 'policy=' }));
  expect((await read(account.root)).status).toBe(200);
});
