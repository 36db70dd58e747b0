import { assert, asyncProperty, constantFrom, nat } from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';

import { base64, utf8 } from '#base/bytes.ts';

import { Account, type Told } from '../emulated-account.ts';
import { expiration, formFields, formRequest, policySignature, type FormDraft } from './signed-form.ts';

let account: Account;
beforeEach(async () => {
  account = await Account.withBucket();
});

type Draft = Partial<FormDraft>;
type Answer = readonly [status: number, code: string, message: string];

const post = (draft: Draft): Promise<Told> => account.send(formRequest({ as: account.root, ...draft }));
const answerOf = ({ status, code, message }: Told): readonly unknown[] => [status, code, message];

const denied = (text: string): Answer => [403, 'AccessDenied', `Invalid according to Policy: ${text}`];
const failed = (condition: string): Answer => denied(`Policy Condition failed: ${condition}`);
const extra = (name: string): Answer => denied(`Extra input fields: ${name}`);
const invalid = (text: string): Answer => [400, 'InvalidPolicyDocument', `Invalid Policy: ${text}`];

describe('conditions', () => {
  const type = (value: string): Draft => ({
    fields: { 'Content-Type': value },
    uncovered: ['Content-Type'],
    conditions: [['starts-with', '$Content-Type', 'image/']],
  });
  const imagesOnly = failed('["starts-with", "$Content-Type", "image/"]');
  const cases: Readonly<Record<string, readonly [draft: Draft, answer: Answer | 204]>> = {
    'the simple form that holds': [{ fields: { key: 'k' }, conditions: [{ key: 'k' }] }, 204],
    'the simple form, written as eq when it fails': [{ conditions: [{ key: 'b' }] }, failed('["eq", "$key", "b"]')],
    eq: [{ conditions: [['eq', '$key', 'b']] }, failed('["eq", "$key", "b"]')],
    'a value in another case': [{ conditions: [{ key: 'A.TXT' }] }, failed('["eq", "$key", "A.TXT"]')],
    'a name in another case': [{ conditions: [{ KEY: 'a.txt' }] }, 204],
    'a name as it is written': [{ conditions: [{ Key: 'b' }] }, failed('["eq", "$Key", "b"]')],
    'eq without $': [{ conditions: [['eq', 'key', 'a.txt']] }, failed('["eq", "key", "a.txt"]')],
    'eq of a field that is not there': [{ conditions: [{ acl: 'private' }] }, failed('["eq", "$acl", "private"]')],
    'eq of nothing, and a field that is not there': [{ conditions: [{ acl: '' }] }, failed('["eq", "$acl", ""]')],
    'starts-with': [{ conditions: [['starts-with', '$key', 'user/']] }, failed('["starts-with", "$key", "user/"]')],
    'starts-with that holds': [{ fields: { key: 'user/1' }, conditions: [['starts-with', '$key', 'user/']] }, 204],
    'starts-with nothing': [{ conditions: [['starts-with', '$key', '']] }, 204],
    'starts-with nothing, and a field that is not there': [
      { conditions: [['starts-with', '$Content-Type', '']] },
      failed('["starts-with", "$Content-Type", ""]'),
    ],
    'a redirect': [
      {
        fields: { success_action_redirect: 'http://other.example/' },
        conditions: [['eq', '$success_action_redirect', 'http://app.example/']],
      },
      failed('["eq", "$success_action_redirect", "http://app.example/"]'),
    ],
    'a Content-Type that begins so': [type('image/png'), 204],
    'a Content-Type that begins otherwise': [type('text/html'), imagesOnly],
    'a list of Content-Types': [type('image/png, image/gif,image/webp'), 204],
    'a list with another Content-Type': [type('image/png,text/html'), imagesOnly],
    'a list in another field is one text': [
      {
        fields: { 'x-amz-meta-list': 'a1,b2' },
        uncovered: ['x-amz-meta-list'],
        conditions: [['starts-with', '$x-amz-meta-list', 'a']],
      },
      204,
    ],
    'another bucket': [
      { uncovered: ['bucket'], conditions: [{ bucket: 'other' }] },
      failed('["eq", "$bucket", "other"]'),
    ],
    'another bucket in a field': [
      { fields: { bucket: 'other' }, uncovered: ['bucket'], conditions: [{ bucket: 'bucket' }] },
      204,
    ],
    'a beginning of the bucket': [{ uncovered: ['bucket'], conditions: [['starts-with', '$bucket', 'buck']] }, 204],
    'a quotation mark in a condition': [{ conditions: [{ key: 'a"b' }] }, failed('["eq", "$key", "a\\"b"]')],
    'a field without a condition': [
      { fields: { 'Content-Type': 'text/plain' }, uncovered: ['Content-Type'] },
      extra('content-type'),
    ],
    'metadata without a condition': [
      { fields: { 'x-amz-meta-a': '1' }, uncovered: ['x-amz-meta-a'] },
      extra('x-amz-meta-a'),
    ],
    'a key without a condition': [{ uncovered: ['key'] }, extra('key')],
    'x-amz-date without a condition': [{ uncovered: ['x-amz-date'] }, extra('x-amz-date')],
    'the bucket without a condition': [{ uncovered: ['bucket'] }, extra('bucket')],
    'a condition without $ covers nothing': [
      { uncovered: ['key'], conditions: [['starts-with', 'key', '']] },
      failed('["starts-with", "key", ""]'),
    ],
    'x-ignore- without a condition': [{ fields: { 'X-Ignore-This': '1' }, uncovered: ['X-Ignore-This'] }, 204],
    'a range in texts': [{ conditions: [['content-length-range', '1', '10']] }, 204],
    'a range that is no number': [
      { conditions: [['content-length-range', 'test', '10']] },
      failed('["content-length-range", "test", "10"]'),
    ],
    'the first condition that fails, in the order of the policy': [
      { conditions: [{ key: 'b' }, { key: 'c' }] },
      failed('["eq", "$key", "b"]'),
    ],
    'a condition before a field without one': [
      { fields: { acl: 'private' }, uncovered: ['acl'], conditions: [{ key: 'b' }] },
      failed('["eq", "$key", "b"]'),
    ],
  };
  for (const [name, [draft, answer]] of Object.entries(cases)) {
    test(name, async () => {
      const told = await post(draft);
      expect(answer === 204 ? told.status : answerOf(told)).toEqual(answer);
      expect(told.failed).toBe(answer === 204 ? undefined : 'post-policy-conditions');
      const stored = await account.send(account.headerSigned({ path: '/bucket', query: 'list-type=2' }));
      expect(stored.text.includes('<Key>')).toBe(answer === 204);
    });
  }
});

describe('a policy that cannot be read', () => {
  const conditions = (...list: readonly unknown[]): Draft => ({ conditions: list });
  const cases: Readonly<Record<string, readonly [draft: Draft, answer: Answer]>> = {
    'no base64': [{ encodedPolicy: '{policy}' }, invalid('invalid Base64 encoding.')],
    'no JSON': [{ policy: 'expiration' }, invalid('Invalid JSON.')],
    nothing: [{ encodedPolicy: '' }, invalid('Invalid JSON.')],
    'a list': [{ policy: [] }, invalid('Invalid JSON.')],
    'bytes that are no UTF-8': [{ encodedPolicy: '/////w==' }, invalid('Invalid JSON.')],
    'no expiration': [{ policy: { conditions: [] } }, invalid('Policy missing expiration.')],
    'no conditions': [{ policy: { expiration } }, invalid('Policy missing conditions.')],
    'conditions in another case': [{ policy: { expiration, CONDITIONS: [] } }, invalid("Unexpected: 'conditions'")],
    'another member': [{ policy: { expiration, conditions: [], version: 1 } }, invalid("Unexpected: 'version'")],
    'conditions that are no list': [
      { policy: { expiration, conditions: {} } },
      invalid("Invalid 'conditions' value: must be a List."),
    ],
    'an expiration in words': [{ expiration: 'tomorrow' }, invalid("Invalid 'expiration' value: 'tomorrow'")],
    'an expiration of another zone': [
      { expiration: '2026-03-01T12:00:00+02:00' },
      invalid("Invalid 'expiration' value: '2026-03-01T12:00:00+02:00'"),
    ],
    'a day that there is not': [
      { expiration: '2026-02-30T12:00:00Z' },
      invalid("Invalid 'expiration' value: '2026-02-30T12:00:00Z'"),
    ],
    'two names in a simple condition': [
      conditions({ acl: 'private', key: 'a' }),
      invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.'),
    ],
    'an empty simple condition': [
      conditions({}),
      invalid('Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.'),
    ],
    'a number in a simple condition': [
      conditions({ success_action_status: 201 }),
      invalid('Invalid Simple-Condition: value must be a string.'),
    ],
    'a condition in words': [conditions('bucket'), invalid('Invalid condition test: must be a List or Object.')],
    'an empty list': [conditions([]), invalid('Invalid Condition: missing operation identifier.')],
    'an unknown operation': [
      conditions(['ends-with', '$key', '.png']),
      invalid("Invalid Condition: unknown operation 'ends-with'."),
    ],
    'a list that is too short': [conditions(['eq', '$key']), invalid('Invalid eq: wrong number of arguments.')],
    'a range without its end': [
      conditions(['content-length-range', 0]),
      invalid('Invalid content-length-range: wrong number of arguments.'),
    ],
    'a range below zero': [conditions(['content-length-range', -1, 0]), invalid('Invalid JSON.')],
    'a range of halves': [conditions(['content-length-range', 0.5, 2]), invalid('Invalid JSON.')],
    'a value that is no text': [conditions(['eq', '$key', true]), invalid('Invalid JSON.')],
  };
  for (const [name, [draft, answer]] of Object.entries(cases)) {
    test(name, async () => {
      const told = await post(draft);
      expect(answerOf(told)).toEqual(answer);
      expect(told.failed).toBe('post-policy');
    });
  }
});

test('a policy is good up to its expiration', async () => {
  const seconds = async (count: number): Promise<Told> => {
    await account.control({ command: 'move-clock', byMilliseconds: count * 1000 });
    return post({ expiration: '2026-03-01T09:10:00.000Z' });
  };
  expect((await seconds(599)).status).toBe(204);
  const told = await seconds(2);
  expect(answerOf(told)).toEqual(denied('Policy expired.'));
  expect(told.failed).toBe('post-policy-expiry');
});

describe('the size of the file', () => {
  const range = ['content-length-range', 3, 5];
  const cases: readonly (readonly [
    size: number,
    code: string | undefined,
    elements: Readonly<Record<string, string>>,
  ])[] = [
    [2, 'EntityTooSmall', { ProposedSize: '2', MinSizeAllowed: '3' }],
    [3, undefined, {}],
    [5, undefined, {}],
    [6, 'EntityTooLarge', { ProposedSize: '6', MaxSizeAllowed: '5' }],
    [300_000, 'EntityTooLarge', { ProposedSize: '300000', MaxSizeAllowed: '5' }],
  ];
  for (const [size, code, elements] of cases) {
    test(`${size} bytes of 3 to 5`, async () => {
      const told = await post({ file: { value: 'a'.repeat(size) }, conditions: [range] });
      expect([told.status, told.code]).toEqual(code === undefined ? [204, undefined] : [400, code]);
      for (const [name, text] of Object.entries(elements)) expect(told.element(name)).toBe(text);
      expect(told.failed).toBe(code === undefined ? undefined : 'size');
      const stored = await account.send(account.headerSigned({ path: '/bucket/a.txt' }));
      expect(stored.status).toBe(code === undefined ? 200 : 404);
    });
  }

  test('every range has to hold', async () => {
    const told = await post({ conditions: [range, ['content-length-range', 0, 4]] });
    expect([told.code, told.element('MaxSizeAllowed')]).toEqual(['EntityTooLarge', '4']);
  });
});

test('a policy without padding is read like any other', async () => {
  const fields = formFields({ as: account.root });
  const bare = (fields['policy'] ?? '').replace(/=+$/, '');
  expect((await post({ encodedPolicy: bare })).status).toBe(204);
});

test('any change of the policy is a change of what was signed', async () => {
  const { policy = '', ...others } = formFields({ as: account.root });
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  await assert(
    asyncProperty(nat(policy.length - 1), constantFrom(...alphabet), async (at, character) => {
      if (policy[at] === character) return;
      const changed = policy.slice(0, at) + character + policy.slice(at + 1);
      const told = await post({ change: { ...others, policy: changed } });
      expect([told.status, told.code, told.failed]).toEqual([403, 'SignatureDoesNotMatch', 'signature']);
    }),
    { numRuns: 60 },
  );
});

test('any change of a field with a condition is refused by its condition', async () => {
  const fields = {
    key: 'user/42/a.png',
    'Content-Type': 'image/png',
    'x-amz-meta-by': 'me',
    success_action_status: '201',
  };
  const uncovered = Object.keys(fields);
  const conditions = Object.entries(fields).map(([name, value]) => ({ [name]: value }));
  const signed = formRequest({ as: account.root, fields, uncovered, conditions });
  expect((await account.send(signed)).status).toBe(201);
  await assert(
    asyncProperty(
      constantFrom(...Object.entries(fields)),
      nat(100),
      constantFrom('x', '7', ' ', 'Ü'),
      async ([name, value], at, put) => {
        const changed = value.slice(0, at % value.length) + put + value.slice((at % value.length) + 1);
        if (changed === value) return;
        const told = await post({ fields, uncovered, conditions, change: { [name]: changed } });
        expect([told.status, told.code, told.failed]).toEqual([403, 'AccessDenied', 'post-policy-conditions']);
        expect(told.message).toContain(`["eq", "$${name}", "${value}"]`);
      },
    ),
    { numRuns: 60 },
  );
});

test("AWS's published form is accepted in its time", async () => {
  // Its JSON has CRLF line ends, and its signature was published with it.
  const signature = '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e';
  const lines = [
    '{ "expiration": "2015-12-30T12:00:00.000Z",',
    '  "conditions": [',
    '    {"bucket": "sigv4examplebucket"},',
    '    ["starts-with", "$key", "user/user1/"],',
    '    {"acl": "public-read"},',
    '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
    '    ["starts-with", "$Content-Type", "image/"],',
    '    {"x-amz-meta-uuid": "14365123651274"},',
    '    {"x-amz-server-side-encryption": "AES256"},',
    '    ["starts-with", "$x-amz-meta-tag", ""],',
    '',
    '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
    '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
    '    {"x-amz-date": "20151229T000000Z" }',
    '  ]',
    '}',
  ];
  const policy = base64(utf8(lines.join('\r\n')));
  expect(policySignature('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', policy, 'us-east-1', '20151229')).toBe(signature);
  const at = new Date('2015-12-29T12:00:00Z');
  const own = new Account({ now: () => at });
  own.root = await own.credentials({ command: 'credentials', identity: 'root' });
  const pair = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
  await own.control({ command: 'import-access-key', user: 'root', ...pair });
  await own.ok(own.headerSigned({ method: 'PUT', path: '/sigv4examplebucket', instant: at }));
  const form = {
    as: 'anonymous',
    path: '/',
    host: 'sigv4examplebucket.s3.amazonaws.com',
    fields: {
      key: 'user/user1/${filename}',
      acl: 'public-read',
      success_action_redirect: 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
      'Content-Type': 'image/jpeg',
      'x-amz-meta-uuid': '14365123651274',
      'x-amz-server-side-encryption': 'AES256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': '20151229T000000Z',
      'x-amz-meta-tag': '',
      Policy: policy,
      'X-Amz-Signature': signature,
    },
  } as const;
  // Buckets of today have no ACLs: that is all that stands in the way of the form of 2015.
  const told = await own.send(formRequest(form));
  expect([told.status, told.code]).toEqual([400, 'AccessControlListNotSupported']);
  expect(told.decision.checks.filter(({ state }) => state === 'passed').map(({ id }) => id)).toEqual(
    expect.arrayContaining(['signature', 'post-policy', 'post-policy-expiry', 'post-policy-conditions']),
  );
});
