import { beforeEach, describe, expect, test } from 'vitest';

import { parseXml } from '#base/xml.ts';

import { Account, type Draft, type Told } from '../emulated-account.ts';

let account: Account;

beforeEach(async () => {
  account = await Account.withBucket();
});

const controls = (...rules: readonly string[]): string =>
  `<OwnershipControls>${rules.map((rule) => `<Rule><ObjectOwnership>${rule}</ObjectOwnership></Rule>`).join('')}</OwnershipControls>`;

function send(draft: Omit<Draft, 'path'>): Promise<Told> {
  return account.send(account.headerSigned({ path: '/bucket', query: 'ownershipControls=', ...draft }));
}

async function ownership(path = '/bucket'): Promise<string | undefined> {
  const told = await account.send(account.headerSigned({ path, query: 'ownershipControls=' }));
  return told.code ?? parseXml(told.text)?.child('Rule')?.textOf('ObjectOwnership');
}

test('a new bucket has BucketOwnerEnforced, until it is changed or removed', async () => {
  expect(await ownership()).toBe('BucketOwnerEnforced');
  expect((await send({ method: 'PUT', body: controls('ObjectWriter') })).status).toBe(200);
  expect(await ownership()).toBe('ObjectWriter');
  expect((await send({ method: 'DELETE' })).status).toBe(204);
  const told = await send({});
  expect([told.status, told.code]).toEqual([404, 'OwnershipControlsNotFoundError']);
  expect((await send({ method: 'DELETE' })).status).toBe(204);
});

for (const body of [
  controls(),
  controls('ObjectWriter', 'ObjectWriter'),
  controls('Mine'),
  '<OwnershipControls><Rule/></OwnershipControls>',
]) {
  test(`${body} is malformed`, async () => {
    expect((await send({ method: 'PUT', body })).code).toBe('MalformedXML');
    expect(await ownership()).toBe('BucketOwnerEnforced');
  });
}

test('without ownership controls ACLs count', async () => {
  await send({ method: 'DELETE' });
  const headers = [['x-amz-acl', 'authenticated-read']] as const;
  await account.ok(account.headerSigned({ method: 'DELETE', path: '/bucket', query: 'publicAccessBlock=' }));
  expect((await account.send(account.headerSigned({ method: 'PUT', path: '/bucket/a', headers }))).status).toBe(200);
});

test('ACLs cannot be disabled while the bucket’s own lets others in', async () => {
  await send({ method: 'PUT', body: controls('ObjectWriter') });
  await account.ok(
    account.headerSigned({
      method: 'PUT',
      path: '/bucket',
      query: 'acl=',
      headers: [['x-amz-acl', 'log-delivery-write']],
    }),
  );
  const told = await send({ method: 'PUT', body: controls('BucketOwnerEnforced') });
  expect([told.status, told.code]).toEqual([400, 'InvalidBucketAclWithObjectOwnership']);
  await account.ok(
    account.headerSigned({ method: 'PUT', path: '/bucket', query: 'acl=', headers: [['x-amz-acl', 'private']] }),
  );
  expect((await send({ method: 'PUT', body: controls('BucketOwnerEnforced') })).status).toBe(200);
});

describe('CreateBucket', () => {
  const rows: readonly [headers: NonNullable<Draft['headers']>, outcome: string][] = [
    [[['x-amz-object-ownership', 'BucketOwnerPreferred']], 'BucketOwnerPreferred'],
    [[['x-amz-object-ownership', 'Mine']], 'InvalidArgument'],
    [[['x-amz-object-ownership', '']], 'InvalidArgument'],
    [[['x-amz-acl', 'private']], 'BucketOwnerPreferred'],
    [[['x-amz-acl', 'public-read']], 'InvalidBucketAclWithObjectOwnership'],
    [[['x-amz-acl', 'open']], 'InvalidArgument'],
    [
      [
        ['x-amz-object-ownership', 'ObjectWriter'],
        ['x-amz-acl', 'public-read'],
      ],
      'InvalidBucketAclWithBlockPublicAccessError',
    ],
    [
      [
        ['x-amz-object-ownership', 'ObjectWriter'],
        ['x-amz-acl', 'log-delivery-write'],
      ],
      'ObjectWriter',
    ],
  ];
  for (const [headers, outcome] of rows) {
    test(`with ${headers.map((header) => header.join(': ')).join(', ')} makes ${outcome}`, async () => {
      const told = await account.send(account.headerSigned({ method: 'PUT', path: '/other', headers }));
      expect(told.code ?? (await ownership('/other'))).toBe(outcome);
    });
  }

  test('with an ACL or ownership asks for a permission each', async () => {
    const app = await account.user('app', ['s3:CreateBucket']);
    for (const header of [
      ['x-amz-object-ownership', 'ObjectWriter'],
      ['x-amz-acl', 'log-delivery-write'],
    ] as const) {
      const told = await account.send(account.headerSigned({ method: 'PUT', path: '/other', headers: [header] }, app));
      expect([told.status, told.failed]).toEqual([403, 'identity-policy']);
    }
    expect((await account.send(account.headerSigned({ method: 'PUT', path: '/other' }, app))).status).toBe(200);
  });
});
