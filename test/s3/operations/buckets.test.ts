import { beforeEach, describe, expect, test } from 'vitest';

import { Bench, type Answered } from './bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.open();
});

const message = (answer: Answered): string | undefined => answer.xml?.textOf('Message');
const configured = (region: string): string =>
  `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;

describe('buckets', () => {
  test('are created, listed by name, looked at and deleted', async () => {
    for (const name of ['zebra', 'apple']) {
      const created = await bench.send('PUT', `/${name}`);
      expect([created.status, created.headers.get('location')]).toEqual([200, `/${name}`]);
    }
    const list = await bench.send('GET', '/');
    const names = list.xml
      ?.child('Buckets')
      ?.all('Bucket')
      .map((bucket) => bucket.textOf('Name'));
    expect(names).toEqual(['apple', 'zebra']);
    expect(list.xml?.child('Buckets')?.child('Bucket')?.textOf('CreationDate')).toBe('2026-03-01T09:00:00.000Z');
    const head = await bench.send('HEAD', '/apple');
    expect([head.status, head.headers.get('x-amz-bucket-region')]).toEqual([200, 'us-east-1']);
    const removed = await bench.send('DELETE', '/apple');
    expect([removed.status, removed.headers.has('content-type')]).toEqual([204, false]);
    expect((await bench.send('HEAD', '/apple')).status).toBe(404);
  });

  test('go to the Region of their LocationConstraint', async () => {
    await bench.send('PUT', '/far', { body: configured('eu-central-1') });
    await bench.send('PUT', '/near');
    expect((await bench.send('GET', '/near', { query: { location: '' } })).xml?.text).toBe('');
    const wrong = await bench.send('GET', '/far', { query: { location: '' } });
    expect([wrong.status, wrong.xml?.textOf('Endpoint')]).toEqual([301, 's3-eu-central-1.amazonaws.com']);
  });

  for (const region of ['us-east-1', 'Mars', 'eu-central']) {
    test(`LocationConstraint ${region} is not valid`, async () => {
      const answer = await bench.send('PUT', '/far', { body: configured(region) });
      expect([answer.status, answer.code, answer.xml?.textOf('LocationConstraint')]).toEqual([
        400,
        'InvalidLocationConstraint',
        region,
      ]);
    });
  }

  for (const name of [
    'ab',
    'Upper',
    'under_score',
    '-dash',
    'dot.',
    'a..b',
    '192.168.0.1',
    'xn--a',
    'a'.repeat(64),
    'x-s3alias',
  ]) {
    test(`${name} is no name of a bucket`, async () => {
      const answer = await bench.send('PUT', `/${name}`);
      expect([answer.status, answer.code, answer.xml?.textOf('BucketName')]).toEqual([400, 'InvalidBucketName', name]);
    });
  }

  test('that exist are one’s own already, but for us-east-1, where creating again is a success', async () => {
    await bench.send('PUT', '/near');
    expect((await bench.send('PUT', '/near')).status).toBe(200);
    await bench.send('PUT', '/far', { body: configured('eu-central-1') });
    const again = await bench.send('PUT', '/far', { body: configured('eu-central-1') });
    expect([again.status, again.code, again.failed]).toEqual([409, 'BucketAlreadyOwnedByYou', 'bucket']);
  });

  test('with an object are not deleted, with uploads under way they are', async () => {
    await bench.send('PUT', '/near');
    await bench.send('PUT', '/near/a', { body: 'x' });
    const refused = await bench.send('DELETE', '/near');
    expect([refused.status, refused.code]).toEqual([409, 'BucketNotEmpty']);
    await bench.send('DELETE', '/near/a');
    const created = await bench.send('POST', '/near/a', { query: { uploads: '' } });
    const uploadId = created.xml?.textOf('UploadId') ?? '';
    await bench.send('PUT', '/near/a', { query: { uploadId, partNumber: '1' }, body: 'x' });
    expect((await bench.send('DELETE', '/near')).status).toBe(204);
    for (const kind of ['upload', 'part']) expect(await bench.store.range(`${kind}\0`, `${kind}\x01`, 9)).toEqual([]);
  });

  test('that are deleted while an object is put lose no object that was acknowledged', async () => {
    for (let round = 0; round < 10; round += 1) {
      await bench.send('PUT', '/near');
      const [removed, put] = await Promise.all([
        bench.send('DELETE', '/near'),
        bench.send('PUT', '/near/a', { body: 'x' }),
      ]);
      const got = await bench.send('GET', '/near/a');
      if (put.status === 200) expect([removed.status, got.status]).toEqual([409, 200]);
      else expect([removed.status, put.code, got.code]).toEqual([204, 'NoSuchBucket', 'NoSuchBucket']);
      await bench.send('DELETE', '/near/a');
    }
  });

  for (const [acl, ownership, answered] of [
    [undefined, undefined, 'AccessControlListNotSupported'],
    ['private', undefined, undefined],
    ['private', 'BucketOwnerEnforced', 'AccessControlListNotSupported'],
    [undefined, 'ObjectWriter', undefined],
  ] as const) {
    test(`created with the ACL ${acl} and the ownership ${ownership} take an object with an ACL: ${answered ?? 'yes'}`, async () => {
      const headers = {
        ...(acl && { 'x-amz-acl': acl }),
        ...(ownership && { 'x-amz-object-ownership': ownership }),
      };
      expect((await bench.send('PUT', '/owned', { headers })).status).toBe(200);
      const put = await bench.send('PUT', '/owned/k', { headers: { 'x-amz-acl': 'private' }, body: 'x' });
      expect(put.code).toBe(answered);
    });
  }

  test('that are missing are NoSuchBucket', async () => {
    const answer = await bench.send('GET', '/none/key');
    expect([answer.status, answer.code, message(answer), answer.xml?.textOf('BucketName')]).toEqual([
      404,
      'NoSuchBucket',
      'The specified bucket does not exist',
      'none',
    ]);
  });
});

describe('a bucket’s configuration', () => {
  beforeEach(async () => {
    await bench.send('PUT', '/docs');
  });

  const cors = (rule: string): string =>
    `<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${rule}</CORSConfiguration>`;
  const policy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const publicRead = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::docs/*',
  };

  for (const [subresource, code] of [
    ['cors', 'NoSuchCORSConfiguration'],
    ['policy', 'NoSuchBucketPolicy'],
    ['lifecycle', 'NoSuchLifecycleConfiguration'],
  ] as const) {
    test(`?${subresource} that was never put is ${code}`, async () => {
      const answer = await bench.send('GET', '/docs', { query: { [subresource]: '' } });
      expect([answer.status, answer.code, answer.xml?.textOf('BucketName')]).toEqual([404, code, 'docs']);
    });
  }

  for (const [subresource, document] of [
    [
      'cors',
      cors(
        '<CORSRule><ID>one</ID><AllowedOrigin>https://a.example</AllowedOrigin><AllowedOrigin>https://*.b.example</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedHeader>*</AllowedHeader><MaxAgeSeconds>3000</MaxAgeSeconds><ExposeHeader>ETag</ExposeHeader></CORSRule>',
      ),
    ],
    ['policy', policy({ ...publicRead, Principal: { AWS: 'arn:aws:iam::111122223333:root' } })],
    [
      'lifecycle',
      '<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ID>r</ID><Filter><Prefix>tmp/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>',
    ],
    [
      'publicAccessBlock',
      '<PublicAccessBlockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>false</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>',
    ],
  ] as const) {
    test(`?${subresource} is read as it was put, until it is deleted`, async () => {
      const query = { [subresource]: '' };
      const put = await bench.send('PUT', '/docs', { query, body: document });
      expect([put.status, put.code]).toEqual([subresource === 'policy' ? 204 : 200, undefined]);
      const got = await bench.send('GET', '/docs', { query });
      expect(got.text.replace(/^<\?xml.*\n/, '')).toBe(document);
      expect((await bench.send('DELETE', '/docs', { query })).status).toBe(204);
      expect((await bench.send('GET', '/docs', { query })).status).toBe(404);
    });
  }

  for (const [what, rule, code] of [
    ['another method', '<AllowedOrigin>*</AllowedOrigin><AllowedMethod>PATCH</AllowedMethod>', 'InvalidRequest'],
    ['two wildcards', '<AllowedOrigin>*.*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>', 'InvalidRequest'],
    [
      'an exposed wildcard',
      '<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod><ExposeHeader>*</ExposeHeader>',
      'InvalidRequest',
    ],
    ['no origin', '<AllowedMethod>GET</AllowedMethod>', 'MalformedXML'],
    ['no method', '<AllowedOrigin>*</AllowedOrigin>', 'MalformedXML'],
  ] as const) {
    test(`a CORS rule with ${what} is ${code}`, async () => {
      const answer = await bench.send('PUT', '/docs', {
        query: { cors: '' },
        body: cors(`<CORSRule>${rule}</CORSRule>`),
      });
      expect([answer.status, answer.code]).toEqual([400, code]);
    });
  }

  test('a CORS configuration has 1 to 100 rules', async () => {
    const rule = '<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>';
    const put = (count: number): Promise<Answered> =>
      bench.send('PUT', '/docs', { query: { cors: '' }, body: cors(rule.repeat(count)) });
    expect((await put(0)).code).toBe('MalformedXML');
    expect((await put(100)).status).toBe(200);
    expect((await put(101)).code).toBe('InvalidRequest');
  });

  test('a new bucket takes no public policy until Block Public Access is off', async () => {
    const query = { policy: '' };
    const refused = await bench.send('PUT', '/docs', { query, body: policy(publicRead) });
    expect([refused.status, refused.code]).toEqual([403, 'AccessDenied']);
    await bench.send('DELETE', '/docs', { query: { publicAccessBlock: '' } });
    expect((await bench.send('PUT', '/docs', { query, body: policy(publicRead) })).status).toBe(204);
    await bench.send('PUT', '/docs/a', { body: 'x' });
    expect((await bench.send('GET', '/docs/a', { as: 'anonymous' })).text).toBe('x');
  });

  test('a policy that is none is refused and changes nothing', async () => {
    const answer = await bench.send('PUT', '/docs', { query: { policy: '' }, body: '{"Statement":' });
    expect([answer.status, answer.code, answer.failed]).toEqual([400, 'MalformedPolicy', 'request']);
    expect((await bench.send('GET', '/docs', { query: { policy: '' } })).code).toBe('NoSuchBucketPolicy');
  });

  test('what a lifecycle rule asks for and the emulator cannot do is 501, by name', async () => {
    const rule = '<ID>r</ID><Filter/><Status>Enabled</Status><NoncurrentVersionTransition/>';
    const body = `<LifecycleConfiguration><Rule>${rule}</Rule></LifecycleConfiguration>`;
    const answer = await bench.send('PUT', '/docs', { query: { lifecycle: '' }, body });
    expect([answer.status, answer.code]).toEqual([501, 'NotImplemented']);
    expect(answer.decision.checks.at(-1)?.evidence).toMatchObject({
      text: expect.stringContaining('NoncurrentVersionTransition') as string,
    });
  });

  for (const [what, rule, code] of [
    ['0 days', '<Filter/><Status>Enabled</Status><Expiration><Days>0</Days></Expiration>', 'InvalidArgument'],
    ['no action', '<Filter/><Status>Enabled</Status>', 'InvalidRequest'],
    ['no filter', '<Status>Enabled</Status><Expiration><Days>1</Days></Expiration>', 'MalformedXML'],
    ['no status', '<Filter/><Expiration><Days>1</Days></Expiration>', 'MalformedXML'],
  ] as const) {
    test(`a lifecycle rule with ${what} is ${code}`, async () => {
      const body = `<LifecycleConfiguration><Rule>${rule}</Rule></LifecycleConfiguration>`;
      const answer = await bench.send('PUT', '/docs', { query: { lifecycle: '' }, body });
      expect([answer.status, answer.code]).toEqual([400, code]);
    });
  }
});

describe('ListObjectsV2', () => {
  const keys = ['a.txt', 'dir/1', 'dir/2', 'dir/sub/3', 'dir2/4', 'z.txt', 'é', '😀'];

  beforeEach(async () => {
    await bench.send('PUT', '/docs');
    for (const key of keys)
      await bench.send('PUT', `/docs/${encodeURIComponent(key).replaceAll('%2F', '/')}`, { body: key });
  });

  const list = (query: Record<string, string> = {}): Promise<Answered> =>
    bench.send('GET', '/docs', { query: { 'list-type': '2', ...query } });
  const shown = (answer: Answered): (string | undefined)[] => [
    ...(answer.xml?.all('Contents').map((element) => element.textOf('Key')) ?? []),
    ...(answer.xml?.all('CommonPrefixes').map((element) => element.textOf('Prefix')) ?? []),
  ];

  test('lists keys in the order of their UTF-8 bytes', async () => {
    const answer = await list();
    expect(shown(answer)).toEqual(keys);
    expect(answer.headers.get('x-amz-bucket-region')).toBe('us-east-1');
    expect([answer.xml?.textOf('KeyCount'), answer.xml?.textOf('IsTruncated')]).toEqual(['8', 'false']);
    const first = answer.xml?.child('Contents');
    expect([first?.textOf('Size'), first?.textOf('StorageClass'), first?.child('Owner')]).toEqual([
      '5',
      'STANDARD',
      undefined,
    ]);
  });

  for (const [query, expected] of [
    [{ prefix: 'dir/' }, ['dir/1', 'dir/2', 'dir/sub/3']],
    [{ prefix: 'dir' }, ['dir/1', 'dir/2', 'dir/sub/3', 'dir2/4']],
    [{ delimiter: '/' }, ['a.txt', 'z.txt', 'é', '😀', 'dir/', 'dir2/']],
    [{ delimiter: '/', prefix: 'dir/' }, ['dir/1', 'dir/2', 'dir/sub/']],
    [{ delimiter: 'sub', prefix: 'dir/' }, ['dir/1', 'dir/2', 'dir/sub']],
    [{ 'start-after': 'dir/2' }, ['dir/sub/3', 'dir2/4', 'z.txt', 'é', '😀']],
    [{ 'start-after': 'e' }, ['z.txt', 'é', '😀']],
    [{ prefix: 'none' }, []],
    [{ 'max-keys': '0' }, []],
  ] as const) {
    test(`${JSON.stringify(query)} lists ${expected.join(', ') || 'nothing'}`, async () => {
      const answer = await list(query);
      expect(shown(answer)).toEqual(expected);
      expect(answer.xml?.textOf('KeyCount')).toBe(String(expected.length));
    });
  }

  for (const delimiter of ['', '/']) {
    for (const size of [1, 2, 3, 5]) {
      test(`pages of ${size} with delimiter '${delimiter}' add up to the whole list`, async () => {
        const options = delimiter === '' ? {} : { delimiter };
        const whole = await list(options);
        const seen: (string | undefined)[] = [];
        let token: string | undefined;
        do {
          const answer = await list({
            ...options,
            'max-keys': String(size),
            ...(token === undefined ? {} : { 'continuation-token': token }),
          });
          expect(shown(answer).length).toBeLessThanOrEqual(size);
          seen.push(...shown(answer));
          token = answer.xml?.textOf('NextContinuationToken');
          expect(answer.xml?.textOf('IsTruncated')).toBe(String(token !== undefined));
        } while (token !== undefined);
        expect(seen.sort()).toEqual(shown(whole).sort());
      });
    }
  }

  test('names are URL-encoded on request', async () => {
    await bench.send('PUT', '/docs/a%20b%2Bc', { body: 'x' });
    const answer = await list({ 'encoding-type': 'url', prefix: 'a ' });
    expect([shown(answer), answer.xml?.textOf('Prefix'), answer.xml?.textOf('EncodingType')]).toEqual([
      ['a+b%2Bc'],
      'a+',
      'url',
    ]);
  });

  test('the owner is shown on request', async () => {
    const answer = await list({ 'fetch-owner': 'true' });
    expect(answer.xml?.child('Contents')?.child('Owner')?.textOf('ID')).toMatch(/^[0-9a-f]{64}$/);
  });

  for (const [query, name] of [
    [{ 'max-keys': 'many' }, 'max-keys'],
    [{ 'max-keys': '-1' }, 'maxKeys'],
    [{ 'max-keys': '-2147483649' }, 'max-keys'],
    [{ 'encoding-type': 'base64' }, 'encoding-type'],
    [{ 'continuation-token': '!' }, 'continuation-token'],
  ] as const) {
    test(`${JSON.stringify(query)} is an invalid argument`, async () => {
      const answer = await list(query);
      expect([answer.status, answer.code, answer.xml?.textOf('ArgumentName')]).toEqual([400, 'InvalidArgument', name]);
    });
  }

  test('a folder of 5,000 keys is rolled up without reading them', async () => {
    const put = Array.from({ length: 5_000 }, (_, index) => ({
      key: `object\0docs\0many/${String(index).padStart(5, '0')}`,
      value: { v: 1, key: `many/${String(index).padStart(5, '0')}` },
    }));
    await bench.store.commit({ put });
    let read = 0;
    const range = bench.store.range.bind(bench.store);
    bench.store.range = async (...parameters) => {
      const entries = await range(...parameters);
      read += entries.length;
      return entries;
    };
    expect(shown(await list({ delimiter: '/' }))).toContain('many/');
    expect(read).toBeLessThan(200);
  });
});
