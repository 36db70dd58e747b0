import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { seededRandom } from '#base/random.ts';
import { storedDecisions } from '#s3/decision/decision-log.ts';
import { createEmulator } from '#s3/emulator.ts';
import { StoreFullError } from '#s3/store/store.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { uriEncode, uriEncodePath } from '#sigv4/encode.ts';
import type { Header } from '#sigv4/headers.ts';

import { Account, header, start, withQuery } from './emulated-account.ts';

let account: Account;

beforeAll(async () => {
  account = await Account.withBucket();
  await account.put('k.txt', 'hello');
});

const runs = { numRuns: 150 };
const name = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
const key = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((text) => new TextEncoder().encode(text).length <= 500);
const metadata = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c-d'), fc.string({ maxLength: 12 })), { maxLength: 2 });

describe('what was signed', () => {
  test('is accepted, whatever key, parameters and signed headers it has', async () => {
    await fc.assert(
      fc.asyncProperty(
        key,
        fc.array(fc.tuple(name, name), { maxLength: 3 }),
        metadata,
        async (object, parameters, meta) => {
          const query = parameters
            .map(([parameter, value]) => `x-${uriEncode(parameter)}=${uriEncode(value)}`)
            .join('&');
          const headers = meta.map(([suffix, value]): Header => [`x-amz-meta-${suffix}`, value]);
          const path = `/bucket/${uriEncodePath(object)}`;
          const told = await account.send(account.presigned({ method: 'PUT', path, query, headers, body: 'x' }));
          expect(told.decision.checks.find(({ id }) => id === 'signature')?.state).toBe('passed');
          expect(told.decision.key).toBe(object);
          expect(told.status).toBe(200);
        },
      ),
      runs,
    );
  });

  test('is refused when a character of its path was changed', async () => {
    const request = account.presigned({ path: '/bucket/some-key.txt' });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 8, max: 19 }),
        fc.constantFrom(...'abcdefXYZ0189-_~'),
        async (at, character) => {
          fc.pre(request.rawPath[at] !== character);
          const rawPath = request.rawPath.slice(0, at) + character + request.rawPath.slice(at + 1);
          expect((await account.send({ ...request, rawPath })).failed).toBe('signature');
        },
      ),
      runs,
    );
  });

  test('is refused when a character of its query was changed, by the check that reads it', async () => {
    const request = account.presigned({ path: '/bucket/k.txt', query: 'response-content-type=text%2Fplain' });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(request.rawQuery.length - 1),
        fc.constantFrom(...'abcXYZ0189-'),
        async (at, character) => {
          fc.pre(request.rawQuery[at] !== character);
          const told = await account.send(
            withQuery(request, (query) => query.slice(0, at) + character + query.slice(at + 1)),
          );
          expect(told.status).toBeGreaterThanOrEqual(400);
          expect(told.failed).toBeOneOf([
            'mechanism',
            'parameters',
            'region',
            'not-yet-valid',
            'expiry',
            'access-key',
            'session-token',
            'headers-signed',
            'signature',
          ]);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('is refused when its method is another', async () => {
    for (const signed of ['GET', 'PUT', 'HEAD', 'DELETE']) {
      const request = account.presigned({ method: signed, path: '/bucket/other' });
      for (const method of ['GET', 'PUT', 'HEAD', 'DELETE']) {
        if (method !== signed) expect((await account.send({ ...request, method })).failed).toBe('signature');
      }
    }
  });

  test('is refused when the value of a signed header was changed', async () => {
    const value = 'alice and bob';
    const request = account.presigned({ method: 'PUT', path: '/bucket/meta', headers: [['x-amz-meta-owner', value]] });
    await fc.assert(
      fc.asyncProperty(fc.nat(value.length - 1), fc.constantFrom(...'xyz0'), async (at, character) => {
        const other = value.slice(0, at) + character + value.slice(at + 1);
        const headers = request.headers.map((sent): Header =>
          sent[0] === 'x-amz-meta-owner' ? ['x-amz-meta-owner', other] : sent,
        );
        expect((await account.send({ ...request, headers })).failed).toBe('signature');
      }),
      runs,
    );
  });

  test('is refused under another host', async () => {
    const request = account.presigned({ path: '/bucket/k.txt' });
    const headers = request.headers.map((sent): Header => (sent[0] === 'Host' ? ['Host', 's3.amazonaws.com'] : sent));
    expect((await account.send({ ...request, headers })).failed).toBe('signature');
  });
});

describe("AWS's published vectors", () => {
  const example = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
  const vectors = [
    {
      name: 'a GET of 2013',
      now: '2013-05-24T00:00:00Z',
      request: {
        method: 'GET',
        rawPath: '/test.txt',
        rawQuery:
          'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
        headers: [['Host', 'examplebucket.s3.amazonaws.com']],
      },
    },
    {
      name: 'signed headers with white space',
      now: '2026-11-21T12:30:00Z',
      request: {
        method: 'PUT',
        rawPath: '/docs/report%201.txt',
        rawQuery:
          'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261121T120000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-meta-owner&X-Amz-Signature=12a471862caa9e728c6872edf45e6ac2e17a5928eee31d8cc150172366a9dca1',
        headers: [
          ['Host', 'amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com'],
          ['Content-Type', 'text/plain'],
          ['x-amz-meta-owner', '  alice   smith '],
        ],
      },
    },
  ] as const;
  for (const vector of vectors) {
    test(`${vector.name} is accepted`, async () => {
      const emulator = createEmulator({
        store: memoryStore(),
        now: () => new Date(vector.now),
        random: seededRandom('v'),
      });
      await emulator.control({ command: 'import-access-key', user: 'root', ...example });
      const { decision } = await emulator.answer({ ...vector.request, sourceAddress: '192.0.2.1', secure: true });
      expect(decision.checks.find(({ id }) => id === 'signature')?.state).toBe('passed');
      expect(decision.outcome.code).toBe('NoSuchBucket');
    });
  }
});

describe('every answer', () => {
  test('that is an error has its quotation marks unescaped', async () => {
    const request = account.presigned({ path: '/bucket/k.txt' });
    const told = await account.send(withQuery(request, (query) => query.replace('%2Fs3%2F', '%2Fec2%2F')));
    expect(told.text).toContain('incorrect service "ec2". This endpoint belongs to "s3".</Message>');
  });

  test('to a search for a bucket says its Region, also to those who may not use it', async () => {
    for (const draft of [
      { method: 'HEAD', path: '/bucket' },
      { path: '/bucket', query: 'list-type=2' },
    ]) {
      const told = await account.send(account.request(draft));
      expect([told.status, header(told, 'x-amz-bucket-region')]).toEqual([403, 'us-east-1']);
    }
    expect(
      header(await account.send(account.request({ path: '/bucket/k.txt' })), 'x-amz-bucket-region'),
    ).toBeUndefined();
  });

  test('has headers of one line, whatever a presigned URL put into them', async () => {
    const query = 'x-amz-meta-a=x%0D%0Ay&x-amz-website-redirect-location=%2Fx%0D%0Ay';
    await account.ok(account.presigned({ method: 'PUT', path: '/bucket/lines', query, body: '' }));
    const told = await account.ok(account.presigned({ path: '/bucket/lines' }));
    expect(header(told, 'x-amz-website-redirect-location')).toBe('/x  y');
    expect([header(told, 'x-amz-meta-a'), header(told, 'x-amz-missing-meta')]).toEqual([undefined, '1']);
  });

  test('carries its ids, the emulated date and the server', async () => {
    const other = new Account({}, account.store.copy());
    await other.control({ command: 'move-clock', byMilliseconds: 60_000 });
    const told = await other.send(account.presigned({ path: '/bucket/k.txt' }));
    expect(header(told, 'x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/);
    expect(header(told, 'x-amz-id-2')).toMatch(/^[A-Za-z0-9+/]{75}=$/);
    expect(header(told, 'date')).toBe('Sun, 01 Mar 2026 09:01:00 GMT');
    expect(header(told, 'server')).toBe('AmazonS3');
    expect(told.decision.requestId).toBe(header(told, 'x-amz-request-id'));
    expect(told.decision.instant).toBe('2026-03-01T09:01:00.000Z');
  });

  test('has ids of its own', async () => {
    const request = account.presigned({ path: '/bucket/k.txt' });
    const ids = new Set<string>();
    for (let at = 0; at < 2_000; at += 1) ids.add((await account.emulator.answer(request)).decision.requestId);
    expect(ids.size).toBe(2_000);
  });

  test('that is an error names itself in XML, with the ids of its headers', async () => {
    const told = await account.send(account.request({ path: '/bucket/k.txt' }));
    expect(told.text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code>')).toBe(true);
    expect(told.element('RequestId')).toBe(header(told, 'x-amz-request-id'));
    expect(told.element('HostId')).toBe(header(told, 'x-amz-id-2'));
    expect(header(told, 'content-type')).toBe('application/xml');
    expect(header(told, 'content-length')).toBe(String(new TextEncoder().encode(told.text).length));
  });

  test('is 501 by name where the emulator lacks an operation', async () => {
    const told = await account.send(account.headerSigned({ path: '/bucket', query: 'session=' }));
    expect(told).toMatchObject({
      status: 501,
      code: 'NotImplemented',
      message: 'The emulator does not implement CreateSession.',
      failed: 'implemented',
    });
  });

  test('is 405 where a method does not fit', async () => {
    const told = await account.send(account.headerSigned({ method: 'PATCH', path: '/bucket/k.txt' }));
    expect(told).toMatchObject({
      status: 405,
      code: 'MethodNotAllowed',
      message: 'The specified method is not allowed against this resource.',
    });
    expect(told.element('Method')).toBe('PATCH');
    expect(told.element('ResourceType')).toBe('OBJECT');
  });

  test('is 400 for a key that is no UTF-8', async () => {
    const told = await account.send(account.request({ path: '/bucket/%FF' }));
    expect(told).toMatchObject({ status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI." });
  });

  test('is 503 when the store has no room, and 500 without detail when something breaks', async () => {
    const broken = await Account.withBucket();
    const put = broken.presigned({ method: 'PUT', path: '/bucket/k', body: 'x' });
    broken.store.bytes.write = () => Promise.reject(new StoreFullError('full'));
    expect(await broken.send(put)).toMatchObject({
      status: 503,
      code: 'SlowDown',
      message: 'Please reduce your request rate.',
    });
    broken.store.bytes.write = () => Promise.reject(new Error('secret path'));
    const told = await broken.send(put);
    expect(told).toMatchObject({ status: 500, code: 'InternalError' });
    expect(told.text + JSON.stringify(told.decision)).not.toContain('secret path');
  });
});

describe('decisions', () => {
  test('are found by request id', async () => {
    const told = await account.send(account.presigned({ path: '/bucket/k.txt' }));
    const found = await account.emulator.control({ command: 'decision', requestId: told.decision.requestId });
    expect(found).toEqual({ ok: true, kind: 'decision', decision: told.decision });
    expect(await account.emulator.control({ command: 'decision', requestId: '0' })).toEqual({
      ok: true,
      kind: 'decision',
      decision: undefined,
    });
  });

  test('kept in the store are found by another program, and the oldest go', async () => {
    const store = memoryStore();
    let time = start.getTime();
    const now = () => new Date((time += 1));
    const one = createEmulator({ store, now, random: seededRandom('one'), decisions: storedDecisions(store, 10) });
    const request = account.request({ path: '/bucket/k.txt' });
    const ids: string[] = [];
    for (let at = 0; at < 120; at += 1) ids.push((await one.answer(request)).decision.requestId);
    const another = createEmulator({ store, now, random: seededRandom('two'), decisions: storedDecisions(store, 10) });
    const isFound = async (requestId = ''): Promise<boolean> => {
      const result = await another.control({ command: 'decision', requestId });
      return result.ok && result.kind === 'decision' && result.decision !== undefined;
    };
    expect(await isFound(ids.at(-1))).toBe(true);
    expect(await isFound(ids.at(-10))).toBe(true);
    expect(await isFound(ids.at(0))).toBe(false);
  });

  test('are plain data', async () => {
    const told = await account.send({ ...account.presigned({ path: '/bucket/k.txt' }), method: 'PUT' });
    expect(structuredClone(told.decision)).toEqual(told.decision);
    const { claims, ...rest } = told.decision;
    expect(JSON.parse(JSON.stringify(rest))).toEqual(rest);
    expect(claims?.instant).toBeInstanceOf(Date);
  });

  test('say what the sender could not: no secret key stands in one', async () => {
    const told = await account.send({ ...account.presigned({ path: '/bucket/k.txt' }), method: 'PUT' });
    expect(JSON.stringify(told.decision)).not.toContain(account.root.secretAccessKey);
  });
});

test('the same random numbers and requests give the same answers', async () => {
  const told = async () => {
    const one = await Account.withBucket();
    return (await one.send(one.presigned({ path: '/bucket/k.txt' }))).text;
  };
  expect(await told()).toBe(await told());
});

test('lifecycle rules follow the clock when it is moved', async () => {
  const one = await Account.withBucket();
  const rule =
    '<LifecycleConfiguration><Rule><ID>a</ID><Status>Enabled</Status><Filter/><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>';
  await one.ok(one.headerSigned({ method: 'PUT', path: '/bucket', query: 'lifecycle=', body: rule }));
  await one.ok(one.headerSigned({ method: 'POST', path: '/bucket/big', query: 'uploads=' }));
  const uploads = async (days: number) => {
    const instant = new Date(start.getTime() + days * 86_400_000);
    return (await one.ok(one.headerSigned({ path: '/bucket', query: 'uploads=', instant }))).text.includes(
      '<UploadId>',
    );
  };
  expect(await uploads(0)).toBe(true);
  await one.control({ command: 'move-clock', byMilliseconds: 6 * 86_400_000 });
  expect(await uploads(6)).toBe(true);
  await one.control({ command: 'move-clock', byMilliseconds: 3 * 86_400_000 });
  expect(await uploads(9)).toBe(false);
});
