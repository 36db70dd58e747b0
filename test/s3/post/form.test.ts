import { beforeEach, describe, expect, test } from 'vitest';

import { collect, sourceOf } from '#base/byte-source.ts';
import { utf8 } from '#base/bytes.ts';

import { Account, header, type Told } from '../emulated-account.ts';
import { boundary, formType, multipart, type WrittenPart } from './multipart.ts';
import { formRequest, rawRequest, type FormDraft } from './signed-form.ts';

let account: Account;
beforeEach(async () => {
  account = await Account.withBucket();
});

const post = (draft: Partial<FormDraft>): Promise<Told> => account.send(formRequest({ as: account.root, ...draft }));
const part = (name: string, value: string): WrittenPart => ({ name, value });
const file: WrittenPart = { name: 'file', value: 'x', fileName: 'x.txt' };

async function isStored(key: string): Promise<boolean> {
  return (await account.send(account.headerSigned({ path: `/bucket/${key}` }))).status === 200;
}

describe('a body that is no form as S3 wants it is refused before anything else is looked at', () => {
  interface Shape {
    readonly parts?: readonly WrittenPart[];
    readonly body?: string;
    readonly contentType?: string;
    readonly expected: readonly [status: number, code: string, message: string];
    readonly elements?: Readonly<Record<string, string>>;
  }
  const malformed = [
    400,
    'MalformedPOSTRequest',
    'The body of your POST request is not well-formed multipart/form-data.',
  ] as const;
  const notForm = [412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold'] as const;
  const enclosure = { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' };
  const missingKey =
    "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.";
  const oneFile = 'POST requires exactly one file upload per request.';
  const tooLong = 'Your POST request fields preceding the upload file were too large.';
  const cases: Readonly<Record<string, Shape>> = {
    'a URL-encoded form': {
      contentType: 'application/x-www-form-urlencoded',
      body: 'key=a',
      expected: notForm,
      elements: enclosure,
    },
    'another multipart type': {
      contentType: `multipart/mixed; boundary=${boundary}`,
      expected: notForm,
      elements: enclosure,
    },
    'no Content-Type': { contentType: '', expected: notForm, elements: enclosure },
    'no boundary': { contentType: 'multipart/form-data', expected: malformed },
    'an endless boundary': { contentType: `multipart/form-data; boundary=${'b'.repeat(300)}`, expected: malformed },
    'a body without parts': { body: 'key=a&file=b', expected: malformed },
    'an empty body': { body: '', expected: malformed },
    'no file': {
      parts: [part('key', 'a.txt')],
      expected: [400, 'InvalidArgument', oneFile],
      elements: { ArgumentName: 'file', ArgumentValue: '0' },
    },
    'no key': {
      parts: [file],
      expected: [400, 'InvalidArgument', missingKey],
      elements: { ArgumentName: 'key', ArgumentValue: '' },
    },
    'the key behind the file': {
      parts: [file, part('key', 'a.txt')],
      expected: [400, 'InvalidArgument', missingKey],
      elements: { ArgumentName: 'key' },
    },
    'an empty key': {
      parts: [part('key', ''), file],
      expected: [400, 'InvalidArgument', 'User key must have a length greater than 0.'],
      elements: { ArgumentName: 'key' },
    },
    'fields of more than 20 KB': {
      parts: [part('x-ignore-long', 'a'.repeat(20_480)), part('key', 'a.txt'), file],
      expected: [400, 'MaxPostPreDataLengthExceededError', tooLong],
      elements: { MaxPostPreDataLengthBytes: '20480' },
    },
    'many fields that are too long together': {
      parts: [...Array.from({ length: 300 }, (_, at) => part(`x-ignore-${at}`, 'a')), part('key', 'a.txt'), file],
      expected: [400, 'MaxPostPreDataLengthExceededError', tooLong],
    },
    'a key that is not UTF-8': {
      parts: [{ name: 'key', value: new Uint8Array([0x61, 0xff]) }, file],
      expected: malformed,
    },
  };
  for (const [name, { parts, body, contentType, expected, elements = {} }] of Object.entries(cases)) {
    test(name, async () => {
      const bytes = body === undefined ? multipart(parts ?? [part('key', 'a.txt'), file]) : utf8(body);
      const told = await account.send(rawRequest(bytes, { contentType: contentType ?? formType }));
      expect([told.status, told.code, told.message]).toEqual(expected);
      for (const [element, text] of Object.entries(elements)) expect(told.element(element)).toBe(text);
      expect(told.failed).toBe('form');
    });
  }
});

test('a form that is cut off stores nothing', async () => {
  const file = { value: 'y'.repeat(5_000) };
  const whole = await collect(formRequest({ as: account.root, file }).body ?? sourceOf(''));
  const told = await account.send(rawRequest(whole.slice(0, -1_000)));
  expect([told.status, told.code, told.failed]).toEqual([400, 'MalformedPOSTRequest', 'form']);
  expect(await isStored('a.txt')).toBe(false);
});

test('two files are one too many, and neither is stored', async () => {
  const told = await post({ after: [{ ...file, value: 'second' }] });
  expect([told.status, told.code]).toEqual([400, 'IncorrectNumberOfFilesInPostRequest']);
  expect(await isStored('a.txt')).toBe(false);
});

test('fields behind the file count for nothing', async () => {
  const after = [
    part('submit', 'Upload'),
    part('key', 'other.txt'),
    part('acl', 'public-read'),
    part('uncovered', '1'),
  ];
  expect((await post({ after })).status).toBe(204);
  expect(await isStored('a.txt')).toBe(true);
  expect(await isStored('other.txt')).toBe(false);
});

test('names of fields are read in any case', async () => {
  const told = await post({
    fields: { 'CONTENT-type': 'text/css' },
    change: {},
    conditions: [['StArTs-WiTh', '$KEY', 'a'], { 'content-TYPE': 'text/css' }],
  });
  expect(told.status).toBe(204);
  const object = await account.send(account.headerSigned({ path: '/bucket/a.txt' }));
  expect(header(object, 'content-type')).toBe('text/css');
});

describe('${filename} becomes the name of the file before the policy is looked at', () => {
  const cases: Readonly<Record<string, readonly [fileName: string | undefined, key: string]>> = {
    'a name': ['report.pdf', 'in/report.pdf'],
    'a path of Windows': ['C:\\Users\\me\\c.txt', 'in/c.txt'],
    'a path of others': ['a/b/c.txt', 'in/c.txt'],
    'no name': [undefined, 'in/'],
  };
  for (const [name, [fileName, key]] of Object.entries(cases)) {
    test(name, async () => {
      const draft: Partial<FormDraft> = {
        fields: { key: 'in/${filename}', 'x-amz-meta-twice': '${filename},${filename}' },
        uncovered: ['key'],
        file: { fileName },
      };
      expect((await post({ ...draft, conditions: [{ key }] })).status).toBe(204);
      const object = await account.send(account.headerSigned({ path: `/bucket/${key}` }));
      const bare = key.slice(3);
      expect(header(object, 'x-amz-meta-twice')).toBe(`${bare},${bare}`);
      const literal = await post({ ...draft, conditions: [{ key: 'in/${filename}' }] });
      expect(literal.message).toBe(
        'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "in/${filename}"]',
      );
    });
  }
});

test('a form arrives in any pieces', async () => {
  const request = formRequest({ as: account.root, file: { value: 'in pieces' } });
  async function* byteByByte() {
    for await (const chunk of request.body ?? []) for (const byte of chunk) yield Uint8Array.of(byte);
  }
  expect((await account.send({ ...request, body: byteByByte() })).status).toBe(204);
  expect((await account.send(account.headerSigned({ path: '/bucket/a.txt' }))).text).toBe('in pieces');
});

test('a form without a length is refused as a PUT is', async () => {
  const request = formRequest({ as: account.root });
  const headers = request.headers.filter(([name]) => name !== 'Content-Length');
  const told = await account.send({ ...request, headers: [...headers, ['Transfer-Encoding', 'chunked']] });
  expect([told.status, told.code]).toEqual([411, 'MissingContentLength']);
});
