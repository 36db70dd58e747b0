import { createHash } from 'node:crypto';

import { beforeEach, describe, expect, test } from 'vitest';

import { Fill } from '#base/fill.ts';

import { Bench, type Answered } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/docs');
});

const put = (key: string, body: string, headers: Record<string, string> = {}): Promise<Answered> =>
  bench.send('PUT', `/docs/${key}`, { body, headers });
const get = (
  key: string,
  headers: Record<string, string> = {},
  query: Record<string, string> = {},
): Promise<Answered> => bench.send('GET', `/docs/${key}`, { headers, query });
const message = (answer: Answered): string | undefined => answer.xml?.textOf('Message');

describe('an object', () => {
  test('is read as it was put, with its type, metadata and storage class', async () => {
    const headers = {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'content-disposition': 'attachment; filename="a.txt"',
      'x-amz-meta-owner': 'alice',
      'x-amz-storage-class': 'STANDARD_IA',
    };
    const stored = await put('a.txt', 'hello', headers);
    expect([stored.status, stored.headers.get('etag')]).toEqual([200, '"5d41402abc4b2a76b9719d911017c592"']);
    expect(stored.headers.get('x-amz-checksum-type')).toBe('FULL_OBJECT');
    const answer = await get('a.txt');
    expect([answer.status, answer.text]).toEqual([200, 'hello']);
    for (const [name, value] of Object.entries(headers)) expect(answer.headers.get(name)).toBe(value);
    expect(answer.headers.get('last-modified')).toBe('Sun, 01 Mar 2026 09:00:00 GMT');
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('content-length')).toBe('5');
  });

  test('without a type is binary/octet-stream, without bytes is empty', async () => {
    await put('empty', '');
    const answer = await get('empty');
    expect([answer.headers.get('content-type'), answer.headers.get('content-length'), answer.text]).toEqual([
      'binary/octet-stream',
      '0',
      '',
    ]);
  });

  test('takes metadata and storage class from the query of a presigned URL, and no checksum', async () => {
    const query = {
      'x-amz-meta-owner': 'alice',
      'x-amz-storage-class': 'GLACIER_IR',
      'x-amz-checksum-crc32': 'AAAAAA==',
      'x-amz-sdk-checksum-algorithm': 'CRC32',
    };
    const stored = await bench.send('PUT', '/docs/a.txt', { body: 'hello', query });
    expect(stored.status).toBe(200);
    expect(stored.decision.notes.join()).toContain('x-amz-checksum-crc32');
    const head = await bench.send('HEAD', '/docs/a.txt');
    expect([head.headers.get('x-amz-meta-owner'), head.headers.get('x-amz-storage-class')]).toEqual([
      'alice',
      'GLACIER_IR',
    ]);
  });

  test('HEAD answers like GET, without the body', async () => {
    await put('a.txt', 'hello');
    const [head, whole] = [await bench.send('HEAD', '/docs/a.txt'), await get('a.txt')];
    const own = ['x-amz-request-id', 'x-amz-id-2'];
    const facts = (answer: Answered) => [...answer.headers].filter(([name]) => !own.includes(name));
    expect(facts(head)).toEqual(facts(whole));
    expect(head.body).toHaveLength(0);
  });

  test('deleting it, or what is not there, is 204', async () => {
    await put('a.txt', 'hello');
    for (let round = 0; round < 2; round += 1) {
      const answer = await bench.send('DELETE', '/docs/a.txt');
      expect([answer.status, answer.headers.has('content-type'), answer.headers.has('content-length')]).toEqual([
        204,
        false,
        false,
      ]);
    }
    expect((await get('a.txt')).code).toBe('NoSuchKey');
  });

  test('keys are kept byte for byte', async () => {
    const keys = ['a%20b', 'a%2Bb', 'dir//x', 'caf%C3%A9', '%00', '..%2Fx'];
    for (const key of keys) expect((await put(key, key)).status).toBe(200);
    for (const key of keys) expect((await get(key)).text).toBe(key);
  });
});

describe('a missing object', () => {
  test('is NoSuchKey to who may list the bucket, 403 to who may not', async () => {
    const lister = await bench.user('lister', ['s3:GetObject', 's3:ListBucket']);
    const reader = await bench.user('reader', ['s3:GetObject']);
    const told = await bench.send('GET', '/docs/none', { as: lister });
    expect([told.status, told.code, message(told), told.xml?.textOf('Key')]).toEqual([
      404,
      'NoSuchKey',
      'The specified key does not exist.',
      'none',
    ]);
    const hidden = await bench.send('GET', '/docs/none', { as: reader });
    expect([hidden.status, hidden.code, hidden.failed]).toEqual([403, 'AccessDenied', 'object']);
    const head = await bench.send('HEAD', '/docs/none', { as: lister });
    expect([head.status, head.body.length]).toEqual([404, 0]);
  });
});

describe('ranges', () => {
  beforeEach(async () => {
    await put('digits', '0123456789');
  });

  for (const [range, status, text, contentRange] of [
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ['bytes=4-2', 200, '0123456789', undefined],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
  ] as const) {
    test(`${range} of ten bytes is answered ${status} with ${text}`, async () => {
      const answer = await get('digits', { range });
      expect([answer.status, answer.text, answer.headers.get('content-range')]).toEqual([status, text, contentRange]);
      expect(answer.headers.get('content-length')).toBe(String(text.length));
    });
  }

  for (const range of ['bytes=10-', 'bytes=10-20', 'bytes=-0']) {
    test(`${range} of ten bytes is not satisfiable`, async () => {
      const answer = await get('digits', { range });
      expect([answer.status, answer.code, message(answer), answer.failed]).toEqual([
        416,
        'InvalidRange',
        'The requested range is not satisfiable',
        'range',
      ]);
      expect([answer.xml?.textOf('ActualObjectSize'), answer.xml?.textOf('RangeRequested')]).toEqual(['10', range]);
    });
  }

  test('a part number selects a part, of an object put whole only the first', async () => {
    expect((await get('digits', {}, { partNumber: '1' })).status).toBe(206);
    const answer = await get('digits', {}, { partNumber: '2' });
    expect([answer.status, answer.code, message(answer)]).toEqual([
      416,
      'InvalidPartNumber',
      'The requested partnumber is not satisfiable',
    ]);
    expect([answer.xml?.textOf('ActualPartCount'), answer.xml?.textOf('PartNumberRequested')]).toEqual(['1', '2']);
  });

  test('range and part number together are refused', async () => {
    const answer = await get('digits', { range: 'bytes=0-1' }, { partNumber: '1' });
    expect([answer.status, message(answer)]).toEqual([
      400,
      'Cannot specify both Range header and partNumber query parameter',
    ]);
  });
});

describe('conditional reads', () => {
  const etag = '"5d41402abc4b2a76b9719d911017c592"';
  const before = 'Sun, 01 Mar 2026 08:59:59 GMT';
  const then = 'Sun, 01 Mar 2026 09:00:00 GMT';

  for (const [headers, status] of [
    [{ 'if-match': etag }, 200],
    [{ 'if-match': etag.replaceAll('"', '') }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `"other", ${etag}` }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': then }, 304],
    [{ 'if-modified-since': before }, 200],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-unmodified-since': then }, 200],
    [{ 'if-match': etag, 'if-unmodified-since': before }, 200],
    [{ 'if-none-match': '"other"', 'if-modified-since': then }, 200],
    [{ 'if-none-match': etag, 'if-modified-since': before }, 304],
    [{ 'if-modified-since': 'some day' }, 200],
  ] as const) {
    test(`${JSON.stringify(headers)} is answered ${status}`, async () => {
      await put('a.txt', 'hello');
      const answer = await get('a.txt', headers);
      expect(answer.status).toBe(status);
      expect(answer.text.includes('hello')).toBe(status === 200);
      if (status === 304) expect([answer.body.length, answer.headers.get('etag')]).toEqual([0, etag]);
      if (status === 412) expect(answer.xml?.textOf('Condition')).toMatch(/^If-/);
    });
  }
});

describe('conditional writes', () => {
  const failed = 'At least one of the pre-conditions you specified did not hold';

  test('If-None-Match: * creates and never replaces', async () => {
    expect((await put('a.txt', 'one', { 'if-none-match': '*' })).status).toBe(200);
    const refused = await put('a.txt', 'two', { 'if-none-match': '*' });
    expect([refused.status, refused.code, message(refused), refused.xml?.textOf('Condition')]).toEqual([
      412,
      'PreconditionFailed',
      failed,
      'If-None-Match',
    ]);
    expect((await get('a.txt')).text).toBe('one');
  });

  test('If-Match replaces the version it names only', async () => {
    const etag = (await put('a.txt', 'one')).headers.get('etag') ?? '';
    expect((await put('a.txt', 'two', { 'if-match': etag })).status).toBe(200);
    const refused = await put('a.txt', 'three', { 'if-match': etag });
    expect([refused.status, refused.xml?.textOf('Condition'), refused.failed]).toEqual([
      412,
      'If-Match',
      'precondition',
    ]);
    expect((await put('b.txt', 'x', { 'if-match': etag })).code).toBe('NoSuchKey');
  });

  test('of ten concurrent creators one wins', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => put('a.txt', String(index), { 'if-none-match': '*' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await get('a.txt')).text).toBe(String(winner));
  });

  for (const [headers, header, additional] of [
    [
      { 'if-none-match': '"x"' },
      'If-None-Match',
      "We don't accept the provided value of If-None-Match header for this API",
    ],
    [
      { 'if-none-match': '*', 'if-match': '"x"' },
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    ],
  ] as const) {
    test(`${JSON.stringify(headers)} on a write is not implemented`, async () => {
      const answer = await put('a.txt', 'x', headers);
      expect([answer.status, answer.code, message(answer)]).toEqual([
        501,
        'NotImplemented',
        'A header you provided implies functionality that is not implemented',
      ]);
      expect([answer.xml?.textOf('Header'), answer.xml?.textOf('additionalMessage')]).toEqual([header, additional]);
    });
  }
});

describe('what a PUT checks of its body', () => {
  const md5 = (text: string): Buffer => createHash('md5').update(text).digest();

  test('a right Content-MD5 is taken, a wrong one shown in hexadecimal, and nothing is stored', async () => {
    expect((await put('a.txt', 'hello', { 'content-md5': md5('hello').toString('base64') })).status).toBe(200);
    const answer = await put('b.txt', 'hello', { 'content-md5': md5('other').toString('base64') });
    expect([answer.status, answer.code, message(answer), answer.failed]).toEqual([
      400,
      'BadDigest',
      'The Content-MD5 you specified did not match what we received.',
      'content-md5',
    ]);
    expect(answer.xml?.textOf('CalculatedDigest')).toBe(md5('hello').toString('base64'));
    expect(answer.xml?.textOf('ExpectedDigest')).toBe(md5('other').toString('hex'));
    expect((await get('b.txt')).status).toBe(404);
  });

  for (const value of ['', 'abc', 'XUFAKrxLKna5cZ2REBfFkg', 'AAAA']) {
    test(`a Content-MD5 of '${value}' is invalid`, async () => {
      const answer = await put('a.txt', 'hello', { 'content-md5': value });
      expect([answer.status, answer.code, message(answer)]).toEqual([
        400,
        'InvalidDigest',
        'The Content-MD5 you specified was invalid.',
      ]);
      expect(answer.xml?.textOf('Content-MD5')).toBe(value);
    });
  }

  for (const [algorithm, right] of [
    ['crc32', 'NhCmhg=='],
    ['crc32c', 'mnG7TA=='],
    ['sha1', createHash('sha1').update('hello').digest('base64')],
    ['sha256', createHash('sha256').update('hello').digest('base64')],
  ] as const) {
    test(`a ${algorithm} header is compared with the body`, async () => {
      const header = `x-amz-checksum-${algorithm}`;
      const stored = await put('a.txt', 'hello', { [header]: right });
      expect([stored.status, stored.headers.get(header)]).toEqual([200, right]);
      const shown = await get('a.txt', { 'x-amz-checksum-mode': 'ENABLED' });
      expect([shown.headers.get(header), shown.headers.get('x-amz-checksum-type')]).toEqual([right, 'FULL_OBJECT']);
      expect((await get('a.txt')).headers.has(header)).toBe(false);
      const wrong = Buffer.from(right, 'base64').fill(0).toString('base64');
      const refused = await put('a.txt', 'hello', { [header]: wrong });
      expect([refused.status, refused.code, message(refused), refused.failed]).toEqual([
        400,
        'BadDigest',
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
        'checksum',
      ]);
      const malformed = await put('a.txt', 'hello', { [header]: 'abc' });
      expect([malformed.code, message(malformed)]).toEqual([
        'InvalidRequest',
        `Value for ${header} header is invalid.`,
      ]);
    });
  }

  for (const [what, headers, text] of [
    [
      'of an algorithm that is none',
      { 'x-amz-checksum-foo': 'AAAA' },
      'The algorithm type you specified in x-amz-checksum- header is invalid.',
    ],
    [
      'of another algorithm than the SDK names',
      { 'x-amz-sdk-checksum-algorithm': 'SHA256', 'x-amz-checksum-crc32': 'NhCmhg==' },
      'Value for x-amz-sdk-checksum-algorithm header is invalid.',
    ],
  ] as const) {
    test(`a checksum ${what} is refused`, async () => {
      const answer = await put('a.txt', 'hello', headers);
      expect([answer.status, answer.code, message(answer)]).toEqual([400, 'InvalidRequest', text]);
    });
  }

  for (const [sent, kept] of [
    ['aws-chunked,gzip', 'gzip'],
    ['gzip, aws-chunked', 'gzip'],
    ['gzip,aws-chunked,br', 'gzip,br'],
    ['gzip, aws-chunked, br', 'gzip, br'],
  ] as const) {
    test(`of Content-Encoding ${sent} only ${kept} is the object's`, async () => {
      await put('a.txt', 'hello', { 'content-encoding': sent });
      expect((await get('a.txt')).headers.get('content-encoding')).toBe(kept);
    });
  }

  test('two checksums are one too many', async () => {
    const answer = await put('a.txt', 'hello', {
      'x-amz-checksum-crc32': 'NhCmhg==',
      'x-amz-checksum-crc32c': 'mnG7TA==',
    });
    expect([answer.status, message(answer)]).toEqual([
      400,
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ]);
  });

  test('a body without a length is 411', async () => {
    const answer = await bench.send('PUT', '/docs/a.txt', { body: 'hello', hasLength: false });
    expect([answer.status, answer.code, message(answer), answer.failed]).toEqual([
      411,
      'MissingContentLength',
      'You must provide the Content-Length HTTP header.',
      'length',
    ]);
  });

  test('a body shorter than its length is incomplete, and nothing is stored', async () => {
    const answer = await put('a.txt', 'hello', { 'content-length': '6' });
    expect([answer.status, answer.code, message(answer)]).toEqual([
      400,
      'IncompleteBody',
      'You did not provide the number of bytes specified by the Content-Length HTTP header',
    ]);
    expect((await get('a.txt')).status).toBe(404);
  });

  test('5 GiB is taken, one byte more is not', async () => {
    const send = (size: number): Promise<Answered> => bench.send('PUT', '/docs/big', { body: new Fill(size, 'a') });
    expect((await send(5_368_709_120)).status).toBe(200);
    const answer = await send(5_368_709_121);
    expect([
      answer.status,
      answer.code,
      answer.xml?.textOf('ProposedSize'),
      answer.xml?.textOf('MaxSizeAllowed'),
    ]).toEqual([400, 'EntityTooLarge', '5368709121', '5368709120']);
  });
});

describe('what a PUT refuses to do', () => {
  test('a part whose upload id was forgotten is no object', async () => {
    const answer = await bench.send('PUT', '/docs/part', { query: { partNumber: '1' }, body: 'x' });
    const told = ['ArgumentName', 'ArgumentValue', 'Message'].map((name) => answer.xml?.textOf(name));
    expect([answer.status, answer.code, ...told]).toEqual([
      400,
      'InvalidArgument',
      'partNumber',
      '1',
      'This operation does not accept partNumber without uploadId',
    ]);
    expect((await bench.send('GET', '/docs/part')).status).toBe(404);
  });

  for (const [headers, status, code] of [
    [{ 'x-amz-acl': 'public-read' }, 400, 'AccessControlListNotSupported'],
    [{ 'x-amz-acl': 'bucket-owner-full-control' }, 200, undefined],
    [{ 'x-amz-grant-read': 'id=1' }, 400, 'AccessControlListNotSupported'],
    [{ 'x-amz-storage-class': 'CHEAP' }, 400, 'InvalidStorageClass'],
    [{ 'x-amz-server-side-encryption': 'AES256' }, 200, undefined],
    [{ 'x-amz-server-side-encryption': 'rot13' }, 400, 'InvalidArgument'],
    [{ 'x-amz-server-side-encryption-aws-kms-key-id': 'alias/k' }, 400, 'InvalidArgument'],
    [{ 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }, 501, 'NotImplemented'],
    [{ 'x-amz-meta-big': 'x'.repeat(2_046) }, 400, 'MetadataTooLarge'],
    [{ 'x-amz-meta-big': 'x'.repeat(2_045) }, 200, undefined],
  ] as const) {
    test(`${JSON.stringify(headers).slice(0, 60)} is answered ${status}`, async () => {
      const answer = await put('a.txt', 'x', headers);
      expect([answer.status, answer.code]).toEqual([status, code]);
    });
  }

  test('a key of more than 1,024 bytes is too long', async () => {
    expect((await put('a'.repeat(1_024), 'x')).status).toBe(200);
    expect((await put('%C3%A9'.repeat(513), 'x')).code).toBe('KeyTooLongError');
  });
});

describe('response overrides', () => {
  test('set the headers of a 200 or 206 for signed requests', async () => {
    await put('a.txt', 'hello', { 'content-type': 'text/plain' });
    const disposition = 'attachment; filename="report.txt"';
    const answer = await get(
      'a.txt',
      {},
      {
        'response-content-disposition': disposition,
        'response-content-type': 'text/csv',
      },
    );
    expect([answer.headers.get('content-disposition'), answer.headers.get('content-type')]).toEqual([
      disposition,
      'text/csv',
    ]);
  });

  for (const [what, value] of [
    ['characters beyond ISO-8859-1', 'attachment; filename="日本.txt"'],
    ['a line break', 'attachment\r\nX-Other: 1'],
  ] as const) {
    test(`with ${what} cannot be a header`, async () => {
      await put('a.txt', 'hello');
      const query = { 'response-content-disposition': value };
      const answer = await bench.send('GET', '/docs/a.txt', { query });
      expect([answer.status, answer.code, message(answer), answer.xml?.textOf('ArgumentName')]).toEqual([
        400,
        'InvalidArgument',
        'Header value cannot be represented using ISO-8859-1.',
        'response-content-disposition',
      ]);
    });
  }
});

describe('an anonymous reader', () => {
  beforeEach(async () => {
    await bench.send('DELETE', '/docs', { query: { publicAccessBlock: '' } });
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::docs/*' };
    const body = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    expect((await bench.send('PUT', '/docs', { query: { policy: '' }, body })).status).toBe(204);
    await put('a.txt', 'hello');
  });

  test('may read a public object and override none of its headers', async () => {
    expect((await bench.send('GET', '/docs/a.txt', { as: 'anonymous' })).text).toBe('hello');
    const query = { 'response-content-type': 'text/html' };
    const answer = await bench.send('GET', '/docs/a.txt', { as: 'anonymous', query });
    expect([answer.status, message(answer)]).toEqual([
      400,
      'Request specific response headers cannot be used for anonymous GET requests.',
    ]);
  });

  test('is not told whether a key exists', async () => {
    const answer = await bench.send('GET', '/docs/none', { as: 'anonymous' });
    expect([answer.status, message(answer)]).toEqual([403, 'Access Denied']);
  });
});

describe('a body in chunks with a trailer', () => {
  const send = (trailer: string, headers: Record<string, string> = {}): Promise<Answered> =>
    put('a.txt', `5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`, {
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '5',
      'x-amz-trailer': 'x-amz-checksum-crc32',
      'content-encoding': 'aws-chunked',
      ...headers,
    });

  test('is stored without its frame when the trailing checksum is right', async () => {
    const stored = await send('x-amz-checksum-crc32:NhCmhg==');
    expect([stored.status, stored.headers.get('x-amz-checksum-crc32')]).toEqual([200, 'NhCmhg==']);
    const answer = await get('a.txt');
    expect([answer.text, answer.headers.has('content-encoding')]).toEqual(['hello', false]);
  });

  for (const [what, trailer, headers, code] of [
    ['a wrong checksum', 'x-amz-checksum-crc32:AAAAAA==', {}, 'BadDigest'],
    ['a malformed checksum', 'x-amz-checksum-crc32:abc', {}, 'InvalidRequest'],
    ['another length', 'x-amz-checksum-crc32:NhCmhg==', { 'x-amz-decoded-content-length': '6' }, 'IncompleteBody'],
    [
      'a second checksum in a header',
      'x-amz-checksum-crc32:NhCmhg==',
      { 'x-amz-checksum-crc32c': 'mnG7TA==' },
      'InvalidRequest',
    ],
  ] as const) {
    test(`is refused with ${what}, and nothing is stored`, async () => {
      const answer = await send(trailer, headers);
      expect([answer.status, answer.code]).toEqual([400, code]);
      expect((await get('a.txt')).status).toBe(404);
    });
  }
});

describe('an archived object', () => {
  test('can be looked at and not read', async () => {
    await put('a.txt', 'hello', { 'x-amz-storage-class': 'GLACIER' });
    expect((await bench.send('HEAD', '/docs/a.txt')).status).toBe(200);
    const answer = await get('a.txt');
    expect([answer.status, answer.code, answer.xml?.textOf('StorageClass')]).toEqual([
      403,
      'InvalidObjectState',
      'GLACIER',
    ]);
  });
});
