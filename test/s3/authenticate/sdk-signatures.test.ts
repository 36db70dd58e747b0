import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { EmulatedCredentials } from '#s3/control/control.ts';
import type { CheckId } from '#s3/decision/decision.ts';
import type { S3Request } from '#s3/request.ts';
import type { Header } from '#sigv4/headers.ts';

import { Account } from '../emulated-account.ts';
import { headerSigned, presigned, type Signed } from './signed-by-the-sdk.ts';

const runs = 40;
const changesEach = 12;

let account: Account;
let signers: readonly EmulatedCredentials[];

beforeAll(async () => {
  account = await Account.withBucket();
  const session = await account.credentials({
    command: 'get-session-token',
    by: account.root.accessKeyId,
    durationSeconds: 3600,
  });
  signers = [account.root, session];
});

const segment = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('a b', 'a+b', '%2F', '..', '.', "(1)!*~'", 'é', '', '?', '#&=;'),
);
/** No key is empty, ends before its last byte on the wire, or is longer than S3 takes. */
const keys = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
  .filter((key) => !/\p{Surrogate}/u.test(key) && /[^/]/.test(key) && !/\p{Cc}/u.test(key));
const headerText = fc
  .string({ minLength: 1, maxLength: 20 })
  .map((text) => text.trim())
  .filter((text) => text !== '' && !/ {2}/.test(text));
const signed: fc.Arbitrary<Signed> = fc.record({
  operation: fc.constantFrom('GetObject' as const, 'PutObject' as const),
  key: keys,
  metadata: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), headerText, { maxKeys: 3, noNullPrototype: true }),
  contentType: fc.constantFrom('text/plain', 'text/plain; charset=utf-8', 'application/json'),
  body: fc.string({ minLength: 1, maxLength: 50, unit: 'grapheme' }).filter((text) => !/\p{Surrogate}/u.test(text)),
  fileName: fc.string({ maxLength: 10 }),
});

const carriers = {
  header: (what: Signed, by: EmulatedCredentials) => headerSigned(what, by),
  query: (what: Signed, by: EmulatedCredentials) => presigned(what, by, 900),
} as const;

for (const [carrier, sign] of Object.entries(carriers)) {
  test(`what the SDK signs in the ${carrier} is accepted: it stores and reads back any key, with permanent and temporary keys`, async () => {
    await fc.assert(
      fc.asyncProperty(signed, fc.nat({ max: 1 }), async (what, who) => {
        const by = signers[who] ?? account.root;
        await account.ok(await sign({ ...what, operation: 'PutObject' }, by));
        const read = await account.ok(await sign({ ...what, operation: 'GetObject' }, by));
        expect(read.text).toBe(what.body);
      }),
      { numRuns: runs },
    );
  });

  test(`any changed byte of what the SDK signs in the ${carrier} is refused by the check that it concerns`, async () => {
    const byCheck = new Map<CheckId, number>();
    await fc.assert(
      fc.asyncProperty(
        signed,
        fc.nat({ max: 1 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...'aZ09~')), {
          minLength: changesEach,
          maxLength: changesEach,
        }),
        async (what, who, changes) => {
          const request = await sign(what, signers[who] ?? account.root);
          const sites = sitesOf(request);
          for (const [site, at, byte] of changes) {
            const { name, text, put, answeredBy } = sites[site % sites.length] ?? expect.fail();
            const changed = changedByte(text, at, byte);
            if (changed === text) continue;
            const told = await account.send(put(changed));
            const failed = told.failed ?? expect.fail(`${name}: "${text}" to "${changed}" was taken`);
            expect(answeredBy, `${name}: "${text}" to "${changed}"`).toContain(failed);
            byCheck.set(failed, (byCheck.get(failed) ?? 0) + 1);
          }
        },
      ),
      { numRuns: runs },
    );
    // A check that takes a lucky byte, as the key's in a long header, may be missed by chance.
    for (const check of ['signature', 'parameters', 'session-token'] as const) {
      expect(byCheck.get(check) ?? 0, check).toBeGreaterThan(0);
    }
  });
}

/** A text of a request that its signature covers, how to put another in its place, and which checks may answer that. */
interface Site {
  readonly name: string;
  readonly text: string;
  readonly put: (text: string) => S3Request;
  readonly answeredBy: readonly CheckId[];
}

/** Percent signs stay, so that a byte that is changed is another byte whatever the spelling of the escape. */
function changedByte(text: string, at: number, byte: string): string {
  const index = at % Math.max(1, text.length);
  const isEscape = /%[0-9A-Fa-f]?$/.test(text.slice(0, index)) || text[index] === '%';
  return isEscape || text === '' ? text : text.slice(0, index) + byte + text.slice(index + 1);
}

function sitesOf(request: S3Request): readonly Site[] {
  return [...pathSites(request), ...methodSites(request), ...querySites(request), ...headerSites(request)];
}

function methodSites(request: S3Request): readonly Site[] {
  return ['GET', 'PUT', 'HEAD', 'DELETE']
    .filter((method) => method !== request.method)
    .map((method) => ({ name: 'method', text: 'x', put: () => ({ ...request, method }), answeredBy: ['signature'] }));
}

function pathSites(request: S3Request): readonly Site[] {
  const { rawPath } = request;
  const put = (key: string): S3Request => ({ ...request, rawPath: `/${key}` });
  return [{ name: 'path', text: rawPath.slice(1), put, answeredBy: ['signature'] }];
}

const ofParameter: Readonly<Record<string, readonly CheckId[]>> = {
  'X-Amz-Algorithm': ['parameters'],
  'X-Amz-Credential': ['parameters', 'region', 'access-key'],
  'X-Amz-Date': ['parameters', 'not-yet-valid', 'expiry', 'signature'],
  'X-Amz-Expires': ['parameters', 'expiry', 'signature'],
  'X-Amz-Security-Token': ['session-token'],
  'X-Amz-SignedHeaders': ['headers-signed', 'signature'],
};

function querySites(request: S3Request): readonly Site[] {
  const pairs = request.rawQuery.split('&').filter((pair) => pair !== '');
  return pairs.flatMap((pair, index): readonly Site[] => {
    const [name = '', value = ''] = pair.split('=');
    const put = (text: string): S3Request => ({
      ...request,
      rawQuery: pairs.map((other, at) => (at === index ? text : other)).join('&'),
    });
    const isRequired = name in ofParameter && name !== 'X-Amz-Security-Token';
    const ofName: readonly CheckId[] =
      isRequired || name === 'X-Amz-Signature' ? ['parameters'] : ['session-token', 'access-key', 'signature'];
    return [
      { name, text: value, put: (text) => put(`${name}=${text}`), answeredBy: ofParameter[name] ?? ['signature'] },
      { name: `name of ${name}`, text: name, put: (text) => put(`${text}=${value}`), answeredBy: ofName },
    ];
  });
}

const ofHeader: Readonly<Record<string, readonly CheckId[]>> = {
  // Another host may be another kind of endpoint, for which the path names something else.
  host: ['signature', 'endpoint', 'implemented'],
  'x-amz-date': ['parameters', 'clock-skew', 'signature'],
  'x-amz-content-sha256': ['parameters', 'signature'],
  'x-amz-security-token': ['session-token'],
  authorization: ['mechanism', 'parameters', 'region', 'access-key', 'headers-signed', 'signature'],
};

/** Headers that the signature does not cover may change. */
function headerSites(request: S3Request): readonly Site[] {
  const text = JSON.stringify([request.headers, request.rawQuery]);
  const names = decodeURIComponent(/SignedHeaders=([^,&" ]*)/.exec(text)?.[1] ?? '').split(';');
  return request.headers.flatMap(([name, value], index): readonly Site[] => {
    const lower = name.toLowerCase();
    if (!names.includes(lower) && lower !== 'authorization') return [];
    const put = (changed: string): S3Request => ({
      ...request,
      headers: request.headers.map((header, at): Header => (at === index ? [name, changed] : header)),
    });
    return [{ name, text: value, put, answeredBy: ofHeader[lower] ?? ['signature'] }];
  });
}
