import { beforeEach, describe, expect, test } from 'vitest';

import type { S3Request } from '#s3/request.ts';
import { presign } from '#sigv4/presign.ts';

import { Account, header, start, type Told } from '../emulated-account.ts';

let account: Account;

beforeEach(async () => {
  account = await Account.withBucket();
  await account.put('k.txt', 'hello');
});

/** A presigned request to any host. */
function to(host: string, path: string, { method = 'GET', region = 'us-east-1', query = '' } = {}): S3Request {
  const { accessKeyId, secretAccessKey } = account.root;
  const url = presign({
    ...{ method, region, instant: start, expiresSeconds: 900, headers: [] },
    url: `https://${host}${path}${query}`,
    credentials: { accessKeyId, secretAccessKey },
  });
  const [rawPath = '', rawQuery = ''] = url.slice(`https://${host}`.length).split('?');
  return { ...account.request({ method, path: rawPath, query: rawQuery }), headers: [['Host', host]] };
}

const accelerated = 'bucket.s3-accelerate.amazonaws.com';

async function accelerate(status: string, bucket = 'bucket'): Promise<Told> {
  const body = `<AccelerateConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>${status}</Status></AccelerateConfiguration>`;
  return account.send(account.headerSigned({ method: 'PUT', path: `/${bucket}`, query: 'accelerate=', body }));
}

describe("a Region's endpoint", () => {
  for (const host of [
    'bucket.s3.us-east-1.amazonaws.com',
    'bucket.s3-us-east-1.amazonaws.com',
    'bucket.s3.amazonaws.com',
  ]) {
    test(`${host} serves a bucket of us-east-1`, async () => {
      expect((await account.send(to(host, '/k.txt'))).text).toBe('hello');
    });
  }

  test('sends clients of another Region to the right endpoint, without a Location', async () => {
    const told = await account.send(to('bucket.s3.eu-west-1.amazonaws.com', '/k.txt', { region: 'eu-west-1' }));
    expect(told).toMatchObject({ status: 301, code: 'PermanentRedirect', failed: 'endpoint' });
    expect(told.elements).toEqual(['Code', 'Message', 'Endpoint', 'Bucket', 'RequestId', 'HostId']);
    expect(told.element('Endpoint')).toBe('bucket.s3.amazonaws.com');
    expect(header(told, 'x-amz-bucket-region')).toBe('us-east-1');
    expect(header(told, 'location')).toBeUndefined();
  });

  test('sends anonymous requests there too, HEAD without a body', async () => {
    const told = await account.send({
      ...account.request({ method: 'HEAD', path: '/bucket' }),
      headers: [['Host', 's3.eu-west-1.amazonaws.com']],
    });
    expect([told.status, told.text, header(told, 'x-amz-bucket-region')]).toEqual([301, '', 'us-east-1']);
    // The type that its body would have, as for every error of HEAD.
    expect(header(told, 'content-type')).toBe('application/xml');
  });

  test('does not redirect where no bucket exists', async () => {
    const told = await account.send(to('none.s3.eu-west-1.amazonaws.com', '/k', { region: 'eu-west-1' }));
    expect(told.code).toBe('NoSuchBucket');
  });
});

describe('Transfer Acceleration', () => {
  test('is configured for no new bucket', async () => {
    const told = await account.send(to(accelerated, '/k.txt'));
    expect(told).toMatchObject({
      ...{ status: 400, code: 'InvalidRequest', failed: 'endpoint' },
      message: 'S3 Transfer Acceleration is not configured on this bucket',
    });
    const read = await account.ok(account.headerSigned({ path: '/bucket', query: 'accelerate=' }));
    expect(read.text).toContain('<AccelerateConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>');
  });

  test('serves a bucket that enabled it, by either host name', async () => {
    expect((await accelerate('Enabled')).status).toBe(200);
    const read = await account.ok(account.headerSigned({ path: '/bucket', query: 'accelerate=' }));
    expect(read.text).toContain('<Status>Enabled</Status>');
    for (const host of [accelerated, 'bucket.s3-accelerate.dualstack.amazonaws.com']) {
      expect((await account.send(to(host, '/k.txt'))).text).toBe('hello');
    }
  });

  test('stops when it is suspended', async () => {
    await accelerate('Enabled');
    await accelerate('Suspended');
    const told = await account.send(to(accelerated, '/k.txt'));
    expect(told.message).toBe('S3 Transfer Acceleration is disabled on this bucket');
  });

  test('has no other status', async () => {
    expect(await accelerate('enabled')).toMatchObject({ status: 400, code: 'MalformedXML', failed: 'request' });
  });

  test('is not for buckets with a period in their name', async () => {
    await account.ok(account.headerSigned({ method: 'PUT', path: '/with.period' }));
    const message = 'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names';
    expect(await accelerate('Enabled', 'with.period')).toMatchObject({ status: 400, code: 'InvalidRequest', message });
    expect((await account.send(to('with.period.s3-accelerate.amazonaws.com', '/k'))).message).toBe(message);
  });

  test('takes no path-style address', async () => {
    await accelerate('Enabled');
    expect(await account.send(to('s3-accelerate.amazonaws.com', '/bucket/k.txt'))).toMatchObject({
      ...{ status: 400, code: 'InvalidRequest', failed: 'endpoint' },
    });
  });
});
