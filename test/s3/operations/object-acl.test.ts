import { beforeEach, describe, expect, test } from 'vitest';

import { parseXml } from '#base/xml.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';

import { Account, type Draft, type Told } from '../emulated-account.ts';
import { formRequest } from '../post/signed-form.ts';
import { strangers, strangersAccount } from './second-account.ts';

const ownerId = '111122223333'.repeat(6).slice(0, 64);
const strangerId = strangersAccount.repeat(6).slice(0, 64);
const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers';
const signedIn = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

let account: Account;

beforeEach(async () => {
  account = await Account.withBucket();
});

function send(draft: Draft, by?: EmulatedCredentials): Promise<Told> {
  return account.send(account.headerSigned(draft, by));
}

function anonymous(path: string): Promise<Told> {
  return account.send(account.request({ path }));
}

/** `Object Ownership`, with Block Public Access off unless said otherwise. */
async function allowAcls(ownership = 'ObjectWriter', blocked = false): Promise<void> {
  const rule = `<Rule><ObjectOwnership>${ownership}</ObjectOwnership></Rule>`;
  const body = `<OwnershipControls>${rule}</OwnershipControls>`;
  await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'ownershipControls=', body }));
  if (!blocked) {
    await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket', query: 'publicAccessBlock=' }));
  }
}

async function grantsOf(path: string): Promise<readonly string[]> {
  const told = await account.ok(account.headerSigned({ path, query: 'acl=' }));
  const list = parseXml(told.text)?.child('AccessControlList');
  return (list?.all('Grant') ?? []).map((grant) => {
    const grantee = grant.child('Grantee');
    return `${grantee?.textOf('ID') ?? grantee?.textOf('URI')} ${grant.textOf('Permission')}`;
  });
}

describe('where ACLs are disabled', () => {
  beforeEach(() => account.put('a.txt', 'hello'));

  for (const path of ['/bucket', '/bucket/a.txt']) {
    test(`the ACL of ${path} is its owner's FULL_CONTROL`, async () => {
      expect(await grantsOf(path)).toEqual([`${ownerId} FULL_CONTROL`]);
    });

    test(`the ACL of ${path} cannot be set`, async () => {
      const headers = [['x-amz-acl', 'private']] as const;
      const told = await send({ method: 'PUT', path, query: 'acl=', headers });
      expect([told.status, told.code]).toEqual([400, 'AccessControlListNotSupported']);
    });
  }

  for (const [headers, status] of [
    [[['x-amz-acl', 'bucket-owner-full-control']], 200],
    [[['x-amz-grant-full-control', `id="${ownerId}"`]], 200],
    [[['x-amz-grant-full-control', `id="${strangerId}"`]], 400],
    [[['x-amz-grant-read', `id="${ownerId}"`]], 400],
    [[['x-amz-acl', 'public-read']], 400],
  ] as const) {
    test(`a PUT with ${headers.join()} is answered ${status}`, async () => {
      expect((await send({ method: 'PUT', path: '/bucket/b.txt', headers })).status).toBe(status);
    });
  }

  test('an ACL asks for a permission of its own', async () => {
    const app = await account.user('app', ['s3:PutObject']);
    const headers = [['x-amz-acl', 'bucket-owner-full-control']] as const;
    const told = await send({ method: 'PUT', path: '/bucket/b.txt', headers }, app);
    expect([told.status, told.failed]).toEqual([403, 'identity-policy']);
    expect(told.message).toContain('s3:PutObjectAcl');
  });
});

describe('canned ACLs', () => {
  beforeEach(() => allowAcls());

  const rows: readonly [name: string, grants: readonly string[]][] = [
    ['private', []],
    ['public-read', [`${everyone} READ`]],
    ['public-read-write', [`${everyone} READ`, `${everyone} WRITE`]],
    ['authenticated-read', [`${signedIn} READ`]],
    ['aws-exec-read', ['6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c READ']],
    ['bucket-owner-read', []],
    ['bucket-owner-full-control', []],
  ];
  for (const [name, further] of rows) {
    test(`${name} grants ${further.length === 0 ? 'nothing more' : further.join(', ')}`, async () => {
      await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', headers: [['x-amz-acl', name]] }));
      expect(await grantsOf('/bucket/a.txt')).toEqual([`${ownerId} FULL_CONTROL`, ...further]);
    });
  }

  test('one that is none is an invalid argument', async () => {
    const told = await send({ method: 'PUT', path: '/bucket/a.txt', headers: [['x-amz-acl', 'constructor']] });
    expect([told.status, told.code, told.element('ArgumentValue')]).toEqual([400, 'InvalidArgument', 'constructor']);
  });

  test('public-read lets anyone read and nobody write, and the decision names the ACL', async () => {
    await account.ok(
      account.headerSigned({
        method: 'PUT',
        path: '/bucket/a.txt',
        headers: [['x-amz-acl', 'public-read']],
        body: 'x',
      }),
    );
    const told = await anonymous('/bucket/a.txt');
    expect([told.status, told.text]).toEqual([200, 'x']);
    const check = told.decision.checks.find(({ id }) => id === 'bucket-policy');
    expect(check?.evidence).toMatchObject({ kind: 'statement', source: 'ACL of the object', effect: 'Allow' });
    expect((await account.send(account.request({ method: 'PUT', path: '/bucket/a.txt', body: 'y' }))).status).toBe(403);
  });

  test('an explicit deny of the bucket policy wins over an ACL', async () => {
    await account.ok(
      account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', headers: [['x-amz-acl', 'public-read']] }),
    );
    await account.bucketPolicy({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::bucket/*',
    });
    expect((await anonymous('/bucket/a.txt')).failed).toBe('bucket-policy');
  });

  test('authenticated-read lets in who signs, of any account, and nobody else', async () => {
    const { user } = await strangers(account);
    await account.ok(
      account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', headers: [['x-amz-acl', 'authenticated-read']] }),
    );
    expect((await send({ path: '/bucket/a.txt' }, user)).status).toBe(200);
    expect((await anonymous('/bucket/a.txt')).status).toBe(403);
  });

  test('a grant to another account leaves it to that account who may', async () => {
    const { root, user } = await strangers(account, ['s3:PutObject']);
    const headers = [['x-amz-grant-read', `id="${strangerId}"`]] as const;
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', headers }));
    expect((await send({ path: '/bucket/a.txt' }, root)).status).toBe(200);
    expect((await send({ path: '/bucket/a.txt' }, user)).status).toBe(403);
  });

  test('ACLs that were granted count no more once they are disabled', async () => {
    const headers = [['x-amz-acl', 'public-read']] as const;
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', headers }));
    await allowAcls('BucketOwnerEnforced');
    expect((await anonymous('/bucket/a.txt')).status).toBe(403);
    expect(await grantsOf('/bucket/a.txt')).toEqual([`${ownerId} FULL_CONTROL`]);
  });
});

describe('PutObjectAcl and PutBucketAcl', () => {
  beforeEach(async () => {
    await allowAcls();
    await account.put('a.txt', 'hello');
  });

  const grant = (grantee: string, permission = 'READ'): string =>
    `<Grant><Grantee>${grantee}</Grantee><Permission>${permission}</Permission></Grant>`;
  const document = (...grants: readonly string[]): string =>
    `<AccessControlPolicy><Owner><ID>${ownerId}</ID></Owner><AccessControlList>${grants.join('')}</AccessControlList></AccessControlPolicy>`;

  for (const path of ['/bucket', '/bucket/a.txt']) {
    test(`take a document for ${path} and give it back`, async () => {
      const body = document(grant(`<ID>${strangerId}</ID>`, 'WRITE_ACP'), grant(`<URI>${everyone}</URI>`));
      expect((await send({ method: 'PUT', path, query: 'acl=', body })).status).toBe(200);
      expect(await grantsOf(path)).toEqual([`${strangerId} WRITE_ACP`, `${everyone} READ`]);
    });

    const rows: readonly [name: string, draft: Omit<Draft, 'path'>, code: string, argument?: string][] = [
      ['nothing', {}, 'MissingSecurityHeader'],
      ['both a document and a header', { body: document(), headers: [['x-amz-acl', 'private']] }, 'UnexpectedContent'],
      [
        'both a canned ACL and a grant',
        {
          headers: [
            ['x-amz-acl', 'private'],
            ['x-amz-grant-read', `uri="${everyone}"`],
          ],
        },
        'InvalidRequest',
      ],
      ['a document without an owner', { body: '<AccessControlPolicy/>' }, 'MalformedACLError'],
      ['what is no document', { body: 'text' }, 'MalformedACLError'],
      ['a permission that is none', { body: document(grant(`<URI>${everyone}</URI>`, 'RIDE')) }, 'MalformedACLError'],
      ['a grantee that is none', { body: document(grant('<Name>x</Name>')) }, 'MalformedACLError'],
      ['an id that is none', { body: document(grant('<ID>1</ID>')) }, 'InvalidArgument', 'CanonicalUser/ID'],
      ['a group that is none', { body: document(grant('<URI>all</URI>')) }, 'InvalidArgument', 'Group/URI'],
      ['a grant to an id that is none', { headers: [['x-amz-grant-read', 'id=1']] }, 'InvalidArgument', 'id'],
      ['a grant to a group that is none', { headers: [['x-amz-grant-read', 'uri=all']] }, 'InvalidArgument', 'uri'],
      [
        'a grant that cannot be read',
        { headers: [['x-amz-grant-read', 'everyone']] },
        'InvalidArgument',
        'x-amz-grant-read',
      ],
      [
        'a grant whose value is thousands of blanks',
        { headers: [['x-amz-grant-read', `id=${' '.repeat(6_000)}"x"y`]] },
        'InvalidArgument',
        'id',
      ],
      ['a grant by e-mail', { headers: [['x-amz-grant-read', 'emailAddress="a@example.com"']] }, 'MethodNotAllowed'],
    ];
    for (const [name, draft, code, argument] of rows) {
      test(`answer ${code} to ${name} for ${path}`, async () => {
        const told = await send({ ...draft, method: 'PUT', path, query: 'acl=' });
        expect([told.code, told.element('ArgumentName')]).toEqual([code, argument]);
        expect(await grantsOf(path)).toEqual([`${ownerId} FULL_CONTROL`]);
      });
    }
  }

  test('READ on a bucket lets anyone list it, and read no object', async () => {
    const headers = [['x-amz-acl', 'public-read']] as const;
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'acl=', headers }));
    expect((await account.send(account.request({ path: '/bucket', query: 'list-type=2' }))).status).toBe(200);
    expect((await anonymous('/bucket/a.txt')).status).toBe(403);
  });

  test('WRITE on a bucket lets anyone put an object, which is then theirs', async () => {
    const headers = [['x-amz-acl', 'public-read-write']] as const;
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'acl=', headers }));
    const put = account.request({ method: 'PUT', path: '/bucket/theirs', body: 'x' });
    expect((await account.send(put)).status).toBe(200);
    expect((await send({ path: '/bucket/theirs' })).status).toBe(403);
  });

  test('the ACL of a key that is not there is NoSuchKey', async () => {
    expect((await send({ path: '/bucket/none', query: 'acl=' })).code).toBe('NoSuchKey');
    expect((await send({ method: 'PUT', path: '/bucket/none', query: 'acl=' })).code).toBe('NoSuchKey');
  });
});

describe('Object Ownership', () => {
  const everything = {
    Effect: 'Allow',
    Principal: { AWS: strangersAccount },
    Action: 's3:*',
    Resource: ['arn:aws:s3:::bucket', 'arn:aws:s3:::bucket/*'],
  };
  const put = (headers: NonNullable<Draft['headers']> = []): Draft => ({
    method: 'PUT',
    path: '/bucket/a.txt',
    headers,
    body: 'x',
  });
  const full = [['x-amz-acl', 'bucket-owner-full-control']] as const;

  const rows: readonly [
    ownership: string,
    headers: NonNullable<Draft['headers']>,
    ownerReads: boolean,
    writerReads: boolean,
  ][] = [
    ['BucketOwnerEnforced', [], true, true],
    ['BucketOwnerEnforced', full, true, true],
    ['ObjectWriter', [], false, true],
    ['ObjectWriter', full, true, true],
    ['BucketOwnerPreferred', [], false, true],
    ['BucketOwnerPreferred', full, true, true],
  ];
  for (const [ownership, headers, ownerReads, writerReads] of rows) {
    const what = `${ownership}${headers.length ? ' and bucket-owner-full-control' : ''}`;
    test(`with ${what} the bucket's owner ${ownerReads ? 'reads' : 'cannot read'} what another account put`, async () => {
      await allowAcls(ownership);
      await account.bucketPolicy(everything);
      const { user } = await strangers(account);
      await account.ok(account.headerSigned(put(headers), user));
      expect((await send({ path: '/bucket/a.txt' })).status).toBe(ownerReads ? 200 : 403);
      expect((await send({ path: '/bucket/a.txt' }, user)).status).toBe(writerReads ? 200 : 403);
    });
  }

  test('a bucket policy gives nobody what is not the bucket owner’s, but denies it', async () => {
    await allowAcls();
    await account.bucketPolicy(everything);
    const { user } = await strangers(account);
    const app = await account.user('app', ['s3:*']);
    await account.ok(account.headerSigned(put(), user));
    expect((await send({ path: '/bucket/a.txt' }, app)).status).toBe(403);
    await account.bucketPolicy(everything, { ...everything, Effect: 'Deny', Action: 's3:GetObject' });
    expect((await send({ path: '/bucket/a.txt' }, user)).failed).toBe('bucket-policy');
  });

  test('lists and the ACL show who owns an object', async () => {
    await allowAcls();
    await account.bucketPolicy(everything);
    const { user } = await strangers(account);
    await account.ok(account.headerSigned(put(), user));
    for (const query of ['fetch-owner=true&list-type=2', '', 'versions=']) {
      const told = await account.ok(account.headerSigned({ path: '/bucket', query }));
      expect(told.text).toContain(`<Owner><ID>${strangerId}</ID></Owner>`);
    }
    const acl = await account.ok(account.headerSigned({ path: '/bucket/a.txt', query: 'acl=' }, user));
    expect(parseXml(acl.text)?.child('Owner')?.textOf('ID')).toBe(strangerId);
  });

  test('the bucket’s owner may delete what is another’s', async () => {
    await allowAcls();
    await account.bucketPolicy(everything);
    const { user } = await strangers(account);
    await account.ok(account.headerSigned(put(), user));
    expect((await send({ method: 'DELETE', path: '/bucket/a.txt' })).status).toBe(204);
  });

  test('an object completed from parts is whose upload it was', async () => {
    await allowAcls();
    await account.bucketPolicy(everything);
    const { user } = await strangers(account);
    const created = await account.ok(
      account.headerSigned({ method: 'POST', path: '/bucket/a.txt', query: 'uploads=' }, user),
    );
    const uploadId = parseXml(created.text)?.textOf('UploadId') ?? '';
    const part = { method: 'PUT', path: '/bucket/a.txt', query: `partNumber=1&uploadId=${uploadId}`, body: 'x' };
    const etag = (await account.ok(account.headerSigned(part, user))).headers.find(([name]) => name === 'ETag')?.[1];
    const body = `<CompleteMultipartUpload><Part><ETag>${etag}</ETag><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>`;
    await account.ok(
      account.headerSigned({ method: 'POST', path: '/bucket/a.txt', query: `uploadId=${uploadId}`, body }, user),
    );
    expect((await send({ path: '/bucket/a.txt' })).status).toBe(403);
    expect((await send({ path: '/bucket/a.txt' }, user)).status).toBe(200);
  });
});

describe('a form', () => {
  test('may bring an ACL, and a KMS key with a permission', async () => {
    await allowAcls();
    const fields = { acl: 'public-read' };
    expect((await account.send(formRequest({ as: account.root, fields }))).status).toBe(204);
    expect((await anonymous('/bucket/a.txt')).text).toBe('hello');
    const app = await account.user('app', ['s3:*']);
    const kms = { 'x-amz-server-side-encryption': 'aws:kms' };
    const key = { 'x-amz-server-side-encryption-aws-kms-key-id': 'alias/mine' };
    expect((await account.send(formRequest({ as: app, fields: kms }))).status).toBe(204);
    const told = await account.send(formRequest({ as: app, fields: { ...kms, ...key } }));
    expect([told.status, told.message?.includes('kms:GenerateDataKey')]).toEqual([403, true]);
  });

  test('brings no ACL where they are disabled', async () => {
    const told = await account.send(formRequest({ as: account.root, fields: { acl: 'public-read' } }));
    expect(told.code).toBe('AccessControlListNotSupported');
  });
});

describe('Block Public Access', () => {
  const block = async (settings: readonly string[]): Promise<void> => {
    const body = `<PublicAccessBlockConfiguration>${settings.map((name) => `<${name}>true</${name}>`).join('')}</PublicAccessBlockConfiguration>`;
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket', query: 'publicAccessBlock=', body }));
  };
  const publicRead = [['x-amz-acl', 'public-read']] as const;

  test('BlockPublicAcls refuses ACLs that let everyone in, by its name', async () => {
    await allowAcls();
    await account.put('a.txt', 'x');
    await block(['BlockPublicAcls']);
    for (const [path, query] of [
      ['/bucket/b.txt', ''],
      ['/bucket/a.txt', 'acl='],
      ['/bucket', 'acl='],
    ] as const) {
      const told = await send({ method: 'PUT', path, query, headers: publicRead });
      expect([told.status, told.code]).toEqual([403, 'AccessDenied']);
      expect(told.message).toMatch(
        /because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access\.$/,
      );
    }
    expect(
      (await send({ method: 'PUT', path: '/bucket/b.txt', headers: [['x-amz-acl', 'aws-exec-read']] })).status,
    ).toBe(200);
  });

  test('IgnorePublicAcls leaves them unheeded, and still shows them', async () => {
    await allowAcls();
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', headers: publicRead }));
    await block(['IgnorePublicAcls']);
    expect((await anonymous('/bucket/a.txt')).status).toBe(403);
    expect(await grantsOf('/bucket/a.txt')).toContain(`${everyone} READ`);
  });

  test('RestrictPublicBuckets says nothing of ACLs', async () => {
    await allowAcls();
    await account.ok(account.headerSigned({ method: 'PUT', path: '/bucket/a.txt', headers: publicRead }));
    await block(['RestrictPublicBuckets']);
    expect((await anonymous('/bucket/a.txt')).status).toBe(200);
  });
});
