import { beforeAll, describe, expect, test } from 'vitest';

import type { EvidenceLevel } from '#s3/decision/decision.ts';
import type { S3Request } from '#s3/request.ts';

import { Account, header, start, withQuery } from '../emulated-account.ts';

let account: Account;
let get: S3Request;

beforeAll(async () => {
  account = await Account.withBucket();
  await account.put('k.txt', 'hello');
  get = account.presigned({ path: '/bucket/k.txt' });
});

function later(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}

test('what was signed is answered', async () => {
  const told = await account.send(get);
  expect(told).toMatchObject({ status: 200, text: 'hello', failed: undefined });
  expect(told.decision.checks.map(({ id, state }) => `${id} ${state}`)).toEqual([
    'mechanism passed',
    'parameters passed',
    'region passed',
    'not-yet-valid passed',
    'expiry passed',
    'access-key passed',
    'headers-signed passed',
    'signature passed',
    'bucket passed',
    'bucket-policy passed',
    'identity-policy passed',
    ...told.decision.checks.slice(11).map(({ id }) => `${id} passed`),
  ]);
});

const incomplete =
  'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.';

describe('the parameters of a presigned URL', () => {
  for (const name of ['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature']) {
    test(`X-Amz-${name} may not be missing`, async () => {
      const told = await account.send(
        withQuery(get, (query) => query.replace(new RegExp(`&?X-Amz-${name}=[^&]*`), '')),
      );
      expect(told).toMatchObject({
        status: 400,
        code: 'AuthorizationQueryParametersError',
        message: incomplete,
        failed: 'parameters',
      });
      expect(told.elements).toEqual(['Code', 'Message', 'RequestId', 'HostId']);
    });
  }

  const week =
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds';
  const credential = 'Error parsing the X-Amz-Credential parameter;';
  const rows: readonly [from: RegExp, to: string, message: string, known: EvidenceLevel][] = [
    [
      /AWS4-HMAC-SHA256/,
      'AWS4-HMAC-SHA1',
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"',
      'other server',
    ],
    [
      /%2Faws4_request/,
      '%252Faws4_request',
      `${credential} the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
      'recorded',
    ],
    [/%2Fs3%2F/, '%2Fsts%2F', `${credential} incorrect service "sts". This endpoint belongs to "s3".`, 'other server'],
    [
      /aws4_request/,
      'aws5_request',
      `${credential} incorrect terminal "aws5_request". This endpoint uses "aws4_request".`,
      'other server',
    ],
    [
      /%2F20260301%2F/,
      '%2F2026-03-01%2F',
      `${credential} incorrect date format "2026-03-01". This date in the credential must be in the format "yyyyMMdd".`,
      'other server',
    ],
    [
      /%2F20260301%2F/,
      '%2F20260228%2F',
      'Invalid credential date "20260228". This date is not the same as X-Amz-Date: "20260301".',
      'other server',
    ],
    [
      /20260301T090000Z/,
      '2026-03-01T09:00:00Z',
      `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`,
      'recorded',
    ],
    [/X-Amz-Expires=900/, 'X-Amz-Expires=soon', 'X-Amz-Expires should be a number', 'recorded'],
    [/X-Amz-Expires=900/, 'X-Amz-Expires=-5', 'X-Amz-Expires must be non-negative', 'recorded'],
    [/X-Amz-Expires=900/, 'X-Amz-Expires=604801', week, 'recorded'],
  ];
  for (const [from, to, message, known] of rows) {
    test(`${to} is answered with 400 ${message.slice(0, 60)}…`, async () => {
      const told = await account.send(withQuery(get, (query) => query.replace(from, to)));
      expect(told).toMatchObject({
        status: 400,
        code: 'AuthorizationQueryParametersError',
        message,
        failed: 'parameters',
      });
      expect(told.decision.checks.at(1)?.known).toBe(known);
    });
  }

  test('604800 seconds are accepted', async () => {
    const request = account.presigned({ path: '/bucket/k.txt', expiresSeconds: 604_800 });
    expect((await account.send(request)).status).toBe(200);
  });
});

describe('time', () => {
  test('a URL works up to and including its last second, and not a millisecond longer', async () => {
    const request = account.presigned({ path: '/bucket/k.txt', instant: later(-900), expiresSeconds: 900 });
    expect((await account.send(request)).status).toBe(200);
    const moved = new Account({ now: () => new Date(start.getTime() + 1) }, account.store.copy());
    const told = await moved.send(request);
    expect(told).toMatchObject({ status: 403, code: 'AccessDenied', message: 'Request has expired', failed: 'expiry' });
    expect(told.elements).toEqual(['Code', 'Message', 'X-Amz-Expires', 'Expires', 'ServerTime', 'RequestId', 'HostId']);
    expect(told.element('X-Amz-Expires')).toBe('900');
    expect(told.element('Expires')).toBe('2026-03-01T09:00:00Z');
    expect(told.element('ServerTime')).toBe('2026-03-01T09:00:00Z');
  });

  test('zero seconds are expired at once, which is assumed', async () => {
    const told = await account.send(account.presigned({ path: '/bucket/k.txt', expiresSeconds: 0 }));
    expect(told).toMatchObject({ status: 403, code: 'AccessDenied', message: 'Request has expired' });
    expect(told.decision.checks.find(({ id }) => id === 'expiry')?.known).toBe('assumed');
  });

  test('a date up to 15 minutes ahead is taken, further ahead is not yet valid', async () => {
    expect((await account.send(account.presigned({ path: '/bucket/k.txt', instant: later(900) }))).status).toBe(200);
    const told = await account.send(
      account.presigned({ path: '/bucket/k.txt', instant: later(901), expiresSeconds: 60 }),
    );
    expect(told).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Request is not yet valid',
      failed: 'not-yet-valid',
    });
    expect(told.elements).toEqual(['Code', 'Message', 'X-Amz-Date', 'Expires', 'ServerTime', 'RequestId', 'HostId']);
    expect(told.element('X-Amz-Date')).toBe(String(later(901).getTime()));
    expect(told.element('Expires')).toBe('2026-03-01T09:16:01Z');
  });

  test('what the emulator assumes about the edges of time is marked so', async () => {
    const known = async (instant: Date, id: string, expiresSeconds = 60): Promise<string | undefined> => {
      const told = await account.send(account.presigned({ path: '/bucket/k.txt', instant, expiresSeconds }));
      return told.decision.checks.find((check) => check.id === id)?.known;
    };
    expect(await known(later(-60), 'expiry')).toBe('assumed');
    expect(await known(later(-61), 'expiry')).toBe('recorded');
    expect(await known(later(-59), 'expiry')).toBe('recorded');
    expect(await known(later(10), 'not-yet-valid')).toBe('assumed');
    expect(await known(later(1_800), 'not-yet-valid')).toBe('assumed');
    expect(await known(later(86_400), 'not-yet-valid')).toBe('recorded');
    expect(await known(start, 'not-yet-valid')).toBe('recorded');
  });

  test('the 15 minutes of header-signed requests are no rule of presigned URLs', async () => {
    const request = account.presigned({ path: '/bucket/k.txt', instant: later(-86_400), expiresSeconds: 604_800 });
    expect((await account.send(request)).status).toBe(200);
  });
});

describe('the signature', () => {
  test('a wrong one is answered with what S3 computed', async () => {
    const told = await account.send({ ...get, method: 'DELETE' });
    expect(told).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      failed: 'signature',
    });
    expect(told.elements).toEqual([
      'Code',
      'Message',
      'AWSAccessKeyId',
      'StringToSign',
      'SignatureProvided',
      'StringToSignBytes',
      'CanonicalRequest',
      'CanonicalRequestBytes',
      'RequestId',
      'HostId',
    ]);
    expect(told.element('CanonicalRequest')?.split('\n').slice(0, 2)).toEqual(['DELETE', '/bucket/k.txt']);
    expect(told.element('StringToSignBytes')).toMatch(/^41 57 53 34 2d /);
    expect(told.element('AWSAccessKeyId')).toBe(account.root.accessKeyId);
  });

  test('HEAD on a GET URL is 403 without a body', async () => {
    const told = await account.send({ ...get, method: 'HEAD' });
    expect(told).toMatchObject({ status: 403, text: '', failed: 'signature' });
    expect(told.decision.outcome.code).toBe('SignatureDoesNotMatch');
  });

  test('a second signature is a parameter that was added', async () => {
    const told = await account.send(withQuery(get, (query) => `${query}&X-Amz-Signature=00`));
    expect([told.code, told.failed]).toEqual(['SignatureDoesNotMatch', 'signature']);
  });

  test('a parameter that was added later is part of what is signed', async () => {
    const told = await account.send(withQuery(get, (query) => `${query}&utm_source=mail`));
    expect(told.code).toBe('SignatureDoesNotMatch');
  });

  test('a signed header that is not sent counts as empty', async () => {
    const signed = account.presigned({ method: 'PUT', path: '/bucket/new', headers: [['content-type', 'image/png']] });
    const without = { ...signed, headers: signed.headers.filter(([name]) => name !== 'content-type') };
    expect((await account.send(without)).code).toBe('SignatureDoesNotMatch');
    const other = { ...without, headers: [...without.headers, ['content-type', 'image/jpeg'] as const] };
    expect((await account.send(other)).code).toBe('SignatureDoesNotMatch');
    expect((await account.send(signed)).status).toBe(200);
  });

  test('an unsigned Content-Type may be sent freely', async () => {
    const put = account.presigned({ method: 'PUT', path: '/bucket/free' });
    const told = await account.send({ ...put, headers: [...put.headers, ['Content-Type', 'text/css']] });
    expect(told.status).toBe(200);
  });

  test('an x-amz- header that was not signed is named before the signature is compared', async () => {
    const headers = [...get.headers, ['X-Amz-Meta-A', '1'], ['x-amz-acl', 'private']] as const;
    const told = await account.send({ ...get, headers, method: 'DELETE' });
    expect(told).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'There were headers present in the request which were not signed',
      failed: 'headers-signed',
    });
    expect(told.element('HeadersNotSigned')).toBe('x-amz-acl, x-amz-meta-a');
    expect(told.decision.alsoFailing).toEqual(['signature']);
  });

  test('an unsigned x-amz-content-sha256 is tolerated', async () => {
    const headers = [...get.headers, ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']] as const;
    expect((await account.send({ ...get, headers })).status).toBe(200);
  });

  test('a signed x-amz- header that came in the query only is taken from there', async () => {
    const signed = account.presigned({
      method: 'PUT',
      path: '/bucket/old-sdk',
      query: 'x-amz-meta-a=1',
      headers: [['x-amz-meta-a', '1']],
    });
    const without = { ...signed, headers: signed.headers.filter(([name]) => name !== 'x-amz-meta-a') };
    expect((await account.send(without)).status).toBe(200);
  });

  test('metadata in the query of a URL is applied as a header is', async () => {
    await account.ok(
      account.presigned({ method: 'PUT', path: '/bucket/hoisted', query: 'x-amz-meta-owner=alice', body: 'x' }),
    );
    const { headers } = await account.ok(account.presigned({ path: '/bucket/hoisted' }));
    expect(headers).toContainEqual(['x-amz-meta-owner', 'alice']);
  });

  test('a checksum in the query is signed and not enforced, and the decision says so', async () => {
    const query = 'x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32';
    const told = await account.send(
      account.presigned({ method: 'PUT', path: '/bucket/sdk', query, body: 'not empty' }),
    );
    expect(told.status).toBe(200);
    expect(told.decision.notes.join()).toContain('x-amz-checksum-crc32');
  });
});

describe('the mechanism', () => {
  test('a presigned URL beside an Authorization header is one too many', async () => {
    const told = await account.send({ ...get, headers: [...get.headers, ['Authorization', 'Bearer abc']] });
    expect(told).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message:
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
      failed: 'mechanism',
    });
    expect(told.elements.slice(2, 4)).toEqual(['ArgumentName', 'ArgumentValue']);
    expect(told.element('ArgumentName')).toBe('Authorization');
    expect(told.element('ArgumentValue')).toBe('Bearer abc');
  });

  test('how a second mechanism is answered is recorded of the header only', async () => {
    const beside = { ...get, headers: [...get.headers, ['Authorization', 'Bearer abc'] as const] };
    const version2 = withQuery(get, (query) => `${query}&AWSAccessKeyId=a&Signature=b&Expires=1772356500`);
    for (const [request, argument, known] of [
      [beside, 'Authorization', 'recorded'],
      [version2, 'Signature', 'assumed'],
    ] as const) {
      const told = await account.send(request);
      expect([told.code, told.element('ArgumentName')]).toEqual(['InvalidArgument', argument]);
      expect(told.decision.checks.at(0)).toMatchObject({ id: 'mechanism', state: 'failed', known });
    }
  });

  for (const query of ['Signature=a&Expires=1', 'AWSAccessKeyId=a', 'Expires=1175139620']) {
    test(`an incomplete Signature Version 2 URL (${query}) is refused as S3 does`, async () => {
      const told = await account.send(account.request({ path: '/bucket/k.txt', query }));
      expect(told).toMatchObject({
        status: 403,
        code: 'AccessDenied',
        message: 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
      });
    });
  }

  test('a Signature Version 2 URL that is past its end is expired, without X-Amz-Expires', async () => {
    const query = 'AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=abc%3D&Expires=1772355599';
    const told = await account.send(account.request({ path: '/bucket/k.txt', query }));
    expect(told).toMatchObject({ status: 403, code: 'AccessDenied', message: 'Request has expired', failed: 'expiry' });
    expect(told.elements).toEqual(['Code', 'Message', 'Expires', 'ServerTime', 'RequestId', 'HostId']);
    expect(told.element('Expires')).toBe('2026-03-01T08:59:59Z');
  });

  test('Signature Version 2 is answered with the line of the client to change', async () => {
    const query = 'AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=abc%3D&Expires=1772356500';
    const told = await account.send(account.request({ path: '/bucket/k.txt', query }));
    expect(told).toMatchObject({ status: 400, code: 'InvalidRequest', failed: 'mechanism' });
    expect(told.message).toBe(
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
    expect(told.element('EmulatorAdvice')).toContain("Config(signature_version='s3v4', region_name='us-east-1')");
    expect(told.decision.checks.at(0)?.known).toBe('assumed');
  });
});

describe('keys and tokens', () => {
  test('an unknown key is named, also where the bucket does not exist', async () => {
    const by = { accessKeyId: 'AKIANOBODYEXAMPLE', secretAccessKey: 'x' };
    const told = await account.send(account.presigned({ path: '/missing/k' }, by));
    expect(told).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
      failed: 'access-key',
    });
    expect(told.element('AWSAccessKeyId')).toBe('AKIANOBODYEXAMPLE');
  });

  test('a deactivated key is refused, and works again when it is activated', async () => {
    const by = await account.user('rotated', ['s3:GetObject']);
    const request = account.presigned({ path: '/bucket/k.txt' }, by);
    const { accessKeyId } = by;
    await account.control({ command: 'set-access-key-status', accessKeyId, active: false });
    expect(await account.send(request)).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    await account.control({ command: 'set-access-key-status', accessKeyId, active: true });
    expect((await account.send(request)).status).toBe(200);
  });

  async function session() {
    await account.control({ command: 'put-role', role: 'job', allow: ['s3:GetObject'] });
    return account.credentials({ command: 'assume-role', role: 'job', durationSeconds: 900 });
  }

  test('a session signs with its token, and its URLs end with it', async () => {
    const request = account.presigned({ path: '/bucket/k.txt', expiresSeconds: 43_200 }, await session());
    const told = await account.send(request);
    expect(told.status).toBe(200);
    expect(told.decision.checks.map(({ id }) => id)).toContain('session-expiry');
    expect(told.decision.principal).toBe('arn:aws:sts::111122223333:assumed-role/job/session');
    const at = (milliseconds: number): Account =>
      new Account({ now: () => new Date(start.getTime() + milliseconds) }, account.store.copy());
    expect((await at(900_000).send(request)).status).toBe(200);
    const ended = await at(900_001).send(request);
    expect(ended).toMatchObject({
      status: 400,
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
      failed: 'session-expiry',
    });
    expect(ended.elements).toContain('Token-0');
  });

  test('a temporary key without its token does not exist', async () => {
    const { sessionToken: _, ...by } = await session();
    const told = await account.send(account.presigned({ path: '/bucket/k.txt' }, by));
    expect(told).toMatchObject({ status: 403, code: 'InvalidAccessKeyId', failed: 'session-token' });
  });

  test('an altered token is invalid, even if it was signed', async () => {
    const by = await session();
    const told = await account.send(
      account.presigned({ path: '/bucket/k.txt' }, { ...by, sessionToken: `${by.sessionToken}A` }),
    );
    expect(told).toMatchObject({
      status: 400,
      code: 'InvalidToken',
      message: 'The provided token is malformed or otherwise invalid.',
      failed: 'session-token',
    });
    expect(told.element('Token-0')).toBe(`${by.sessionToken}A`);
  });

  test('a token whose plus became a space is invalid, before the signature is looked at', async () => {
    const request = account.presigned({ path: '/bucket/k.txt' }, await session());
    const told = await account.send(withQuery(request, (query) => query.replaceAll('%2B', '+')));
    expect(told).toMatchObject({ status: 400, code: 'InvalidToken' });
    expect(told.decision.alsoFailing).toEqual(['signature']);
  });

  test('a permanent key has no token', async () => {
    const by = { ...account.root, sessionToken: 'a token' };
    expect(await account.send(account.presigned({ path: '/bucket/k.txt' }, by))).toMatchObject({
      status: 400,
      code: 'InvalidToken',
    });
  });
});

describe('the order of checks', () => {
  test('expired, unknown key and wrong signature: expiry answers, and what rests on the order is named', async () => {
    const by = { accessKeyId: 'AKIANOBODYEXAMPLE', secretAccessKey: 'x' };
    const told = await account.send(account.presigned({ path: '/bucket/k.txt', instant: later(-1000) }, by));
    expect(told.failed).toBe('expiry');
    expect(told.decision.alsoFailing).toEqual(['access-key']);
    const states = told.decision.checks.map(({ id, state }) => `${id} ${state}`);
    expect(states.slice(4, 9)).toEqual([
      'expiry failed',
      'access-key not reached',
      'headers-signed not reached',
      'signature not reached',
      'bucket not reached',
    ]);
  });

  test('expired and nothing else: no later check would have failed', async () => {
    const told = await account.send(account.presigned({ path: '/bucket/k.txt', instant: later(-1000) }));
    expect(told.failed).toBe('expiry');
    expect(told.decision.alsoFailing).toEqual([]);
    expect(told.decision.checks.find(({ id }) => id === 'expiry')).toMatchObject({
      known: 'recorded',
      place: 'assumed',
    });
  });

  test('a wrong signature answers before a missing bucket', async () => {
    const request = account.presigned({ path: '/missing/k' });
    expect((await account.send({ ...request, method: 'DELETE' })).failed).toBe('signature');
    const told = await account.send(request);
    expect(told).toMatchObject({
      status: 404,
      code: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
      failed: 'bucket',
    });
    expect(told.element('BucketName')).toBe('missing');
  });
});

describe('the Region', () => {
  test('of the scope must be that of the bucket', async () => {
    const told = await account.send(account.presigned({ path: '/bucket/k.txt', region: 'eu-central-1' }));
    expect(told).toMatchObject({
      status: 400,
      code: 'AuthorizationQueryParametersError',
      message:
        "Error parsing the X-Amz-Credential parameter; the region 'eu-central-1' is wrong; expecting 'us-east-1'",
      failed: 'region',
    });
    expect(told.elements).toEqual(['Code', 'Message', 'Region', 'RequestId', 'HostId']);
    expect(told.element('Region')).toBe('us-east-1');
  });

  test('is of no matter where the bucket does not exist', async () => {
    const told = await account.send(account.presigned({ path: '/missing/k', region: 'eu-central-1' }));
    expect(told.code).toBe('NoSuchBucket');
  });

  test('of a new bucket is that of the request that makes it', async () => {
    await account.ok(
      account.headerSigned({
        method: 'PUT',
        path: '/frankfurt',
        region: 'eu-central-1',
        body: '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>',
      }),
    );
    const told = await account.send(account.presigned({ path: '/frankfurt/k', region: 'us-east-1' }));
    expect([told.failed, header(told, 'x-amz-bucket-region')]).toEqual(['endpoint', 'eu-central-1']);
  });
});
