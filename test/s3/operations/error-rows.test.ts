import { beforeEach, describe, expect, test } from 'vitest';

import { checkSentence } from '#s3/decision/check-texts.ts';
import type { EvidenceLevel } from '#s3/decision/decision.ts';

import { Bench, type Answered, type Sent } from './bench.ts';

/** One refusal as S3 gives it: message and further elements byte for byte, in their order. */
interface Row {
  readonly when: string;
  readonly ask: () => Promise<Answered>;
  readonly answer: readonly [status: number, code: string, message: string];
  readonly elements?: readonly (readonly [name: string, text: string])[];
  /** The check that refuses, and how its answer is known. */
  readonly by: readonly [check: string, known: EvidenceLevel];
}

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
  await bench.send('PUT', '/docs/a.txt', { body: 'hello' });
});

const put = (headers: Sent['headers'] = {}, sent: Sent = {}): Promise<Answered> =>
  bench.send('PUT', '/docs/a.txt', { body: 'hello', headers, ...sent });
const get = (headers: Sent['headers'] = {}, query: Sent['query'] = {}, key = 'a.txt'): Promise<Answered> =>
  bench.send('GET', `/docs/${key}`, { headers, query });

/** Checks whose failure needs no further word. */
const selfEvident = ['bucket', 'object', 'length'];

function check(rows: readonly Row[]): void {
  for (const { when, ask, answer, elements = [], by } of rows) {
    test(`${when} is ${answer[0]} ${answer[1]}`, async () => {
      const told = await ask();
      const [status, code, message] = answer;
      expect(told.status).toBe(status);
      expect((told.xml?.children ?? []).slice(0, -2).map(({ name, text }) => [name, text])).toEqual([
        ['Code', code],
        ['Message', message],
        ...elements,
      ]);
      expect((told.xml?.children ?? []).slice(-2).map(({ name }) => name)).toEqual(['RequestId', 'HostId']);
      expect(told.headers.get('content-type')).toBe('application/xml');
      const failed = told.decision.checks.find(({ state }) => state === 'failed');
      expect([failed?.id, failed?.known]).toEqual(by);
      if (failed && !selfEvident.includes(failed.id)) expect(checkSentence(failed)).toMatch(/: \S/);
    });
  }
}

const implied = 'A header you provided implies functionality that is not implemented';
const preconditions = 'At least one of the pre-conditions you specified did not hold';

describe('buckets and keys', () => {
  check([
    {
      when: 'a bucket that is not there',
      ask: () => bench.send('GET', '/nowhere/a.txt'),
      answer: [404, 'NoSuchBucket', 'The specified bucket does not exist'],
      elements: [['BucketName', 'nowhere']],
      by: ['bucket', 'recorded'],
    },
    {
      when: 'a bucket that is not there, asked for by nobody,',
      ask: () => bench.send('GET', '/nowhere/a.txt', { as: 'anonymous' }),
      answer: [404, 'NoSuchBucket', 'The specified bucket does not exist'],
      elements: [['BucketName', 'nowhere']],
      by: ['bucket', 'recorded'],
    },
    {
      when: 'a key that is not there',
      ask: () => get({}, {}, 'b.txt'),
      answer: [404, 'NoSuchKey', 'The specified key does not exist.'],
      elements: [['Key', 'b.txt']],
      by: ['object', 'recorded'],
    },
    {
      when: 'a private object, asked for by nobody,',
      ask: () => bench.send('GET', '/docs/a.txt', { as: 'anonymous' }),
      answer: [403, 'AccessDenied', 'Access Denied'],
      by: ['bucket-policy', 'documented'],
    },
    {
      when: 'another account than the expected owner',
      ask: () => get({ 'x-amz-expected-bucket-owner': '222222222222' }),
      answer: [403, 'AccessDenied', 'Access Denied'],
      by: ['bucket-owner', 'documented'],
    },
    {
      when: 'a key of 1,025 bytes',
      ask: () => bench.send('PUT', `/docs/${'a'.repeat(1_025)}`, { body: 'x' }),
      answer: [400, 'KeyTooLongError', 'Your key is too long'],
      elements: [
        ['Size', '1025'],
        ['MaxSizeAllowed', '1024'],
      ],
      by: ['request', 'other server'],
    },
    {
      when: 'POST on an object',
      ask: () => bench.send('POST', '/docs/a.txt'),
      answer: [405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.'],
      elements: [
        ['Method', 'POST'],
        ['ResourceType', 'OBJECT'],
      ],
      by: ['implemented', 'recorded'],
    },
  ]);
});

describe('reads', () => {
  check([
    {
      when: 'a range behind the end',
      ask: () => get({ range: 'bytes=9-' }),
      answer: [416, 'InvalidRange', 'The requested range is not satisfiable'],
      elements: [
        ['RangeRequested', 'bytes=9-'],
        ['ActualObjectSize', '5'],
      ],
      by: ['range', 'recorded'],
    },
    {
      when: 'a part behind the last',
      ask: () => get({}, { partNumber: '2' }),
      answer: [416, 'InvalidPartNumber', 'The requested partnumber is not satisfiable'],
      elements: [
        ['PartNumberRequested', '2'],
        ['ActualPartCount', '1'],
      ],
      by: ['range', 'recorded'],
    },
    {
      when: 'a range of a part',
      ask: () => get({ range: 'bytes=0-1' }, { partNumber: '1' }),
      answer: [400, 'InvalidRequest', 'Cannot specify both Range header and partNumber query parameter'],
      by: ['request', 'recorded'],
    },
    {
      when: 'a range of a part that is none',
      ask: () => get({ range: 'bytes=0-1' }, { partNumber: 'abc' }),
      answer: [400, 'InvalidRequest', 'Cannot specify both Range header and partNumber query parameter'],
      by: ['request', 'recorded'],
    },
    {
      when: 'a part number that is none, of a version that is none,',
      ask: () => get({}, { partNumber: 'abc', versionId: 'none' }),
      answer: [400, 'InvalidArgument', 'Invalid version id specified'],
      elements: [
        ['ArgumentName', 'versionId'],
        ['ArgumentValue', 'none'],
      ],
      by: ['request', 'recorded'],
    },
    {
      when: 'a part number that is none, of a key that is not there,',
      ask: () => get({}, { partNumber: '10001' }, 'b.txt'),
      answer: [400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive'],
      elements: [
        ['ArgumentName', 'partNumber'],
        ['ArgumentValue', '10001'],
      ],
      by: ['request', 'recorded'],
    },
    {
      when: 'a part of a key that is not there',
      ask: () => get({}, { partNumber: '2' }, 'b.txt'),
      answer: [404, 'NoSuchKey', 'The specified key does not exist.'],
      elements: [['Key', 'b.txt']],
      by: ['object', 'recorded'],
    },
    {
      when: 'a checksum mode that is none, of a key that is not there,',
      ask: () => get({ 'x-amz-checksum-mode': 'garbage' }, {}, 'b.txt'),
      answer: [400, 'InvalidRequest', 'Value for x-amz-checksum-mode header is invalid.'],
      by: ['request', 'recorded'],
    },
    {
      when: 'an ETag that differs',
      ask: () => get({ 'if-match': '"other"' }),
      answer: [412, 'PreconditionFailed', preconditions],
      elements: [['Condition', 'If-Match']],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'an archived object',
      ask: async () => {
        await put({ 'x-amz-storage-class': 'GLACIER' });
        return get();
      },
      answer: [403, 'InvalidObjectState', "The operation is not valid for the object's storage class"],
      elements: [['StorageClass', 'GLACIER']],
      by: ['object', 'recorded'],
    },
  ]);
});

describe('writes', () => {
  check([
    {
      when: 'If-None-Match: * where the key exists',
      ask: () => put({ 'if-none-match': '*' }),
      answer: [412, 'PreconditionFailed', preconditions],
      elements: [['Condition', 'If-None-Match']],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'If-Match with another ETag',
      ask: () => put({ 'if-match': '"other"' }),
      answer: [412, 'PreconditionFailed', preconditions],
      elements: [['Condition', 'If-Match']],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'If-None-Match with an ETag',
      ask: () => put({ 'if-none-match': '"other"' }),
      answer: [501, 'NotImplemented', implied],
      elements: [
        ['Header', 'If-None-Match'],
        ['additionalMessage', "We don't accept the provided value of If-None-Match header for this API"],
      ],
      by: ['request', 'recorded'],
    },
    {
      when: 'both conditions at once',
      ask: () => put({ 'if-none-match': '*', 'if-match': '"other"' }),
      answer: [501, 'NotImplemented', implied],
      elements: [
        ['Header', 'If-Match,If-None-Match'],
        ['additionalMessage', 'Multiple conditional request headers present in the request'],
      ],
      by: ['request', 'recorded'],
    },
    {
      when: 'an ACL where ACLs are disabled',
      ask: () => put({ 'x-amz-acl': 'public-read' }),
      answer: [400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs'],
      by: ['request', 'recorded'],
    },
    {
      when: 'an unknown storage class',
      ask: () => put({ 'x-amz-storage-class': 'CHEAP' }),
      answer: [400, 'InvalidStorageClass', 'The storage class you specified is not valid'],
      elements: [['StorageClassRequested', 'CHEAP']],
      by: ['request', 'recorded'],
    },
    {
      when: 'more than 2 KB of metadata',
      ask: () => put({ 'x-amz-meta-a': 'b'.repeat(2_048) }),
      answer: [400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size.'],
      elements: [
        ['Size', '2049'],
        ['MaxSizeAllowed', '2048'],
      ],
      by: ['request', 'documented'],
    },
    {
      when: 'a body without a length',
      ask: () => put({ 'transfer-encoding': 'chunked' }, { hasLength: false }),
      answer: [411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.'],
      by: ['length', 'documented'],
    },
    {
      when: 'a wrong Content-MD5',
      ask: () => put({ 'content-md5': 'XUFAKrxLKna5cZ2REBfFkQ==' }),
      answer: [400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.'],
      elements: [
        ['CalculatedDigest', 'XUFAKrxLKna5cZ2REBfFkg=='],
        ['ExpectedDigest', '5d41402abc4b2a76b9719d911017c591'],
      ],
      by: ['content-md5', 'recorded'],
    },
    {
      when: 'a Content-MD5 that is none',
      ask: () => put({ 'content-md5': 'abc' }),
      answer: [400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.'],
      elements: [['Content-MD5', 'abc']],
      by: ['content-md5', 'recorded'],
    },
    {
      when: 'a wrong checksum',
      ask: () => put({ 'x-amz-checksum-crc32': 'AAAAAA==' }),
      answer: [400, 'BadDigest', 'The CRC32 you specified did not match the calculated checksum.'],
      by: ['checksum', 'recorded'],
    },
    {
      when: 'a checksum that is none',
      ask: () => put({ 'x-amz-checksum-crc32': 'abc' }),
      answer: [400, 'InvalidRequest', 'Value for x-amz-checksum-crc32 header is invalid.'],
      by: ['checksum', 'recorded'],
    },
    {
      when: 'two checksums at once',
      ask: () => put({ 'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-checksum-crc32c': 'mnG7TA==' }),
      answer: [
        400,
        'InvalidRequest',
        'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
      ],
      by: ['checksum', 'recorded'],
    },
  ]);
});

describe('an upload that is completed on a condition', () => {
  const etag = '5d41402abc4b2a76b9719d911017c592';
  const list = `<CompleteMultipartUpload><Part><ETag>${etag}</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>`;
  const conflict = 'The conditional request cannot succeed due to a conflicting operation against this resource.';

  /** Completes an upload to a.txt during which something else happened to the key. */
  async function completed(
    headers: Readonly<Record<string, string>>,
    meanwhile: () => Promise<unknown>,
  ): Promise<Answered> {
    const created = await bench.send('POST', '/docs/a.txt', { query: { uploads: '' } });
    const uploadId = created.xml?.textOf('UploadId') ?? '';
    await put({}, { query: { partNumber: '1', uploadId } });
    await meanwhile();
    return bench.send('POST', '/docs/a.txt', { query: { uploadId }, body: list, headers });
  }

  check([
    {
      when: 'If-None-Match: * where the key exists',
      ask: () => completed({ 'if-none-match': '*' }, () => Promise.resolve()),
      answer: [412, 'PreconditionFailed', preconditions],
      elements: [['Condition', 'If-None-Match']],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'If-None-Match: * where the key was deleted meanwhile',
      ask: () => completed({ 'if-none-match': '*' }, () => bench.send('DELETE', '/docs/a.txt')),
      answer: [409, 'ConditionalRequestConflict', conflict],
      elements: [
        ['Condition', 'If-None-Match'],
        ['Key', 'a.txt'],
      ],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'If-Match where the same bytes were put again meanwhile',
      ask: () => completed({ 'if-match': `"${etag}"` }, () => put()),
      answer: [409, 'ConditionalRequestConflict', conflict],
      elements: [
        ['Condition', 'If-Match'],
        ['Key', 'a.txt'],
      ],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'If-Match where other bytes were put meanwhile',
      ask: () => completed({ 'if-match': `"${etag}"` }, () => put({}, { body: 'other' })),
      answer: [412, 'PreconditionFailed', preconditions],
      elements: [['Condition', 'If-Match']],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'If-Match where the key was deleted meanwhile',
      ask: () => completed({ 'if-match': `"${etag}"` }, () => bench.send('DELETE', '/docs/a.txt')),
      answer: [404, 'NoSuchKey', 'The specified key does not exist.'],
      elements: [['Key', 'a.txt']],
      by: ['precondition', 'recorded'],
    },
    {
      when: 'a size that the parts have not',
      ask: () => completed({ 'x-amz-mp-object-size': '4' }, () => Promise.resolve()),
      answer: [
        400,
        'InvalidRequest',
        "The provided 'x-amz-mp-object-size' header value 4 does not match what was computed: 5",
      ],
      by: ['size', 'recorded'],
    },
  ]);
});
