import { beforeAll, describe, expect, test } from 'vitest';

import { sourceOf } from '#base/byte-source.ts';
import type { S3Request } from '#s3/request.ts';
import type { Header } from '#sigv4/headers.ts';

import { Account, header, start } from '../emulated-account.ts';

let account: Account;
let get: S3Request;

beforeAll(async () => {
  account = await Account.withBucket();
  await account.put('k.txt', 'hello');
  get = account.headerSigned({ path: '/bucket/k.txt' });
});

function changed(request: S3Request, name: string, change: (value: string) => string | undefined): S3Request {
  const headers = request.headers.flatMap(([candidate, value]): readonly Header[] => {
    if (candidate.toLowerCase() !== name) return [[candidate, value]];
    const next = change(value);
    return next === undefined ? [] : [[candidate, next]];
  });
  return { ...request, headers };
}

test('what was signed is answered', async () => {
  const told = await account.send(get);
  expect(told).toMatchObject({ status: 200, text: 'hello' });
  expect(told.decision.checks.slice(0, 8).map(({ id }) => id)).toEqual(
    ['mechanism', 'parameters', 'region', 'clock-skew', 'access-key', 'headers-signed', 'signature', 'bucket'].slice(
      0,
      8,
    ),
  );
});

describe('the Authorization header', () => {
  const malformed = 'The authorization header is malformed;';
  const rows: readonly [name: string, from: RegExp, to: string, message: string][] = [
    [
      'a credential of four fields',
      /\/us-east-1/,
      '',
      `${malformed} the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    ],
    ['another service', /\/s3\//, '/sts/', `${malformed} incorrect service "sts". This endpoint belongs to "s3".`],
    [
      'another terminal',
      /aws4_request/,
      'aws5_request',
      `${malformed} incorrect terminal "aws5_request". This endpoint uses "aws4_request".`,
    ],
    [
      'a date that is none',
      /\/20260301\//,
      '/2026/',
      `${malformed} incorrect date format "2026". This date in the credential must be in the format "yyyyMMdd".`,
    ],
    [
      'another day',
      /\/20260301\//,
      '/20260228/',
      `${malformed} Invalid credential date "20260228". This date is not the same as X-Amz-Date: "20260301".`,
    ],
    ['another Region', /us-east-1/, 'eu-west-1', `${malformed} the region 'eu-west-1' is wrong; expecting 'us-east-1'`],
    ['another name for the signature', /, Signature=/, ', Other=', `${malformed} missing Signature.`],
    [
      'two components',
      /, Signature=.*/,
      '',
      `${malformed} the authorization header requires three components: Credential, SignedHeaders, and Signature.`,
    ],
    [
      'a component that has no value',
      /SignedHeaders=[^,]*/,
      'SignedHeaders',
      `${malformed} the authorization component "SignedHeaders" is malformed.`,
    ],
  ];
  for (const [name, from, to, message] of rows) {
    test(`with ${name} is malformed`, async () => {
      const told = await account.send(changed(get, 'authorization', (value) => value.replace(from, to)));
      expect(told).toMatchObject({ status: 400, code: 'AuthorizationHeaderMalformed', message });
    });
  }

  test('names the right Region, so that SDKs can follow', async () => {
    const told = await account.send(account.headerSigned({ path: '/bucket/k.txt', region: 'eu-west-1' }));
    expect(told.failed).toBe('region');
    expect(told.element('Region')).toBe('us-east-1');
    expect(header(told, 'x-amz-bucket-region')).toBe('us-east-1');
  });

  for (const region of ['US', 'aws-global']) {
    test(`names a Region also where a bucket is created: ${region} is none`, async () => {
      const told = await account.send(account.headerSigned({ method: 'PUT', path: '/new-bucket', region }));
      expect([told.status, told.code, told.message, told.element('Region')]).toEqual([
        400,
        'AuthorizationHeaderMalformed',
        `The authorization header is malformed; the region '${region}' is wrong; expecting 'us-east-1'`,
        'us-east-1',
      ]);
    });
  }

  test('of another kind is unsupported, and shown', async () => {
    const told = await account.send(changed(get, 'authorization', () => 'Bearer abc'));
    expect(told).toMatchObject({ status: 400, code: 'InvalidArgument', message: 'Unsupported Authorization Type' });
    expect(told.element('ArgumentValue')).toBe('Bearer abc');
  });

  test('of one word lacks its space', async () => {
    const told = await account.send(changed(get, 'authorization', () => 'abc'));
    expect(told).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: "Authorization header is invalid -- one and only one ' ' (space) required.",
    });
    expect(told.element('ArgumentName')).toBe('Authorization');
  });

  test('of Signature Version 2 is answered with the line of the client to change', async () => {
    const told = await account.send(changed(get, 'authorization', () => 'AWS AKIAIOSFODNN7EXAMPLE:abc='));
    expect(told).toMatchObject({ status: 400, code: 'InvalidRequest', failed: 'mechanism' });
    expect(told.element('EmulatorAdvice')).toContain('signature_version');
  });

  test('needs a date', async () => {
    const told = await account.send(changed(get, 'x-amz-date', () => undefined));
    expect(told).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'AWS authentication requires a valid Date or x-amz-date header',
    });
  });

  test('needs x-amz-content-sha256', async () => {
    const told = await account.send(changed(get, 'x-amz-content-sha256', () => undefined));
    expect(told).toMatchObject({
      status: 400,
      code: 'InvalidRequest',
      message: 'Missing required header for this request: x-amz-content-sha256',
    });
  });
});

describe('the clock of the sender', () => {
  for (const [seconds, isTaken] of [
    [900, true],
    [-900, true],
    [901, false],
    [-901, false],
  ] as const) {
    test(`may${isTaken ? '' : ' not'} be ${seconds} seconds off`, async () => {
      const instant = new Date(start.getTime() + seconds * 1000);
      const told = await account.send(account.headerSigned({ path: '/bucket/k.txt', instant }));
      if (isTaken) return expect(told.status).toBe(200);
      expect(told).toMatchObject({
        status: 403,
        code: 'RequestTimeTooSkewed',
        message: 'The difference between the request time and the current time is too large.',
        failed: 'clock-skew',
      });
      expect(told.elements.slice(2, 5)).toEqual(['RequestTime', 'ServerTime', 'MaxAllowedSkewMilliseconds']);
      expect(told.element('MaxAllowedSkewMilliseconds')).toBe('900000');
      expect(told.element('ServerTime')).toBe('2026-03-01T09:00:00Z');
    });
  }
});

describe('the body', () => {
  test('must have the signed hash', async () => {
    const put = account.headerSigned({ method: 'PUT', path: '/bucket/hashed', body: 'right' });
    expect((await account.send(put)).status).toBe(200);
    const told = await account.send({ ...put, body: sourceOf('wrong') });
    expect(told).toMatchObject({
      status: 400,
      code: 'XAmzContentSHA256Mismatch',
      message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
      failed: 'payload-hash',
    });
    expect(told.elements.slice(2, 4)).toEqual(['ClientComputedContentSHA256', 'S3ComputedContentSHA256']);
    expect((await account.send(account.headerSigned({ path: '/bucket/hashed' }))).text).toBe('right');
  });

  test('that is missing is an empty one', async () => {
    const put = account.headerSigned({ method: 'PUT', path: '/bucket/hashed', body: 'right' });
    expect((await account.send({ ...put, body: undefined })).failed).toBe('payload-hash');
  });

  test('of an UNSIGNED-PAYLOAD may be any', async () => {
    const url = account.presigned({ method: 'PUT', path: '/bucket/any', body: 'whatever' });
    expect((await account.send(url)).status).toBe(200);
  });
});

test('an x-amz- header that was not signed is refused as in a presigned request', async () => {
  const told = await account.send({ ...get, headers: [...get.headers, ['x-amz-acl', 'private']] });
  expect(told).toMatchObject({ status: 403, code: 'AccessDenied', failed: 'headers-signed' });
});

test('a session signs with its token in a header', async () => {
  await account.control({ command: 'put-role', role: 'job', allow: ['s3:GetObject'] });
  const by = await account.credentials({ command: 'assume-role', role: 'job' });
  expect((await account.send(account.headerSigned({ path: '/bucket/k.txt' }, by))).status).toBe(200);
  const { sessionToken: _, ...without } = by;
  expect((await account.send(account.headerSigned({ path: '/bucket/k.txt' }, without))).code).toBe(
    'InvalidAccessKeyId',
  );
});
