import { beforeEach, describe, expect, test } from 'vitest';

import { parseXml } from '#base/xml.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';

import { Account, header, type Draft, type Told } from '../emulated-account.ts';
import { strangers, strangersAccount } from './second-account.ts';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const keyArn = `arn:aws:kms:us-east-1:111122223333:key/${keyId}`;
const kms = [['x-amz-server-side-encryption', 'aws:kms']] as const;
const withKey = [...kms, ['x-amz-server-side-encryption-aws-kms-key-id', keyId]] as const;

let account: Account;

beforeEach(async () => {
  account = await Account.withBucket();
});

function send(draft: Draft, by?: EmulatedCredentials): Promise<Told> {
  return account.send(account.headerSigned(draft, by));
}

const put = (headers: NonNullable<Draft['headers']>, more: Partial<Draft> = {}): Draft => ({
  method: 'PUT',
  path: '/bucket/a.txt',
  headers,
  body: 'hello',
  ...more,
});

function encryptionOf(told: Told): readonly (string | undefined)[] {
  return ['', '-aws-kms-key-id', '-bucket-key-enabled'].map((end) =>
    header(told, `x-amz-server-side-encryption${end}`),
  );
}

describe('which key', () => {
  const rows: readonly [named: string | undefined, arn: RegExp | string][] = [
    [undefined, /^arn:aws:kms:us-east-1:111122223333:key\/[0-9a-f]{8}-[0-9a-f]{4}-/],
    [keyId, keyArn],
    [keyArn, keyArn],
    [
      'mrk-1234abcd12ab34cd56ef1234567890ab',
      'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
    ],
    ['alias/mine', /^arn:aws:kms:us-east-1:111122223333:key\//],
    [`arn:aws:kms:us-east-1:111122223333:key/${keyId}`, keyArn],
  ];
  for (const [named, arn] of rows) {
    test(`${named ?? 'none'} names is told by its ARN on PUT, GET and HEAD`, async () => {
      const headers =
        named === undefined ? kms : [...kms, ['x-amz-server-side-encryption-aws-kms-key-id', named] as const];
      const stored = await account.ok(account.headerSigned(put(headers)));
      expect(encryptionOf(stored)).toEqual(['aws:kms', expect.stringMatching(arn), undefined]);
      for (const method of ['GET', 'HEAD']) {
        expect(encryptionOf(await send({ method, path: '/bucket/a.txt' }))).toEqual(encryptionOf(stored));
      }
    });
  }

  test('an alias is one key, in any of its forms', async () => {
    const arns = [];
    for (const named of ['alias/mine', 'arn:aws:kms:us-east-1:111122223333:alias/mine', 'alias/mine', 'alias/yours']) {
      const headers = [...kms, ['x-amz-server-side-encryption-aws-kms-key-id', named]] as const;
      arns.push(encryptionOf(await send(put(headers)))[1]);
    }
    expect(arns[1]).toBe(arns[0]);
    expect(arns[2]).toBe(arns[0]);
    expect(arns[3]).not.toBe(arns[0]);
  });

  for (const [named, message] of [
    ['nothing', "Invalid keyId 'nothing'"],
    ['arn:aws:kms:eu-west-1:111122223333:key/' + keyId, 'Invalid arn eu-west-1'],
  ] as const) {
    test(`${named} cannot name`, async () => {
      const told = await send(put([...kms, ['x-amz-server-side-encryption-aws-kms-key-id', named]]));
      expect([told.status, told.code, told.message]).toEqual([400, 'KMS.NotFoundException', message]);
    });
  }

  for (const [headers, argument] of [
    [[['x-amz-server-side-encryption', 'rot13']], 'rot13'],
    [[['x-amz-server-side-encryption-aws-kms-key-id', keyId]], 'null'],
    [
      [
        ['x-amz-server-side-encryption', 'AES256'],
        ['x-amz-server-side-encryption-aws-kms-key-id', keyId],
      ],
      'AES256',
    ],
  ] as const) {
    test(`${headers.join(' and ')} do not go`, async () => {
      const told = await send(put(headers));
      expect([told.code, told.element('ArgumentValue')]).toEqual(['InvalidArgument', argument]);
    });
  }
});

test('the ETag of what a key of KMS encrypts is 32 digits and no MD5', async () => {
  const md5 = '"5d41402abc4b2a76b9719d911017c592"';
  expect(header(await send(put([])), 'etag')).toBe(md5);
  const told = await send(put(kms));
  expect(header(told, 'etag')).toMatch(/^"[0-9a-f]{32}"$/);
  expect(header(told, 'etag')).not.toBe(md5);
  expect(header(await send({ path: '/bucket/a.txt' }), 'etag')).toBe(header(told, 'etag'));
});

describe('permissions on a key', () => {
  const s3 = 's3:*';
  const rows: readonly [allow: readonly string[], put: number, get: number, part: number][] = [
    [[s3], 403, 403, 403],
    [[s3, 'kms:GenerateDataKey'], 200, 403, 403],
    [[s3, 'kms:Decrypt'], 403, 200, 200],
    [[s3, 'kms:GenerateDataKey', 'kms:Decrypt'], 200, 200, 200],
    [[s3, 'kms:*'], 200, 200, 200],
  ];
  for (const [allow, putStatus, getStatus, partStatus] of rows) {
    test(`with ${allow.join(', ')} PUT is ${putStatus}, GET is ${getStatus}, a part is ${partStatus}`, async () => {
      const app = await account.user('app', allow);
      await account.ok(account.headerSigned(put(withKey)));
      expect((await send(put(withKey, { path: '/bucket/b.txt' }), app)).status).toBe(putStatus);
      expect((await send({ path: '/bucket/a.txt' }, app)).status).toBe(getStatus);
      const query = `partNumber=1&uploadId=${await newUpload()}`;
      expect((await send({ method: 'PUT', path: '/bucket/c.txt', query, body: 'x' }, app)).status).toBe(partStatus);
    });
  }

  test('what is missing is named, with the key', async () => {
    const app = await account.user('app', [s3]);
    const told = await send(put(withKey), app);
    expect(told.message).toBe(
      `User: arn:aws:iam::111122223333:user/app is not authorized to perform: kms:GenerateDataKey on resource: ${keyArn} because no identity-based policy allows the kms:GenerateDataKey action`,
    );
    expect(told.failed).toBe('identity-policy');
    const check = told.decision.checks.find(({ id }) => id === 'identity-policy');
    expect(check?.evidence).toMatchObject({ text: expect.stringContaining('kms:GenerateDataKey') as unknown });
  });

  test('a policy may hold for one key only', async () => {
    const app = await account.user('app', [s3]);
    const policy = { Statement: { Effect: 'Allow', Action: 'kms:*', Resource: keyArn } } as const;
    await account.control({ command: 'put-identity-policy', identity: 'app', policy });
    expect((await send(put(withKey), app)).status).toBe(200);
    const other = [...kms, ['x-amz-server-side-encryption-aws-kms-key-id', keyId.replace('1', '2')]] as const;
    expect((await send(put(other), app)).status).toBe(403);
  });

  test('kms:ViaService is S3 in the Region of the bucket', async () => {
    const app = await account.user('app', [s3]);
    const via = (region: string) => ({
      Statement: {
        Effect: 'Allow' as const,
        Action: 'kms:*',
        Resource: '*',
        Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
      },
    });
    await account.control({ command: 'put-identity-policy', identity: 'app', policy: via('us-east-1') });
    expect((await send(put(withKey), app)).status).toBe(200);
    await account.control({ command: 'put-identity-policy', identity: 'app', policy: via('us-west-2') });
    expect((await send(put(withKey), app)).status).toBe(403);
  });

  test('HEAD needs the key only for the checksum', async () => {
    const app = await account.user('app', [s3]);
    await account.ok(account.headerSigned(put(withKey)));
    const head = { method: 'HEAD', path: '/bucket/a.txt' };
    expect((await send(head, app)).status).toBe(200);
    expect((await send({ ...head, headers: [['x-amz-checksum-mode', 'ENABLED']] }, app)).status).toBe(403);
  });

  test('an upload asks for both: to create it, and to put and complete its parts', async () => {
    const writer = await account.user('writer', [s3, 'kms:GenerateDataKey']);
    const uploadId = await newUpload(writer);
    const query = `partNumber=1&uploadId=${uploadId}`;
    const refused = await send({ method: 'PUT', path: '/bucket/c.txt', query, body: 'x' }, writer);
    expect([refused.status, refused.message?.includes('kms:Decrypt')]).toEqual([403, true]);
    const part = await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/c.txt', query, body: 'x' }));
    expect(encryptionOf(part)).toEqual(['aws:kms', keyArn, undefined]);
    const body = `<CompleteMultipartUpload><Part><ETag>${header(part, 'etag')}</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>`;
    const complete = { method: 'POST', path: '/bucket/c.txt', query: `uploadId=${uploadId}`, body };
    expect((await send(complete, writer)).status).toBe(403);
    const completed = await account.ok(account.headerSigned(complete));
    expect(encryptionOf(completed)).toEqual(['aws:kms', keyArn, undefined]);
    expect(parseXml(completed.text)?.textOf('ETag')).toMatch(/^"[0-9a-f]{32}-1"$/);
  });

  test('a copy decrypts its source and encrypts its target', async () => {
    await account.ok(account.headerSigned(put(withKey)));
    const copy = (headers: NonNullable<Draft['headers']> = []): Draft => ({
      method: 'PUT',
      path: '/bucket/copy',
      headers: [['x-amz-copy-source', 'bucket/a.txt'], ...headers],
    });
    const reader = await account.user('reader', [s3, 'kms:Decrypt']);
    const plain = await account.ok(account.headerSigned(copy(), reader));
    expect(encryptionOf(plain)).toEqual(['AES256', undefined, undefined]);
    expect((await send(copy(withKey), reader)).status).toBe(403);
    const writer = await account.user('writer', [s3, 'kms:GenerateDataKey']);
    expect((await send(copy(), writer)).status).toBe(403);
    expect(encryptionOf(await send(copy(withKey)))).toEqual(['aws:kms', keyArn, undefined]);
  });

  test('the key that AWS manages for S3 needs none in its account, unless one is denied', async () => {
    const app = await account.user('app', [s3]);
    expect((await send(put(kms), app)).status).toBe(200);
    expect((await send({ path: '/bucket/a.txt' }, app)).status).toBe(200);
    const policy = { Statement: { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' } } as const;
    await account.control({ command: 'put-identity-policy', identity: 'app', policy });
    expect((await send({ path: '/bucket/a.txt' }, app)).message).toMatch(/kms:Decrypt .* explicit deny/);
  });

  test('keys of an account are closed to others, the managed one too', async () => {
    const { user } = await strangers(account, ['s3:*', 'kms:*']);
    const Principal = { AWS: strangersAccount };
    await account.bucketPolicy({ Effect: 'Allow', Principal, Action: 's3:*', Resource: 'arn:aws:s3:::bucket/*' });
    for (const headers of [kms, withKey]) {
      await account.ok(account.headerSigned(put(headers)));
      const told = await send({ path: '/bucket/a.txt' }, user);
      expect([told.status, told.message]).toEqual([
        403,
        expect.stringContaining('kms:Decrypt on this resource because'),
      ]);
    }
  });

  async function newUpload(by?: EmulatedCredentials): Promise<string> {
    const created = await account.ok(
      account.headerSigned({ method: 'POST', path: '/bucket/c.txt', query: 'uploads=', headers: withKey }, by),
    );
    return parseXml(created.text)?.textOf('UploadId') ?? '';
  }
});

describe('a presigned URL', () => {
  test('of a KMS object stops when its signer loses the key', async () => {
    const app = await account.user('app', ['s3:GetObject', 'kms:Decrypt']);
    await account.ok(account.headerSigned(put(withKey)));
    const url = account.presigned({ path: '/bucket/a.txt' }, app);
    expect((await account.send(url)).status).toBe(200);
    await account.control({ command: 'put-user', user: 'app', allow: ['s3:GetObject'] });
    expect((await account.send(url)).failed).toBe('identity-policy');
  });
});

describe('transport', () => {
  beforeEach(() => account.ok(account.headerSigned(put(kms))));

  test('without TLS a KMS object is neither read nor written', async () => {
    for (const draft of [{ path: '/bucket/a.txt' }, put(kms)]) {
      const told = await send({ ...draft, secure: false });
      expect([told.status, told.code]).toEqual([400, 'InvalidArgument']);
      expect(told.message).toMatch(/must be made over a secure connection\.$/);
    }
    expect((await send(put([], { path: '/bucket/plain', secure: false }))).status).toBe(200);
  });

  test('without TLS a write is refused before a policy that denies it is looked at, a read behind it', async () => {
    await account.bucketPolicy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    const answers = [put(kms), { path: '/bucket/a.txt' }, put([])].map((draft) => send({ ...draft, secure: false }));
    expect((await Promise.all(answers)).map(({ status, failed }) => [status, failed])).toEqual([
      [400, 'request'],
      [403, 'bucket-policy'],
      [403, 'bucket-policy'],
    ]);
    expect((await answers[0])?.decision.checks.find(({ state }) => state === 'failed')?.place).toBe('recorded');
  });

  test('anonymous reads ask for Signature Version 4', async () => {
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket', query: 'publicAccessBlock=' }));
    await account.bucketPolicy({
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::bucket/*',
    });
    const told = await account.send(account.request({ path: '/bucket/a.txt' }));
    expect([told.status, told.code, told.element('ArgumentName')]).toEqual([400, 'InvalidArgument', 'Authorization']);
    expect(told.message).toMatch(/require AWS Signature Version 4\.$/);
  });
});

describe('default encryption', () => {
  const rule = (inner: string): string => `<Rule>${inner}</Rule>`;
  const byDefault = (algorithm: string, key = '', bucketKey = ''): string =>
    rule(
      `<ApplyServerSideEncryptionByDefault><SSEAlgorithm>${algorithm}</SSEAlgorithm>${key && `<KMSMasterKeyID>${key}</KMSMasterKeyID>`}</ApplyServerSideEncryptionByDefault>${bucketKey && `<BucketKeyEnabled>${bucketKey}</BucketKeyEnabled>`}`,
    );
  const configure = (inner: string): Promise<Told> =>
    send({
      method: 'PUT',
      path: '/bucket',
      query: 'encryption=',
      body: `<ServerSideEncryptionConfiguration>${inner}</ServerSideEncryptionConfiguration>`,
    });
  const shown = async (): Promise<readonly (string | undefined)[]> => {
    const told = await account.ok(account.headerSigned({ path: '/bucket', query: 'encryption=' }));
    const found = parseXml(told.text)?.child('Rule');
    const applied = found?.child('ApplyServerSideEncryptionByDefault');
    return [applied?.textOf('SSEAlgorithm'), applied?.textOf('KMSMasterKeyID'), found?.textOf('BucketKeyEnabled')];
  };

  test('is with S3’s own keys, also after it was deleted', async () => {
    expect(await shown()).toEqual(['AES256', undefined, 'false']);
    await configure(byDefault('aws:kms', keyArn, 'true'));
    expect(await shown()).toEqual(['aws:kms', keyArn, 'true']);
    expect((await send({ method: 'DELETE', path: '/bucket', query: 'encryption=' })).status).toBe(204);
    expect(await shown()).toEqual(['AES256', undefined, 'false']);
  });

  test('with a key of KMS holds for objects that say nothing, and asks for the same permission', async () => {
    await configure(byDefault('aws:kms', keyId, 'true'));
    expect(encryptionOf(await send(put([])))).toEqual(['aws:kms', keyArn, 'true']);
    expect(encryptionOf(await send(put([['x-amz-server-side-encryption', 'AES256']])))).toEqual([
      'AES256',
      undefined,
      undefined,
    ]);
    const off = ['x-amz-server-side-encryption-bucket-key-enabled', 'false'] as const;
    expect(encryptionOf(await send(put([...withKey, off])))).toEqual(['aws:kms', keyArn, undefined]);
    const app = await account.user('app', ['s3:*']);
    expect((await send(put([]), app)).status).toBe(403);
  });

  test('without a key’s name is with the key that AWS manages', async () => {
    await configure(byDefault('aws:kms'));
    expect(encryptionOf(await send(put([])))).toEqual(encryptionOf(await send(put(kms))));
  });

  for (const [inner, code, argument] of [
    ['', 'MalformedXML', undefined],
    [byDefault('AES256') + byDefault('AES256'), 'MalformedXML', undefined],
    [byDefault('rot13'), 'MalformedXML', undefined],
    [byDefault('AES256', keyId), 'InvalidArgument', 'ApplyServerSideEncryptionByDefault'],
  ] as const) {
    test(`${inner === '' ? 'no rule' : inner} is ${code}`, async () => {
      const told = await configure(inner);
      expect([told.status, told.code, told.element('ArgumentName')]).toEqual([400, code, argument]);
    });
  }
});
