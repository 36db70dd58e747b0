import { createHash } from 'node:crypto';

import { beforeEach, describe, expect, test } from 'vitest';

import { failedCheck } from '#s3/decision/decision.ts';
import { hex, utf8 } from '#base/bytes.ts';
import { parseXml } from '#base/xml.ts';

import { Account, header, host, type Told } from '../emulated-account.ts';
import { formType, multipart } from '../post/multipart.ts';
import { formFields, formRequest, rawRequest, type FormDraft } from '../post/signed-form.ts';

let account: Account;
beforeEach(async () => {
  account = await Account.withBucket();
});

type Draft = Partial<FormDraft>;

const post = (draft: Draft = {}): Promise<Told> => account.send(formRequest({ as: account.root, ...draft }));
const get = (key: string, query = ''): Promise<Told> =>
  account.send(account.headerSigned({ path: `/bucket/${key}`, query, headers: [['x-amz-checksum-mode', 'ENABLED']] }));
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const digest = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('base64');
const etag = `"${md5('hello')}"`;

describe('the answer is the one that the form asked for', () => {
  const location = `https://${host}/bucket/dir%2Fa%20b.txt`;
  const result = `bucket=bucket&key=dir%2Fa%20b.txt&etag=%22${md5('hello')}%22`;
  const cases: Readonly<Record<string, readonly [fields: Record<string, string>, status: number, location: string]>> = {
    'no wish': [{}, 204, location],
    'status 200': [{ success_action_status: '200' }, 200, location],
    'status 201': [{ success_action_status: '201' }, 201, location],
    'status 204': [{ success_action_status: '204' }, 204, location],
    'a status that there is not': [{ success_action_status: '302' }, 204, location],
    'a redirect': [{ success_action_redirect: 'https://app.example/done' }, 303, `https://app.example/done?${result}`],
    'a redirect with a query': [
      { success_action_redirect: 'http://app.example/?a=b' },
      303,
      `http://app.example/?a=b&${result}`,
    ],
    'a redirect with a fragment': [
      { success_action_redirect: 'http://app.example/#top' },
      303,
      `http://app.example/?${result}#top`,
    ],
    'a redirect by its old name': [
      { redirect: 'http://app.example/', success_action_status: '201' },
      303,
      `http://app.example/?${result}`,
    ],
    'a relative redirect': [{ success_action_redirect: '/done' }, 204, location],
    'a redirect that is no URL': [{ success_action_redirect: 'http://', success_action_status: '200' }, 200, location],
    'a redirect to a script': [{ success_action_redirect: 'javascript:alert(1)' }, 204, location],
  };
  for (const [name, [fields, status, expected]] of Object.entries(cases)) {
    test(name, async () => {
      const told = await post({ fields: { key: 'dir/a b.txt', ...fields } });
      expect([told.status, header(told, 'location'), header(told, 'etag')]).toEqual([status, expected, etag]);
      expect(header(told, 'x-amz-server-side-encryption')).toBe('AES256');
      if (status !== 201) return expect(told.text).toBe('');
      const answer = parseXml(told.text);
      expect(answer?.name).toBe('PostResponse');
      expect(answer?.children.map((child) => [child.name, child.text])).toEqual([
        ['Location', location],
        ['Bucket', 'bucket'],
        ['Key', 'dir/a b.txt'],
        ['ETag', etag],
      ]);
      return expect(header(told, 'content-type')).toBe('application/xml');
    });
  }

  test('a bucket in the host name is in the location too', async () => {
    const told = await post({ host: 'bucket.s3.us-east-1.amazonaws.com', path: '/', fields: { key: 'a/b' } });
    expect([told.status, header(told, 'location')]).toEqual([204, 'https://bucket.s3.us-east-1.amazonaws.com/a%2Fb']);
  });

  test('a slash behind the bucket changes nothing', async () => {
    expect(header(await post({ path: '/bucket/' }), 'location')).toBe(`https://${host}/bucket/a.txt`);
  });
});

describe('who posts the form', () => {
  const noSignature = {
    'x-amz-signature': undefined,
    'x-amz-algorithm': undefined,
    'x-amz-credential': undefined,
    'x-amz-date': undefined,
  };
  const missing = (name: string) =>
    [
      400,
      'InvalidArgument',
      `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
      'parameters',
    ] as const;
  const credential = (change: (text: string) => string): Record<string, string> => ({
    'x-amz-credential': change(`${account.root.accessKeyId}/20260301/us-east-1/s3/aws4_request`),
  });
  type Expected = readonly [status: number, code: string, message: string | undefined, failed: string];
  const cases: Readonly<Record<string, () => readonly [draft: Draft, expected: Expected]>> = {
    'without the signature': () => [{ change: { 'x-amz-signature': undefined } }, missing('X-Amz-Signature')],
    'without the algorithm': () => [{ change: { 'x-amz-algorithm': undefined } }, missing('X-Amz-Algorithm')],
    'without the credential': () => [{ change: { 'x-amz-credential': undefined } }, missing('X-Amz-Credential')],
    'without the date': () => [{ change: { 'x-amz-date': undefined } }, missing('X-Amz-Date')],
    'without algorithm and credential': () => [
      { change: { 'x-amz-algorithm': undefined, 'x-amz-credential': undefined } },
      missing('X-Amz-Algorithm'),
    ],
    'without the policy': () => [{ change: { policy: undefined } }, missing('policy')],
    'with a policy alone': () => [{ change: noSignature }, [403, 'AccessDenied', 'Access Denied', 'bucket-policy']],
    anonymously: () => [{ as: 'anonymous' }, [403, 'AccessDenied', 'Access Denied', 'bucket-policy']],
    'with Signature Version 2': () => [
      { change: { ...noSignature, AWSAccessKeyId: account.root.accessKeyId, signature: 'c2lnbmF0dXJl' } },
      [
        400,
        'InvalidRequest',
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
        'mechanism',
      ],
    ],
    'with another algorithm': () => [
      { change: { 'x-amz-algorithm': 'AWS4-HMAC-SHA1' } },
      [400, 'InvalidArgument', 'Only AWS4-HMAC-SHA256 is supported', 'parameters'],
    ],
    'with half a credential': () => [
      { change: credential((text) => text.slice(0, 30)) },
      [
        400,
        'InvalidArgument',
        'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
        'parameters',
      ],
    ],
    'for another service': () => [
      { change: credential((text) => text.replace('/s3/', '/sqs/')) },
      [400, 'InvalidArgument', 'incorrect service "sqs". This endpoint belongs to "s3".', 'parameters'],
    ],
    'with another terminal': () => [
      { change: credential((text) => text.replace('aws4_request', 'aws4')) },
      [400, 'InvalidArgument', 'incorrect terminal "aws4". This endpoint uses "aws4_request".', 'parameters'],
    ],
    'with the date of another day': () => [
      { change: { 'x-amz-date': '20260302T090000Z' } },
      [
        400,
        'InvalidArgument',
        'Invalid credential date "20260301". This date is not the same as X-Amz-Date: "20260302".',
        'parameters',
      ],
    ],
    'with a date in words': () => [
      { change: { 'x-amz-date': 'today' } },
      [400, 'InvalidArgument', 'X-Amz-Date must be formated via ISO8601 Long format', 'parameters'],
    ],
    'for another Region': () => [
      { region: 'us-west-2' },
      [400, 'InvalidArgument', "the region 'us-west-2' is wrong; expecting 'us-east-1'", 'region'],
    ],
    'with an unknown key': () => [
      { as: { accessKeyId: 'AKIAUNKNOWNEXAMPLE', secretAccessKey: 'secret' } },
      [403, 'InvalidAccessKeyId', undefined, 'access-key'],
    ],
    'with another secret': () => [
      { as: { ...account.root, secretAccessKey: 'another' } },
      [403, 'SignatureDoesNotMatch', undefined, 'signature'],
    ],
    'with a policy that was changed to rubbish': () => [
      { change: { policy: 'rubbish' } },
      [403, 'SignatureDoesNotMatch', undefined, 'signature'],
    ],
    'to a bucket that there is not': () => [
      { path: '/nowhere' },
      [404, 'NoSuchBucket', 'The specified bucket does not exist', 'bucket'],
    ],
    'with a presigned URL as well': () => [
      { path: '/bucket', headers: [['Authorization', 'AWS4-HMAC-SHA256 Credential=a']] },
      [400, 'AuthorizationHeaderMalformed', undefined, 'parameters'],
    ],
  };
  for (const [name, drafted] of Object.entries(cases)) {
    test(name, async () => {
      const [draft, [status, code, message, failed]] = drafted();
      const told = await post(draft);
      expect([told.status, told.code, told.failed]).toEqual([status, code, failed]);
      if (message !== undefined) expect(told.message).toBe(message);
      expect((await get('a.txt')).status).toBe(404);
    });
  }

  test('a missing field is named as the argument, with nothing for its value', async () => {
    const told = await post({ change: { 'x-amz-signature': undefined } });
    expect([told.element('ArgumentName'), told.element('ArgumentValue')]).toEqual(['X-Amz-Signature', '']);
  });

  test('of forms that lack a field, those with a policy are recorded', async () => {
    for (const [name, known] of [
      ['x-amz-date', 'recorded'],
      ['policy', 'assumed'],
      ['key', 'other server'],
    ] as const) {
      const { decision } = await post({ change: { [name]: undefined } });
      expect(decision.checks.find(({ state }) => state === 'failed')?.known).toBe(known);
    }
  });

  test('a wrong Region names the credential and the Region', async () => {
    const told = await post({ region: 'us-west-2' });
    expect(told.elements.slice(2, 5)).toEqual(['ArgumentName', 'ArgumentValue', 'Region']);
    expect(told.element('ArgumentValue')).toBe(`${account.root.accessKeyId}/20260301/us-west-2/s3/aws4_request`);
    expect(told.element('Region')).toBe('us-east-1');
  });

  test('a signature that differs is shown with the policy as its string to sign, and no canonical request', async () => {
    const fields = formFields({ as: account.root });
    const told = await post({ change: { 'x-amz-signature': 'f'.repeat(64) } });
    expect(told.elements).toEqual([
      'Code',
      'Message',
      'AWSAccessKeyId',
      'StringToSign',
      'SignatureProvided',
      'StringToSignBytes',
      'RequestId',
      'HostId',
    ]);
    expect(told.element('StringToSign')).toBe(fields['policy']);
    expect(told.element('StringToSignBytes')).toBe(hex(utf8(fields['policy'] ?? '')).replace(/(..)(?=.)/g, '$1 '));
  });

  test('a request that is signed in its header may post a form without a signature', async () => {
    const body = new TextDecoder().decode(
      multipart([
        { name: 'key', value: 'h.txt' },
        { name: 'file', value: 'hi' },
      ]),
    );
    const draft = { method: 'POST', path: '/bucket', headers: [['content-type', formType]] as const, body };
    expect((await account.send(account.headerSigned(draft))).status).toBe(204);
    expect((await get('h.txt')).text).toBe('hi');
    const changed = account.headerSigned(draft);
    const told = await account.send({
      ...changed,
      body: rawRequest(
        multipart([
          { name: 'key', value: 'i.txt' },
          { name: 'file', value: 'ho' },
        ]),
      ).body,
    });
    expect([told.status, told.failed]).toEqual([400, 'payload-hash']);
    expect((await get('i.txt')).status).toBe(404);
  });

  test('a form with a signature in a request with another one is refused', async () => {
    const signed = account.headerSigned({ method: 'POST', path: '/bucket', headers: [['content-type', formType]] });
    const form = formRequest({ as: account.root });
    const headers = [
      ...signed.headers.filter(([name]) => name !== 'x-amz-content-sha256'),
      ['x-amz-content-sha256', 'UNSIGNED-PAYLOAD'] as const,
      ['Content-Length', '1000'] as const,
    ];
    const told = await account.send({ ...form, headers });
    expect([told.status, told.code, told.failed]).toEqual([400, 'InvalidArgument', 'mechanism']);
    expect(told.element('ArgumentName')).toBe('Authorization');
  });
});

describe('temporary credentials', () => {
  test('a form carries their token, and ends with them', async () => {
    await account.control({ command: 'put-user', user: 'app', allow: ['s3:PutObject'] });
    const by = await account.credentials({ command: 'credentials', identity: 'app' });
    const session = await account.credentials({
      command: 'get-session-token',
      by: by.accessKeyId,
      durationSeconds: 900,
    });
    const draft: Draft = { as: session, expiration: '2026-03-02T09:00:00Z' };
    expect((await post(draft)).status).toBe(204);
    const other = await post({ ...draft, change: { 'x-amz-security-token': 'other' } });
    expect([other.status, other.code, other.failed]).toEqual([400, 'InvalidToken', 'session-token']);
    const none = await post({ ...draft, change: { 'x-amz-security-token': undefined } });
    expect([none.status, none.code]).toEqual([403, 'InvalidAccessKeyId']);
    await account.control({ command: 'move-clock', byMilliseconds: 901_000 });
    const late = await post(draft);
    expect([late.status, late.code, late.failed]).toEqual([400, 'ExpiredToken', 'session-expiry']);
  });

  test('a token is no evidence, whichever of the two is wrong', async () => {
    await account.control({ command: 'put-user', user: 'app', allow: ['s3:PutObject'] });
    const by = await account.credentials({ command: 'credentials', identity: 'app' });
    const session = await account.credentials({ command: 'get-session-token', by: by.accessKeyId });
    const { decision } = await post({
      as: session,
      uncovered: ['x-amz-security-token'],
      conditions: [{ 'x-amz-security-token': 'another' }],
    });
    expect(JSON.stringify(failedCheck(decision))).not.toContain(session.sessionToken);
  });
});

describe('what the fields say of the object', () => {
  const sha256 = digest('sha256', 'hello');
  const cases: Readonly<Record<string, readonly [fields: Record<string, string>, headers: Record<string, string>]>> = {
    nothing: [{}, { 'content-type': 'binary/octet-stream' }],
    'an empty type': [{ 'Content-Type': '' }, { 'content-type': 'binary/octet-stream' }],
    'headers of a file': [
      {
        'Content-Type': 'text/plain',
        'Cache-Control': 'max-age=60',
        'Content-Disposition': 'attachment',
        'Content-Encoding': 'identity',
        'Content-Language': 'de',
        Expires: 'Wed, 21 Oct 2037 07:28:00 GMT',
      },
      {
        'content-type': 'text/plain',
        'cache-control': 'max-age=60',
        'content-disposition': 'attachment',
        'content-encoding': 'identity',
        'content-language': 'de',
        expires: 'Wed, 21 Oct 2037 07:28:00 GMT',
      },
    ],
    metadata: [
      { 'x-amz-meta-tag': 'a', 'X-Amz-Meta-Other': 'b' },
      { 'x-amz-meta-tag': 'a', 'x-amz-meta-other': 'b' },
    ],
    'metadata beyond ASCII': [{ 'x-amz-meta-name': 'grüße' }, { 'x-amz-meta-name': '=?UTF-8?B?Z3LDvMOfZQ==?=' }],
    'a storage class': [{ 'x-amz-storage-class': 'STANDARD_IA' }, { 'x-amz-storage-class': 'STANDARD_IA' }],
    'encryption with keys of S3': [
      { 'x-amz-server-side-encryption': 'AES256' },
      { 'x-amz-server-side-encryption': 'AES256' },
    ],
    'a checksum': [{ 'x-amz-checksum-sha256': sha256 }, { 'x-amz-checksum-sha256': sha256 }],
    'a Content-MD5': [{ 'Content-MD5': digest('md5', 'hello') }, {}],
    'the ACL that changes nothing': [{ acl: 'bucket-owner-full-control' }, {}],
    tags: [
      { tagging: '<Tagging><TagSet><Tag><Key>a b</Key><Value>1=/2</Value></Tag></TagSet></Tagging>' },
      { 'x-amz-tagging-count': '1' },
    ],
  };
  for (const [name, [fields, headers]] of Object.entries(cases)) {
    test(name, async () => {
      // The type of the file's part says nothing of the object.
      expect((await post({ fields, file: { type: 'image/gif' } })).status).toBe(204);
      const object = await get('a.txt');
      expect(object.text).toBe('hello');
      for (const [header_, value] of Object.entries(headers)) expect(header(object, header_)).toBe(value);
    });
  }

  test('without a checksum S3 computes one, and says it', async () => {
    const told = await post();
    expect(header(told, 'x-amz-checksum-type')).toBe('FULL_OBJECT');
    expect(header(told, 'x-amz-checksum-crc64nvme')).toBe(header(await get('a.txt'), 'x-amz-checksum-crc64nvme'));
  });

  const refused: Readonly<Record<string, readonly [fields: Record<string, string>, status: number, code: string]>> = {
    'a public ACL': [{ acl: 'public-read' }, 400, 'AccessControlListNotSupported'],
    'a storage class that there is not': [{ 'x-amz-storage-class': 'COLD' }, 400, 'InvalidStorageClass'],
    'the checksum of another file': [{ 'x-amz-checksum-sha256': digest('sha256', 'other') }, 400, 'BadDigest'],
    'a checksum that is none': [{ 'x-amz-checksum-crc32': 'none' }, 400, 'InvalidRequest'],
    'two checksums': [
      { 'x-amz-checksum-sha256': sha256, 'x-amz-checksum-sha1': digest('sha1', 'hello') },
      400,
      'InvalidRequest',
    ],
    'the MD5 of another file': [{ 'Content-MD5': digest('md5', 'other') }, 400, 'BadDigest'],
    'metadata of 3 KB': [{ 'x-amz-meta-long': 'a'.repeat(3_000) }, 400, 'MetadataTooLarge'],
    'a key of 1,025 bytes': [{ key: 'k'.repeat(1_025) }, 400, 'KeyTooLongError'],
    'tags that are no document': [{ tagging: 'a=b' }, 400, 'MalformedXML'],
    'a tag without a value': [
      { tagging: '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>' },
      400,
      'MalformedXML',
    ],
  };
  for (const [name, [fields, status, code]] of Object.entries(refused)) {
    test(`refused is ${name}`, async () => {
      const told = await post({ fields });
      expect([told.status, told.code]).toEqual([status, code]);
      const list = await account.send(account.headerSigned({ path: '/bucket', query: 'list-type=2' }));
      expect(list.text).toContain('<KeyCount>0</KeyCount>');
    });
  }
});

describe('permission', () => {
  test('the signer needs s3:PutObject when the form is used', async () => {
    const reader = await account.user('reader', ['s3:GetObject']);
    const told = await post({ as: reader });
    expect([told.status, told.code, told.failed]).toEqual([403, 'AccessDenied', 'identity-policy']);
    expect(told.message).toContain('s3:PutObject');
    const writer = await account.user('writer', ['s3:PutObject']);
    expect((await post({ as: writer })).status).toBe(204);
  });

  test('tags need a permission of their own', async () => {
    const writer = await account.user('writer', ['s3:PutObject']);
    const fields = { tagging: '<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>' };
    const told = await post({ as: writer, fields });
    expect([told.status, told.failed]).toEqual([403, 'identity-policy']);
    expect(told.message).toContain('s3:PutObjectTagging');
  });

  test('the size is looked at first, and nothing is kept of what is refused', async () => {
    const reader = await account.user('reader', ['s3:GetObject']);
    const range = ['content-length-range', 0, 3];
    expect((await post({ as: reader, conditions: [range] })).code).toBe('EntityTooLarge');
    expect((await post({ as: reader, conditions: [['content-length-range', 0, 30]] })).code).toBe('AccessDenied');
    expect((await get('a.txt')).status).toBe(404);
  });

  test('a bucket policy can tell a form from other requests, and how old it is', async () => {
    const writer = await account.user('writer', ['s3:PutObject']);
    const deny = (condition: unknown) =>
      account.bucketPolicy({
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::bucket/*',
        Condition: condition,
      });
    await deny({ StringNotEquals: { 's3:authType': 'POST' } });
    expect((await post({ as: writer })).status).toBe(204);
    const put = await account.send(account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', body: 'x' }, writer));
    expect(put.status).toBe(403);
    await deny({ NumericGreaterThan: { 's3:signatureAge': 600_000 } });
    expect((await post({ as: writer })).status).toBe(204);
    await account.control({ command: 'move-clock', byMilliseconds: 601_000 });
    const late = await post({ as: writer });
    expect([late.status, late.failed]).toEqual([403, 'bucket-policy']);
  });

  test('a bucket that lets everyone write takes a form without policy and signature', async () => {
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket', query: 'publicAccessBlock=' }));
    await account.bucketPolicy({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::bucket/in/*',
    });
    expect((await post({ as: 'anonymous', fields: { key: 'in/a', anything: 'goes' } })).status).toBe(204);
    expect((await post({ as: 'anonymous', fields: { key: 'out/a' } })).status).toBe(403);
  });
});

test('the decision tells each check of a form, in order', async () => {
  const told = await post();
  expect(told.decision.operation).toBe('PostObject');
  expect(told.decision.key).toBe('a.txt');
  const ids = told.decision.checks.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
  expect(ids).toEqual(
    expect.arrayContaining(['form', 'mechanism', 'parameters', 'signature', 'post-policy-conditions']),
  );
  const refused = await post({ conditions: [{ key: 'b' }] });
  const condition = refused.decision.checks.find(({ id }) => id === 'post-policy-conditions');
  expect(condition).toMatchObject({
    state: 'failed',
    known: 'recorded',
    evidence: { kind: 'compared', what: 'key', expected: 'b', actual: 'a.txt' },
  });
  expect(refused.decision.checks.filter(({ state }) => state === 'not reached').map(({ id }) => id)).toContain('size');
});
const order: readonly string[] = [
  'form',
  'mechanism',
  'parameters',
  'region',
  'access-key',
  'signature',
  'bucket',
  'post-policy',
  'post-policy-expiry',
  'post-policy-conditions',
  'bucket-policy',
  'identity-policy',
  'request',
  'length',
  'size',
];

describe('what would have been refused too is told', () => {
  test('a session and a policy that both ended', async () => {
    await account.control({ command: 'put-user', user: 'app', allow: ['s3:PutObject'] });
    const by = await account.credentials({ command: 'credentials', identity: 'app' });
    const as = await account.credentials({ command: 'get-session-token', by: by.accessKeyId, durationSeconds: 900 });
    await account.control({ command: 'move-clock', byMilliseconds: 7_200_000 });
    const told = await post({ as, conditions: [{ key: 'b' }] });
    expect([told.failed, told.decision.alsoFailing]).toEqual([
      'session-expiry',
      ['post-policy-expiry', 'post-policy-conditions'],
    ]);
  });

  test('an expired policy with a condition that does not hold', async () => {
    await account.control({ command: 'move-clock', byMilliseconds: 7_200_000 });
    const told = await post({ conditions: [{ key: 'b' }] });
    expect([told.failed, told.decision.alsoFailing]).toEqual(['post-policy-expiry', ['post-policy-conditions']]);
    expect((await post()).decision.alsoFailing).toEqual([]);
  });

  test('a size and a permission', async () => {
    const as = await account.user('reader', ['s3:GetObject']);
    const told = await post({ as, conditions: [['content-length-range', 0, 3]] });
    expect([told.failed, told.decision.alsoFailing]).toEqual(['size', ['identity-policy']]);
    const own = await post({ conditions: [['content-length-range', 0, 3]] });
    expect(own.decision.alsoFailing).toEqual([]);
  });

  test('a policy that cannot be read, behind a signature that differs', async () => {
    const told = await post({ change: { policy: 'rubbish' } });
    expect(told.decision.alsoFailing).toEqual(['post-policy']);
  });

  test('of a body that is no form, what was not reached', async () => {
    const { decision } = await post({ contentType: 'text/plain' });
    const waiting = decision.checks.filter(({ state }) => state === 'not reached').map(({ id }) => id);
    expect(waiting).toEqual(['mechanism', 'bucket', 'bucket-policy', 'request', 'length', 'size']);
  });
});

test('a page of the bucket may read what CORS exposes of the answer', async () => {
  const body =
    '<CORSConfiguration><CORSRule><AllowedOrigin>https://app.example</AllowedOrigin><AllowedMethod>POST</AllowedMethod><ExposeHeader>ETag</ExposeHeader></CORSRule></CORSConfiguration>';
  await account.ok(
    account.headerSigned({
      method: 'PUT',
      path: '/bucket',
      query: 'cors=',
      body,
      headers: [['content-md5', digest('md5', body)]],
    }),
  );
  const told = await post({ headers: [['Origin', 'https://app.example']] });
  expect(header(told, 'access-control-allow-origin')).toBe('https://app.example');
  expect(header(told, 'access-control-expose-headers')).toBe('ETag');
  const refused = await post({ headers: [['Origin', 'https://app.example']], conditions: [{ key: 'b' }] });
  expect([refused.status, header(refused, 'access-control-allow-origin')]).toEqual([403, 'https://app.example']);
});

test('a versioned bucket gives the posted object a version', async () => {
  const body = '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>';
  await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'versioning=', body }));
  const version = header(await post(), 'x-amz-version-id');
  expect(version).toMatch(/^\S{20,}$/);
  expect((await get('a.txt', `versionId=${version}`)).text).toBe('hello');
});

test('posting to an object is no operation', async () => {
  const told = await post({ path: '/bucket/a.txt' });
  expect([told.status, told.code]).toEqual([405, 'MethodNotAllowed']);
});
