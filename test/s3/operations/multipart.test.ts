import { beforeEach, describe, expect, test } from 'vitest';

import { Fill } from '#base/fill.ts';
import { sourceOf } from '#base/byte-source.ts';
import type { XmlElement } from '#base/xml.ts';

import { Bench, type Answered } from './bench.ts';

const minimum = 5_242_880;
let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
  await bench.send('PUT', '/films');
});

async function create(key = 'a.bin', headers: Record<string, string> = {}): Promise<string> {
  const created = await bench.send('POST', `/films/${key}`, { query: { uploads: '' }, headers });
  expect(created.status).toBe(200);
  return created.xml?.textOf('UploadId') ?? '';
}

async function part(
  uploadId: string,
  number: number | string,
  body: string | Fill,
  headers: Record<string, string> = {},
): Promise<Answered> {
  return bench.send('PUT', '/films/a.bin', { query: { partNumber: String(number), uploadId }, body, headers });
}

interface ListedPart {
  readonly number: number | string;
  readonly etag: string;
  readonly more?: string;
}

function listOf(parts: readonly ListedPart[]): string {
  const lines = parts.map(
    ({ number, etag, more = '' }) =>
      `<Part><ETag>${etag.replaceAll('"', '&quot;')}</ETag><PartNumber>${number}</PartNumber>${more}</Part>`,
  );
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${lines.join('')}</CompleteMultipartUpload>`;
}

async function complete(
  uploadId: string,
  body: string,
  headers: Record<string, string> = {},
  key = 'a.bin',
): Promise<Answered> {
  return bench.send('POST', `/films/${key}`, { query: { uploadId }, body, headers });
}

const etagOf = (answer: Answered): string => answer.headers.get('etag') ?? '';

/** The elements of an error behind Code and Message, in their order, without the ids. */
function extrasOf(error: XmlElement | undefined): [string, string][] {
  const names = ['Code', 'Message', 'RequestId', 'HostId'];
  return (error?.children ?? []).filter(({ name }) => !names.includes(name)).map(({ name, text }) => [name, text]);
}

describe('a multipart upload', () => {
  test('its ETag is the MD5 of the MD5s of its parts, and the object is their bytes', async () => {
    const uploadId = await create();
    const sizes: [Fill, string][] = [
      [new Fill(minimum, 'a'), '"79b281060d337b9b2b84ccf390adcf74"'],
      [new Fill(minimum, 'b'), '"74843a3ab193a389bced899402d99d5f"'],
      [new Fill(1, 'c'), '"4a8a08f09d37b73795649038408b5f33"'],
    ];
    const listed: ListedPart[] = [];
    for (const [index, [fill, etag]] of sizes.entries()) {
      const answer = await part(uploadId, index + 1, fill);
      expect([answer.status, etagOf(answer), answer.headers.get('x-amz-server-side-encryption')]).toEqual([
        200,
        etag,
        'AES256',
      ]);
      expect(answer.body).toHaveLength(0);
      listed.push({ number: index + 1, etag });
    }
    const completed = await complete(uploadId, listOf(listed));
    expect(completed.status).toBe(200);
    expect(completed.xml?.name).toBe('CompleteMultipartUploadResult');
    expect(completed.xml?.textOf('ETag')).toBe('"0a97f1336a2298a6c3e9adaa562a9eec-3"');
    expect(completed.xml?.textOf('Bucket')).toBe('films');
    expect(completed.xml?.textOf('Key')).toBe('a.bin');
    expect(completed.xml?.textOf('Location')).toBe('https://s3.us-east-1.amazonaws.com/films/a.bin');
    expect(completed.xml?.textOf('ChecksumType')).toBe('FULL_OBJECT');
    const range = `bytes=${minimum - 2}-${minimum + 1}`;
    expect((await bench.send('GET', '/films/a.bin', { headers: { range } })).text).toBe('aabb');
    const whole = await bench.send('GET', '/films/a.bin');
    expect(whole.body).toHaveLength(2 * minimum + 1);
    expect(whole.text.at(-1)).toBe('c');
    expect(whole.headers.get('etag')).toBe('"0a97f1336a2298a6c3e9adaa562a9eec-3"');
  });

  test('of one part has an ETag of its own kind, and takes ETags with and without quotes', async () => {
    for (const quotes of ['"', '']) {
      const uploadId = await create();
      await part(uploadId, 1, 'hello');
      const etag = `${quotes}5d41402abc4b2a76b9719d911017c592${quotes}`;
      const completed = await complete(uploadId, listOf([{ number: 1, etag }]));
      expect(completed.xml?.textOf('ETag')).toBe('"62109206880d38a4010a98e11243924a-1"');
    }
  });

  test('the checksum over the whole object is that of one put of the same bytes', async () => {
    const uploadId = await create();
    const first = await part(uploadId, 1, new Fill(minimum, 'a'));
    const second = await part(uploadId, 2, 'tail');
    const completed = await complete(
      uploadId,
      listOf([
        { number: 1, etag: etagOf(first) },
        { number: 2, etag: etagOf(second) },
      ]),
    );
    const body = Buffer.concat([Buffer.alloc(minimum, 'a'), Buffer.from('tail')]);
    const put = await bench.send('PUT', '/films/b.bin', { body });
    expect(put.headers.get('x-amz-checksum-crc64nvme')).toMatch(/^[A-Za-z0-9+/]{11}=$/);
    expect(completed.xml?.textOf('ChecksumCRC64NVME')).toBe(put.headers.get('x-amz-checksum-crc64nvme'));
  });

  test('parts that are not listed are dropped, and numbers may have gaps', async () => {
    const uploadId = await create();
    const third = await part(uploadId, 3, new Fill(minimum, 'a'));
    await part(uploadId, 5, 'dropped');
    const ninth = await part(uploadId, 9, 'tail');
    const completed = await complete(
      uploadId,
      listOf([
        { number: 3, etag: etagOf(third) },
        { number: 9, etag: etagOf(ninth) },
      ]),
    );
    expect(completed.status).toBe(200);
    expect((await bench.send('HEAD', '/films/a.bin')).headers.get('content-length')).toBe(String(minimum + 4));
    expect((await bench.send('GET', '/films/a.bin', { query: { uploadId } })).code).toBe('NoSuchUpload');
  });

  test('a part that is uploaded again replaces the first, whose ETag then fits no longer', async () => {
    const uploadId = await create();
    const old = await part(uploadId, 1, 'old');
    const fresh = await part(uploadId, 1, 'new');
    const refused = await complete(uploadId, listOf([{ number: 1, etag: etagOf(old) }]));
    expect([refused.status, refused.code, refused.failed]).toEqual([400, 'InvalidPart', 'part-match']);
    expect((await complete(uploadId, listOf([{ number: 1, etag: etagOf(fresh) }]))).status).toBe(200);
    expect((await bench.send('GET', '/films/a.bin')).text).toBe('new');
  });

  test('completing it again with the same list is a success, with another list it is over', async () => {
    const uploadId = await create();
    const only = await part(uploadId, 1, 'hello');
    const list = listOf([{ number: 1, etag: etagOf(only) }]);
    const first = await complete(uploadId, list, { 'if-none-match': '*' });
    const again = await complete(uploadId, list, { 'if-none-match': '*' });
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.text).toBe(first.text);
    const other = await complete(uploadId, listOf([{ number: 1, etag: '"0"' }]));
    expect([other.status, other.code]).toEqual([404, 'NoSuchUpload']);
    await bench.send('DELETE', '/films/a.bin');
    expect((await complete(uploadId, list)).code).toBe('NoSuchUpload');
  });

  test('a fill of 5 GiB is taken without digests, and the decision says so', async () => {
    const uploadId = await create();
    const parts: ListedPart[] = [];
    for (const number of [1, 2]) {
      const answer = await part(uploadId, number, new Fill(5 * 1024 ** 3, 'a'));
      expect(answer.status).toBe(200);
      expect(answer.decision.notes.join()).toContain('not digested');
      parts.push({ number, etag: etagOf(answer) });
    }
    expect((await complete(uploadId, listOf(parts))).status).toBe(200);
    const head = await bench.send('HEAD', '/films/a.bin');
    expect(head.headers.get('content-length')).toBe(String(10 * 1024 ** 3));
    const range = `bytes=${5 * 1024 ** 3 - 1}-${5 * 1024 ** 3}`;
    expect((await bench.send('GET', '/films/a.bin', { headers: { range } })).text).toBe('aa');
  });
});

describe('what a multipart upload refuses', () => {
  const noSuchUpload =
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
  const invalidPart =
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";

  for (const [method, query] of [
    ['PUT', { partNumber: '1' }],
    ['GET', {}],
    ['POST', {}],
    ['DELETE', {}],
  ] as const) {
    test(`${method} with an unknown upload id is NoSuchUpload`, async () => {
      const answer = await bench.send(method, '/films/a.bin', { query: { ...query, uploadId: 'none' }, body: 'x' });
      expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([404, 'NoSuchUpload', noSuchUpload]);
      expect(extrasOf(answer.xml)).toEqual([['UploadId', 'none']]);
      expect(answer.failed).toBe('upload');
    });
  }

  test('an upload id of another key is unknown here', async () => {
    const uploadId = await create('other.bin');
    expect((await part(uploadId, 1, 'x')).code).toBe('NoSuchUpload');
  });

  test('after an abort its id is unknown, and its bytes are gone', async () => {
    const uploadId = await create();
    await part(uploadId, 1, 'x');
    const aborted = await bench.send('DELETE', '/films/a.bin', { query: { uploadId } });
    expect([aborted.status, aborted.headers.has('content-length'), aborted.headers.has('content-type')]).toEqual([
      204,
      false,
      false,
    ]);
    expect((await part(uploadId, 2, 'x')).code).toBe('NoSuchUpload');
    expect((await bench.send('DELETE', '/films/a.bin', { query: { uploadId } })).code).toBe('NoSuchUpload');
  });

  for (const number of ['0', '-1', '10001', 'one', '1.5']) {
    test(`part number ${number} is refused`, async () => {
      const answer = await part(await create(), number, 'x');
      expect([answer.status, answer.code, answer.xml?.textOf('Message'), answer.failed]).toEqual([
        400,
        'InvalidArgument',
        'Part number must be an integer between 1 and 10000, inclusive',
        'request',
      ]);
      // Recorded of a negative number; other servers answer the others alike.
      const known = answer.decision.checks.find(({ state }) => state === 'failed')?.known;
      expect(known).toBe(number === '-1' ? 'recorded' : 'other server');
      expect(extrasOf(answer.xml)).toEqual([
        ['ArgumentName', 'partNumber'],
        ['ArgumentValue', number],
      ]);
    });
  }

  for (const [what, body] of [
    ['no body', ''],
    ['no parts', listOf([])],
  ] as const) {
    test(`a Complete with ${what} needs at least one part`, async () => {
      const answer = await complete(await create(), body);
      expect([answer.status, answer.code, answer.xml?.textOf('Message'), answer.failed]).toEqual([
        400,
        'InvalidRequest',
        'You must specify at least one part',
        'part-list',
      ]);
    });
  }

  for (const [what, body] of [
    ['is not XML', 'PartNumber=1'],
    ['has another root', '<Complete/>'],
    [
      'has a part without ETag',
      '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>',
    ],
    ['has a number that is none', listOf([{ number: 'one', etag: 'x' }])],
  ] as const) {
    test(`a Complete that ${what} is MalformedXML`, async () => {
      const answer = await complete(await create(), body);
      expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([
        400,
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      ]);
    });
  }

  test('a Complete with a number below 1 names the argument', async () => {
    const answer = await complete(await create(), listOf([{ number: 0, etag: 'x' }]));
    expect([answer.code, answer.xml?.textOf('Message')]).toEqual(['InvalidArgument', 'PartNumber must be >= 1']);
    expect(extrasOf(answer.xml)).toEqual([
      ['ArgumentName', 'PartNumber'],
      ['ArgumentValue', '0'],
    ]);
  });

  for (const numbers of [
    [2, 1],
    [1, 1],
  ]) {
    test(`a Complete that lists ${numbers.join(', ')} is not in ascending order`, async () => {
      const uploadId = await create();
      const etag = etagOf(await part(uploadId, 1, new Fill(minimum, 'a')));
      await part(uploadId, 2, new Fill(minimum, 'a'));
      const answer = await complete(uploadId, listOf(numbers.map((number) => ({ number, etag }))));
      expect([answer.status, answer.code, answer.failed]).toEqual([400, 'InvalidPartOrder', 'part-order']);
      expect(answer.xml?.textOf('Message')).toBe(
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
      expect(extrasOf(answer.xml)).toEqual([['UploadId', uploadId]]);
    });
  }

  for (const [what, listed] of [
    ['was never uploaded', { number: 2, etag: '"5d41402abc4b2a76b9719d911017c592"' }],
    ['has another ETag', { number: 1, etag: '"00000000000000000000000000000000"' }],
    ['has the ETag that a page without ExposeHeaders reads', { number: 1, etag: 'null' }],
    ['has a number above 10 000', { number: 10_001, etag: '"5d41402abc4b2a76b9719d911017c592"' }],
  ] as const) {
    test(`a Complete with a part that ${what} is InvalidPart`, async () => {
      const uploadId = await create();
      await part(uploadId, 1, 'hello');
      const answer = await complete(uploadId, listOf([listed]));
      expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([400, 'InvalidPart', invalidPart]);
      expect(extrasOf(answer.xml)).toEqual([
        ['UploadId', uploadId],
        ['PartNumber', String(listed.number)],
        ['ETag', listed.etag.replaceAll('"', '')],
      ]);
      expect(answer.failed).toBe('part-match');
    });
  }

  test('of two small parts the first is named, since the last listed may be small', async () => {
    const uploadId = await create();
    const first = await part(uploadId, 1, 'four');
    const second = await part(uploadId, 2, 'last');
    const answer = await complete(
      uploadId,
      listOf([
        { number: 1, etag: etagOf(first) },
        { number: 2, etag: etagOf(second) },
      ]),
    );
    expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([
      400,
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
    ]);
    expect(extrasOf(answer.xml)).toEqual([
      ['ProposedSize', '4'],
      ['MinSizeAllowed', '5242880'],
      ['PartNumber', '1'],
      ['ETag', etagOf(first).replaceAll('"', '')],
    ]);
    const check = answer.decision.checks.find(({ state }) => state === 'failed');
    expect(check?.evidence).toEqual({ kind: 'too small', what: 'part 1', bytes: 4, minimum });
    expect(answer.decision.checks.filter(({ state }) => state === 'not reached').map(({ id }) => id)).toEqual(['size']);
  });

  test('one byte short of 5 MiB is too small, 5 MiB is enough', async () => {
    for (const [size, status] of [
      [minimum - 1, 400],
      [minimum, 200],
    ] as const) {
      const uploadId = await create();
      const parts = [await part(uploadId, 1, new Fill(size, 'a')), await part(uploadId, 2, 'x')];
      const list = listOf(parts.map((answer, index) => ({ number: index + 1, etag: etagOf(answer) })));
      expect((await complete(uploadId, list)).status).toBe(status);
    }
  });

  test('a wrong x-amz-mp-object-size is told what was computed', async () => {
    const uploadId = await create();
    const list = listOf([{ number: 1, etag: etagOf(await part(uploadId, 1, 'four')) }]);
    const answer = await complete(uploadId, list, { 'x-amz-mp-object-size': '5' });
    expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([
      400,
      'InvalidRequest',
      "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
    ]);
    expect((await complete(uploadId, list, { 'x-amz-mp-object-size': '4' })).status).toBe(200);
  });

  test('a part above 5 GiB is refused before it is read', async () => {
    let wasRead = false;
    const body = (async function* () {
      wasRead = true;
      yield new Uint8Array(1);
    })();
    const answer = await bench.send('PUT', '/films/a.bin', {
      query: { partNumber: '1', uploadId: await create() },
      headers: { 'content-length': '5368709121' },
      body,
    });
    expect([answer.status, answer.code, answer.failed, wasRead]).toEqual([400, 'EntityTooLarge', 'size', false]);
    expect(extrasOf(answer.xml)).toEqual([
      ['ProposedSize', '5368709121'],
      ['MaxSizeAllowed', '5368709120'],
    ]);
  });

  test('a wrong Content-MD5 of a part is shown as it was sent', async () => {
    const sent = 'XUFAKrxLKna5cZ2REBfFkg==';
    const answer = await part(await create(), 1, 'other', { 'content-md5': sent });
    expect([answer.status, answer.code, answer.failed]).toEqual([400, 'BadDigest', 'content-md5']);
    expect(extrasOf(answer.xml)).toEqual([
      ['CalculatedDigest', 'eV8yArF8trw9S3cdjGyerw=='],
      ['ExpectedDigest', sent],
    ]);
  });
});

describe('checksums of a multipart upload', () => {
  const sha256 = { 'x-amz-checksum-algorithm': 'SHA256' };
  const ofHello = 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=';

  for (const [algorithm, type, message] of [
    ['SHA256', 'FULL_OBJECT', 'The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.'],
    ['CRC64NVME', 'COMPOSITE', 'The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.'],
  ] as const) {
    test(`${type} and ${algorithm} do not go together`, async () => {
      const headers = { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type };
      const answer = await bench.send('POST', '/films/a.bin', { query: { uploads: '' }, headers });
      expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([400, 'InvalidRequest', message]);
    });
  }

  test('a part with another algorithm than the upload is refused', async () => {
    const answer = await part(await create('a.bin', sha256), 1, 'hello', { 'x-amz-checksum-crc32': 'NhCmhg==' });
    expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([
      400,
      'InvalidRequest',
      'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
    ]);
  });

  test('a composite checksum is one of checksums, and needs each of them in the list', async () => {
    const uploadId = await create('a.bin', sha256);
    const etag = etagOf(await part(uploadId, 1, 'hello', { 'x-amz-checksum-sha256': ofHello }));
    const without = await complete(uploadId, listOf([{ number: 1, etag }]));
    expect([without.status, without.xml?.textOf('Message')]).toEqual([
      400,
      'The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
    ]);
    const wrong = listOf([{ number: 1, etag, more: '<ChecksumSHA256>AAAA</ChecksumSHA256>' }]);
    expect((await complete(uploadId, wrong)).code).toBe('InvalidPart');
    const list = listOf([{ number: 1, etag, more: `<ChecksumSHA256>${ofHello}</ChecksumSHA256>` }]);
    const completed = await complete(uploadId, list);
    const { createHash } = await import('node:crypto');
    const expected = createHash('sha256').update(Buffer.from(ofHello, 'base64')).digest('base64');
    expect(completed.xml?.textOf('ChecksumSHA256')).toBe(`${expected}-1`);
    expect(completed.xml?.textOf('ChecksumType')).toBe('COMPOSITE');
  });

  test('composite uploads are numbered without gaps', async () => {
    const uploadId = await create('a.bin', sha256);
    const etag = etagOf(await part(uploadId, 2, 'hello', { 'x-amz-checksum-sha256': ofHello }));
    const list = listOf([{ number: 2, etag, more: `<ChecksumSHA256>${ofHello}</ChecksumSHA256>` }]);
    expect((await complete(uploadId, list)).code).toBe('InvalidPartOrder');
  });

  test('a wrong checksum of the whole object is named in lower case', async () => {
    const headers = { 'x-amz-checksum-algorithm': 'CRC32C', 'x-amz-checksum-type': 'FULL_OBJECT' };
    const uploadId = await create('a.bin', headers);
    const list = listOf([{ number: 1, etag: etagOf(await part(uploadId, 1, 'hello')) }]);
    const answer = await complete(uploadId, list, { 'x-amz-checksum-crc32c': 'AAAAAA==' });
    expect([answer.status, answer.code, answer.xml?.textOf('Message')]).toEqual([
      400,
      'BadDigest',
      'The crc32c you specified did not match the calculated checksum.',
    ]);
    expect(
      (await complete(uploadId, list, { 'x-amz-checksum-crc32c': 'mnG7TA==', 'x-amz-checksum-type': 'FULL_OBJECT' }))
        .status,
    ).toBe(200);
  });
});

describe('lists of a multipart upload', () => {
  test('ListParts pages by part number and names the last part shown', async () => {
    const uploadId = await create();
    for (const number of [10, 2, 1, 3]) await part(uploadId, number, `part ${number}`);
    const numbers = (answer: Answered): (string | undefined)[] =>
      answer.xml?.all('Part').map((element) => element.textOf('PartNumber')) ?? [];
    const list = (query: Record<string, string>): Promise<Answered> =>
      bench.send('GET', '/films/a.bin', { query: { uploadId, ...query } });
    const all = await list({});
    expect(numbers(all)).toEqual(['1', '2', '3', '10']);
    expect(all.xml?.textOf('NextPartNumberMarker')).toBe('10');
    expect(all.xml?.textOf('IsTruncated')).toBe('false');
    expect(all.xml?.textOf('MaxParts')).toBe('1000');
    const first = await list({ 'max-parts': '2' });
    expect(numbers(first)).toEqual(['1', '2']);
    expect([first.xml?.textOf('IsTruncated'), first.xml?.textOf('NextPartNumberMarker')]).toEqual(['true', '2']);
    const rest = await list({ 'max-parts': '2', 'part-number-marker': '2' });
    expect(numbers(rest)).toEqual(['3', '10']);
    expect([rest.xml?.textOf('IsTruncated'), rest.xml?.textOf('PartNumberMarker')]).toEqual(['false', '2']);
  });

  test('ListParts of an upload without parts has 0 as its next marker', async () => {
    const answer = await bench.send('GET', '/films/a.bin', { query: { uploadId: await create() } });
    expect(answer.xml?.textOf('NextPartNumberMarker')).toBe('0');
    expect(answer.xml?.children.map(({ name }) => name)).toEqual([
      'Bucket',
      'Key',
      'UploadId',
      'Initiator',
      'Owner',
      'StorageClass',
      'PartNumberMarker',
      'NextPartNumberMarker',
      'MaxParts',
      'IsTruncated',
    ]);
  });

  test('ListMultipartUploads sorts by key, then by initiation, and pages by both markers', async () => {
    const later = await create('b');
    const first = await create('a');
    await bench.moveClock(1);
    const second = await create('a');
    const slash = await create('dir/x');
    const list = (query: Record<string, string>): Promise<Answered> =>
      bench.send('GET', '/films', { query: { uploads: '', ...query } });
    const ids = (answer: Answered): (string | undefined)[] =>
      answer.xml?.all('Upload').map((element) => element.textOf('UploadId')) ?? [];
    const all = await list({});
    expect(ids(all)).toEqual([first, second, later, slash]);
    expect([all.xml?.textOf('NextKeyMarker'), all.xml?.textOf('NextUploadIdMarker')]).toEqual(['dir/x', slash]);
    const page = await list({ 'max-uploads': '1' });
    expect([ids(page), page.xml?.textOf('IsTruncated')]).toEqual([[first], 'true']);
    const next = await list({ 'max-uploads': '2', 'key-marker': 'a', 'upload-id-marker': first });
    expect(ids(next)).toEqual([second, later]);
    expect(ids(await list({ 'key-marker': 'a' }))).toEqual([later, slash]);
    expect(ids(await list({ prefix: 'dir/' }))).toEqual([slash]);
    const grouped = await list({ delimiter: '/' });
    expect(ids(grouped)).toEqual([first, second, later]);
    expect(grouped.xml?.child('CommonPrefixes')?.textOf('Prefix')).toBe('dir/');
    expect([grouped.xml?.textOf('NextKeyMarker'), grouped.xml?.textOf('NextUploadIdMarker')]).toEqual(['', '']);
  });

  test('ListMultipartUploads takes no upload id without a key, and none of another key', async () => {
    const [one, other] = [await create('a'), await create('b')];
    const list = (query: Record<string, string>): Promise<Answered> =>
      bench.send('GET', '/films', { query: { uploads: '', ...query } });
    const withoutKey = await list({ 'upload-id-marker': one });
    expect([withoutKey.xml?.textOf('UploadIdMarker'), withoutKey.xml?.all('Upload').length]).toEqual(['', 2]);
    const ofOther = await list({ 'key-marker': 'a', 'upload-id-marker': other });
    expect([ofOther.status, ofOther.code, ofOther.xml?.textOf('Message'), ofOther.xml?.textOf('ArgumentName')]).toEqual(
      [400, 'InvalidArgument', 'Invalid uploadId marker', 'upload-id-marker'],
    );
    const ended = await list({ 'key-marker': 'a', 'upload-id-marker': 'x'.repeat(one.length) });
    expect(ended.status).toBe(200);
  });

  test('ListParts shows checksums only where the upload named their algorithm', async () => {
    const headers = { 'x-amz-checksum-crc32': 'NhCmhg==' };
    const plain = await create();
    await part(plain, 1, 'hello', headers);
    const summed = await create('b', { 'x-amz-checksum-algorithm': 'CRC32' });
    await bench.send('PUT', '/films/b', { body: 'hello', headers, query: { partNumber: '1', uploadId: summed } });
    const sums = async (key: string, uploadId: string): Promise<string | undefined> =>
      (await bench.send('GET', `/films/${key}`, { query: { uploadId } })).xml?.child('Part')?.textOf('ChecksumCRC32');
    expect([await sums('a.bin', plain), await sums('b', summed)]).toEqual([undefined, 'NhCmhg==']);
  });

  test('ListMultipartUploads of a bucket without uploads has empty markers', async () => {
    const answer = await bench.send('GET', '/films', { query: { uploads: '' } });
    expect([answer.xml?.textOf('NextKeyMarker'), answer.xml?.textOf('NextUploadIdMarker')]).toEqual(['', '']);
  });
});

test('that a part listed twice is out of order is known from one report only', async () => {
  const uploadId = await create();
  const etag = etagOf(await part(uploadId, 1, 'hello'));
  const levelOf = async (...numbers: number[]): Promise<string | undefined> => {
    const answer = await complete(uploadId, listOf(numbers.map((number) => ({ number, etag }))));
    return answer.decision.checks.find(({ id }) => id === answer.failed)?.known;
  };
  expect([await levelOf(1, 1), await levelOf(2, 1)]).toEqual(['assumed', 'recorded']);
});

describe('concurrent requests', () => {
  test('of many that complete the same upload all succeed and the object is whole', async () => {
    const uploadId = await create();
    const list = listOf([{ number: 1, etag: etagOf(await part(uploadId, 1, 'hello')) }]);
    const answers = await Promise.all(Array.from({ length: 5 }, () => complete(uploadId, list)));
    expect(answers.map(({ status, code }) => code ?? status)).toEqual([200, 200, 200, 200, 200]);
    expect((await bench.send('GET', '/films/a.bin')).text).toBe('hello');
  });

  test('of two that complete the same upload with other lists only one succeeds', async () => {
    const uploadId = await create();
    const first = { number: 1, etag: etagOf(await part(uploadId, 1, 'hello')) };
    const second = { number: 2, etag: etagOf(await part(uploadId, 2, 'there')) };
    const answers = await Promise.all([complete(uploadId, listOf([first])), complete(uploadId, listOf([second]))]);
    expect(answers.map(({ status, code }) => code ?? status).sort()).toEqual([200, 'NoSuchUpload']);
  });

  test('a part that arrives while its upload is completed leaves nothing behind', async () => {
    const uploadId = await create();
    const list = listOf([{ number: 1, etag: etagOf(await part(uploadId, 1, 'hello')) }]);
    await Promise.all([complete(uploadId, list), part(uploadId, 2, 'late'), part(uploadId, 3, 'late')]);
    expect(await bench.store.range('part\0', 'part\x01', 10)).toEqual([]);
  });

  test('a download that has begun goes on while its object is replaced', async () => {
    await bench.send('PUT', '/films/a.bin', { body: sourceOf('first'), headers: { 'content-length': '5' } });
    const answer = bench.send('GET', '/films/a.bin');
    await bench.send('PUT', '/films/a.bin', { body: 'second' });
    expect((await answer).text).toBe('first');
    expect((await bench.send('GET', '/films/a.bin')).text).toBe('second');
  });
});
