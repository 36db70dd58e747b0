import { beforeAll, expect, test } from 'vitest';

import type { Header } from '#sigv4/headers.ts';

import { Account, header, type Told } from '../emulated-account.ts';

let account: Account;

const rule = `<CORSConfiguration><CORSRule><AllowedOrigin>https://app.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod><AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>3000</MaxAgeSeconds></CORSRule></CORSConfiguration>`;

beforeAll(async () => {
  account = await Account.withBucket();
  await account.ok(account.headerSigned({ method: 'PUT', path: '/open' }));
  await account.ok(account.headerSigned({ method: 'PUT', path: '/open', query: 'cors=', body: rule }));
  await account.ok(account.headerSigned({ method: 'PUT', path: '/open/k', body: 'hello' }));
});

function preflight(path: string, ...headers: readonly Header[]): Promise<Told> {
  return account.send(account.request({ method: 'OPTIONS', path, headers }));
}

const notAllowed =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
const origin = ['Origin', 'https://app.example'] as const;
const asks = (method: string): Header => ['Access-Control-Request-Method', method];

const rows: readonly [
  name: string,
  path: string,
  headers: readonly Header[],
  status: number,
  message: string,
  method?: string,
  resource?: string,
][] = [
  ['no Origin', '/open/k', [], 400, 'Insufficient information. Origin request header needed.'],
  ['no Origin and no bucket', '/missing/k', [], 400, 'Insufficient information. Origin request header needed.'],
  ['no such bucket', '/missing/k', [origin], 403, 'CORSResponse: Bucket not found', 'OPTIONS', 'BUCKET'],
  [
    'a bucket without rules',
    '/bucket/k',
    [origin, asks('PUT')],
    403,
    'CORSResponse: CORS is not enabled for this bucket.',
    'PUT',
    'BUCKET',
  ],
  [
    'a bucket without rules and no method',
    '/bucket/k',
    [origin],
    403,
    'CORSResponse: CORS is not enabled for this bucket.',
    'OPTIONS',
    'BUCKET',
  ],
  ['another origin', '/open/k', [['Origin', 'https://evil.example'], asks('PUT')], 403, notAllowed, 'PUT', 'OBJECT'],
  ['another method', '/open/k', [origin, asks('DELETE')], 403, notAllowed, 'DELETE', 'OBJECT'],
  [
    'another origin, of the bucket',
    '/open',
    [['Origin', 'https://evil.example'], asks('GET')],
    403,
    notAllowed,
    'GET',
    'BUCKET',
  ],
];

for (const [name, path, headers, status, message, method, resource] of rows) {
  test(`a preflight with ${name} is refused with ${status}`, async () => {
    const told = await preflight(path, ...headers);
    expect(told).toMatchObject({
      status,
      code: status === 400 ? 'BadRequest' : 'AccessForbidden',
      message,
      failed: 'cors',
    });
    expect(told.element('Method')).toBe(method);
    expect(told.element('ResourceType')).toBe(resource);
  });
}

test('a preflight that a rule allows is answered without a look at the signature', async () => {
  const headers = [origin, asks('PUT'), ['Access-Control-Request-Headers', 'Content-Type, x-amz-meta-a'] as const];
  const told = await account.send(
    account.request({ method: 'OPTIONS', path: '/open/k', query: 'X-Amz-Signature=0', headers }),
  );
  expect(told).toMatchObject({ status: 200, text: '' });
  expect(told.headers.filter(([name]) => /^(access|vary|content-length)/i.test(name))).toEqual([
    ['Access-Control-Allow-Origin', 'https://app.example'],
    ['Access-Control-Allow-Methods', 'GET, PUT'],
    ['Access-Control-Expose-Headers', 'ETag'],
    ['Access-Control-Max-Age', '3000'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method'],
    ['Access-Control-Allow-Headers', 'content-type, x-amz-meta-a'],
    ['Content-Length', '0'],
  ]);
  expect(told.decision.checks.map(({ id, state }) => `${id} ${state}`)).toEqual(['cors passed']);
});

test('a real request with another origin is carried out, and answered without CORS headers', async () => {
  const told = await account.send({
    ...account.presigned({ path: '/open/k' }),
    headers: [...account.presigned({ path: '/open/k' }).headers, ['Origin', 'https://evil.example']],
  });
  expect(told).toMatchObject({ status: 200, text: 'hello' });
  expect(header(told, 'access-control-allow-origin')).toBeUndefined();
  expect(told.decision.notes.join()).toContain('https://evil.example');
});

test('a real request with an origin of a rule may be read, also when it is refused', async () => {
  const request = account.presigned({ path: '/open/k' });
  const told = await account.send({ ...request, headers: [...request.headers, origin] });
  expect(header(told, 'access-control-allow-origin')).toBe('https://app.example');
  expect(header(told, 'access-control-expose-headers')).toBe('ETag');
  const refused = await account.send({ ...request, method: 'PUT', headers: [...request.headers, origin] });
  expect(refused.status).toBe(403);
  expect(header(refused, 'access-control-allow-origin')).toBe('https://app.example');
});
