import { beforeEach, describe, expect, test } from 'vitest';

import { accessLogFields, accessLogLine } from '#s3/audit/access-log.ts';
import { cloudTrailEvent } from '#s3/audit/cloud-trail.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';
import { operationNames } from '#s3/operation.ts';
import { Account, host, type Draft, type Told } from '../emulated-account.ts';

let account: Account;
let user: EmulatedCredentials;

beforeEach(async () => {
  account = await Account.withBucket();
  user = await account.user('app', ['s3:GetObject', 's3:PutObject', 's3:ListBucket']);
  await account.put('a b.txt', 'hello');
});

const agent = ['User-Agent', 'curl/8.5.0'] as const;

async function fetched(draft: Partial<Draft> = {}, by: EmulatedCredentials = user): Promise<Told> {
  const request = account.presigned({ path: '/bucket/a%20b.txt', ...draft }, by);
  return account.send({ ...request, headers: [...request.headers, agent] });
}

function field(told: Told, name: string): string | undefined {
  return accessLogFields(told.decision)?.find((each) => each.name === name)?.text;
}

describe('the access-log line', () => {
  test('of a pre-signed GET has every field in order, and its signature made unreadable', async () => {
    const told = await fetched({ sourceAddress: '203.0.113.7' });
    const { decision } = told;
    const owner = '111122223333'.repeat(6).slice(0, 64);
    const uri = /^(.*&X-Amz-Signature=)[0-9a-f]{64}$/.exec(decision.request.rawQuery)?.[1] ?? '';
    expect(accessLogLine(decision)).toBe(
      [
        owner,
        'bucket',
        '[01/Mar/2026:09:00:00 +0000]',
        '203.0.113.7',
        'arn:aws:iam::111122223333:user/app',
        decision.requestId,
        'REST.GET.OBJECT',
        'a%20b.txt',
        `"GET /bucket/a%20b.txt?${uri}${'X'.repeat(32)} HTTP/1.1"`,
        '200 - 5 5 0 0 "-" "curl/8.5.0" -',
        decision.audit?.hostId,
        `SigV4 - QueryString ${host} - - - -`,
      ].join(' '),
    );
  });

  test('has 27 fields', async () => {
    expect(accessLogFields((await fetched()).decision)).toHaveLength(27);
  });

  test('of a session shows no token', async () => {
    const session = await account.credentials({ command: 'get-session-token', by: user.accessKeyId });
    const told = await fetched({}, session);
    expect(told.status).toBe(200);
    const line = accessLogLine(told.decision) ?? '';
    expect(line).toContain('X-Amz-Security-Token=XXXX');
    expect(line).not.toContain(session.sessionToken ?? '?');
    expect(line).not.toContain(encodeURIComponent(session.sessionToken ?? '?'));
  });

  for (const name of ['Signature', 'X-Amz-Server-Side-Encryption-Customer-Key', 'x-amz-%73ignature']) {
    test(`shows no ${name} either`, async () => {
      const told = await account.send(account.request({ path: '/bucket/k', query: `${name}=verysecret&x=1` }));
      expect(accessLogLine(told.decision)).toContain(`${name}=${'X'.repeat(32)}&x=1 HTTP/1.1`);
      expect(JSON.stringify(cloudTrailEvent(told.decision) ?? null)).not.toContain('verysecret');
    });
  }

  const lines: readonly [what: string, draft: Draft, fields: Readonly<Record<string, string>>][] = [
    [
      'a PUT',
      { method: 'PUT', path: '/bucket/n', body: 'hello!' },
      { Operation: 'REST.PUT.OBJECT', 'Bytes sent': '-', 'Object size': '6', 'Authentication type': 'AuthHeader' },
    ],
    [
      'a part of an object',
      { path: '/bucket/a%20b.txt', headers: [['Range', 'bytes=1-2']] },
      { Operation: 'REST.GET.OBJECT', 'HTTP status': '206', 'Bytes sent': '2', 'Object size': '5' },
    ],
    [
      'a HEAD',
      { method: 'HEAD', path: '/bucket/a%20b.txt' },
      { Operation: 'REST.HEAD.OBJECT', 'Bytes sent': '-', 'Object size': '5' },
    ],
    [
      'a missing key',
      { path: '/bucket/none' },
      { Operation: 'REST.GET.OBJECT', 'HTTP status': '404', 'Error code': 'NoSuchKey', 'Object size': '-' },
    ],
    ['a listing', { path: '/bucket', query: 'list-type=2' }, { Operation: 'REST.GET.BUCKET', Key: '-' }],
    ['a new upload', { method: 'POST', path: '/bucket/k', query: 'uploads=' }, { Operation: 'REST.POST.UPLOADS' }],
    ['a bucket policy', { path: '/bucket', query: 'policy=' }, { Operation: 'REST.GET.BUCKETPOLICY' }],
  ];
  for (const [what, draft, fields] of lines) {
    test(`of ${what}`, async () => {
      const told = await account.send(account.headerSigned(draft));
      for (const [name, text] of Object.entries(fields)) expect([name, field(told, name)]).toEqual([name, text]);
    });
  }

  test('of an anonymous request names nobody and no signature', async () => {
    const told = await account.send(account.request({ path: '/bucket/a%20b.txt' }));
    expect(['Requester', 'Signature version', 'Authentication type'].map((name) => field(told, name))).toEqual([
      '-',
      '-',
      '-',
    ]);
    expect(field(told, 'Error code')).toBe('AccessDenied');
  });

  test('is left by no bucket that there is not', async () => {
    const told = await account.send(account.headerSigned({ path: '/nowhere/k' }));
    expect(told.code).toBe('NoSuchBucket');
    expect(accessLogLine(told.decision)).toBeUndefined();
  });

  test('keeps one line, whatever the sender writes', async () => {
    const request = account.request({ path: '/bucket/a%20b.txt', headers: [['User-Agent', 'a" 200 - "b']] });
    const told = await account.send(request);
    expect(accessLogLine(told.decision)).toContain('"a%22 200 - %22b"');
  });
});

describe('the CloudTrail event', () => {
  test('names the endpoint of a VPC that the request came through', async () => {
    const request = account.presigned({ path: '/bucket/a%20b.txt', sourceAddress: '10.0.0.7' }, user);
    const { decision } = await account.send({ ...request, via: { vpcEndpoint: 'vpce-1a2b3c4d', vpc: 'vpc-1' } });
    expect(cloudTrailEvent(decision)).toMatchObject({ vpcEndpointId: 'vpce-1a2b3c4d', sourceIPAddress: '10.0.0.7' });
    expect(cloudTrailEvent((await fetched()).decision)).not.toHaveProperty('vpcEndpointId');
  });

  test('of a pre-signed GET says QueryString, who signed, and until when, without what would open it again', async () => {
    const { decision } = await fetched({ sourceAddress: '203.0.113.7', expiresSeconds: 300 });
    const event = cloudTrailEvent(decision);
    expect(event).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: expect.stringMatching(/^AIDA/) as string,
        arn: 'arn:aws:iam::111122223333:user/app',
        accountId: '111122223333',
        accessKeyId: user.accessKeyId,
        userName: 'app',
      },
      eventTime: '2026-03-01T09:00:00Z',
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
      awsRegion: 'us-east-1',
      sourceIPAddress: '203.0.113.7',
      userAgent: '[curl/8.5.0]',
      requestParameters: {
        bucketName: 'bucket',
        Host: host,
        key: 'a b.txt',
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Date': '20260301T090000Z',
        'X-Amz-Expires': '300',
        'X-Amz-SignedHeaders': 'host',
      },
      responseElements: null,
      additionalEventData: {
        SignatureVersion: 'SigV4',
        bytesTransferredIn: 0,
        AuthenticationMethod: 'QueryString',
        'x-amz-id-2': decision.audit?.hostId,
        bytesTransferredOut: 5,
      },
      requestID: decision.requestId,
      eventID: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/) as string,
      readOnly: true,
      resources: [
        { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::bucket/a b.txt' },
        { accountId: '111122223333', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::bucket' },
      ],
      eventType: 'AwsApiCall',
      managementEvent: false,
      recipientAccountId: '111122223333',
      eventCategory: 'Data',
      tlsDetails: { clientProvidedHostHeader: host },
    });
  });

  test('of a role session names the role, the session and when it began', async () => {
    await account.control({ command: 'put-role', role: 'reader', allow: ['s3:GetObject'] });
    const session = await account.credentials({ command: 'assume-role', role: 'reader', sessionName: 'night' });
    const { decision, status } = await fetched({}, session);
    expect(status).toBe(200);
    expect(cloudTrailEvent(decision)?.['userIdentity']).toEqual({
      type: 'AssumedRole',
      principalId: expect.stringMatching(/^AROA\w+:night$/) as string,
      arn: 'arn:aws:sts::111122223333:assumed-role/reader/night',
      accountId: '111122223333',
      accessKeyId: session.accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: expect.stringMatching(/^AROA\w+$/) as string,
          arn: 'arn:aws:iam::111122223333:role/reader',
          accountId: '111122223333',
          userName: 'reader',
        },
        attributes: { creationDate: '2026-03-01T09:00:00Z', mfaAuthenticated: 'false' },
      },
    });
    expect(JSON.stringify(cloudTrailEvent(decision))).not.toContain(session.sessionToken);
  });

  test('of the root user and of nobody say so', async () => {
    const root = await fetched({}, account.root);
    expect(cloudTrailEvent(root.decision)?.['userIdentity']).toMatchObject({
      type: 'Root',
      principalId: '111122223333',
      arn: 'arn:aws:iam::111122223333:root',
    });
    const anonymous = await account.send(account.request({ path: '/bucket/a%20b.txt' }));
    expect(cloudTrailEvent(anonymous.decision)).toMatchObject({
      userIdentity: { type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL' },
      errorCode: 'AccessDenied',
    });
    expect(cloudTrailEvent(anonymous.decision)?.['additionalEventData']).not.toHaveProperty('AuthenticationMethod');
  });

  test('of what may not be done has the error', async () => {
    const { decision } = await fetched({ method: 'DELETE' });
    expect(cloudTrailEvent(decision)).toMatchObject({
      eventName: 'DeleteObject',
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('s3:DeleteObject') as string,
      readOnly: false,
    });
  });

  test('of a PUT says how the object was encrypted, and the header that asked for its class', async () => {
    const headers = [['x-amz-storage-class', 'STANDARD_IA']] as const;
    const told = await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/n', headers, body: 'x' }, user));
    const event = cloudTrailEvent(told.decision);
    expect(event?.['responseElements']).toEqual({ 'x-amz-server-side-encryption': 'AES256' });
    expect(event?.['requestParameters']).toEqual({
      bucketName: 'bucket',
      Host: host,
      key: 'n',
      'x-amz-storage-class': 'STANDARD_IA',
    });
    expect(event?.['additionalEventData']).toMatchObject({ AuthenticationMethod: 'AuthHeader', bytesTransferredIn: 1 });
  });

  test('of a bucket is a management event, of a listing a data event of another name', async () => {
    const policy = await account.send(account.headerSigned({ path: '/bucket', query: 'policy=' }));
    expect(cloudTrailEvent(policy.decision)).toMatchObject({
      eventName: 'GetBucketPolicy',
      errorCode: 'NoSuchBucketPolicy',
      managementEvent: true,
      eventCategory: 'Management',
    });
    const list = await account.send(account.headerSigned({ path: '/bucket', query: 'list-type=2' }));
    expect(cloudTrailEvent(list.decision)).toMatchObject({ eventName: 'ListObjects', eventCategory: 'Data' });
  });

  for (const [why, change] of [
    ['whose signature does not match', (query: string) => query.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['that has expired', (query: string) => query],
  ] as const) {
    test(`is left by no request ${why}, which the access log shows`, async () => {
      const request = account.presigned({ path: '/bucket/a%20b.txt' }, user);
      if (why === 'that has expired') await account.control({ command: 'move-clock', byMilliseconds: 901_000 });
      const told = await account.send({ ...request, rawQuery: change(request.rawQuery) });
      expect(told.status).toBe(403);
      expect(cloudTrailEvent(told.decision)).toBeUndefined();
      expect(field(told, 'HTTP status')).toBe('403');
    });
  }
});

test('a request to STS is in neither log of S3', async () => {
  const told = await account.send(
    account.request({
      method: 'POST',
      path: '/',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    }),
  );
  expect(told.status).toBeGreaterThanOrEqual(400);
  const asked = { ...told.decision, operation: 'GetCallerIdentity' } as const;
  expect([cloudTrailEvent(asked), accessLogLine(asked)]).toEqual([undefined, undefined]);
});

test('every operation has a name in both logs', async () => {
  const { decision } = await fetched();
  for (const operation of operationNames) {
    const named = { ...decision, operation };
    expect(cloudTrailEvent(named)?.['eventName']).toMatch(/^[A-Z]\w+$/);
    expect(accessLogFields(named)?.[6]?.text).toMatch(/^REST\.\w+\.[A-Z_]+$/);
  }
});
