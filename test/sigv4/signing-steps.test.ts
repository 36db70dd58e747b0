import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  nat,
  property,
  record,
  string,
  stringMatching,
} from 'fast-check';
import { describe, expect, test } from 'vitest';

import { headerClaims } from '#sigv4/header-claims.ts';
import type { Header } from '#sigv4/headers.ts';
import { parseQuery } from '#sigv4/query.ts';
import { queryClaims } from '#sigv4/query-claims.ts';
import { sameSignature } from '#sigv4/signature.ts';
import { SigningKeys } from '#sigv4/signing-key.ts';
import { signingSteps, type SignedRequest } from '#sigv4/signing-steps.ts';

import { sdkEncode, sdkPath, smithySigner } from './smithy.ts';
import { example, vectors } from './vectors.ts';

const signingDate = new Date('2026-11-21T12:00:00Z');
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Whether the signature of a presigned request is the one it ought to have. */
function isVerified(request: SignedRequest): boolean {
  const read = queryClaims(request.query);
  if (!read.ok) return false;
  return sameSignature(signingSteps(request, read.claims, example.secretAccessKey).signature, read.claims.signature);
}

for (const vector of vectors) {
  test(`${vector.name} is verified, with every text on the way`, () => {
    const request = {
      method: vector.method,
      rawPath: vector.rawPath,
      query: parseQuery(`${vector.rawQuery}&X-Amz-Signature=${vector.signature}`),
      headers: [['Host', vector.host], ...vector.headers] as Header[],
    };
    const read = queryClaims(request.query);
    if (!read.ok) throw new Error(read.fault.kind);
    const steps = signingSteps(request, read.claims, example.secretAccessKey, new SigningKeys());
    expect(steps.canonicalRequest).toBe(vector.canonicalRequest);
    expect(steps.stringToSign.split('\n').at(-1)).toBe(vector.canonicalRequestHash);
    expect(steps.signature).toBe(vector.signature);
  });
}

const anyRequest = record({
  method: constantFrom('GET', 'PUT', 'HEAD', 'DELETE', 'POST'),
  key: string({ unit: 'binary', maxLength: 30 }),
  query: dictionary(stringMatching(/^[a-wyz][a-z-]{0,8}$/), string({ unit: 'binary', maxLength: 12 }), { maxKeys: 4 }),
  metadata: dictionary(stringMatching(/^x-amz-meta-[a-z]{1,8}$/), stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/), {
    maxKeys: 3,
  }),
  sessionToken: constantFrom(undefined, 'IQoJb3JpZ2luX2VjEXAMPLE//token+with/slashes=='),
});

test('what the independent signer presigns is verified here', async () => {
  await assert(
    asyncProperty(anyRequest, async ({ method, key, query, metadata, sessionToken }) => {
      const path = `/bucket${sdkPath(key)}`;
      const host = 'localhost:9000';
      const signed = await smithySigner('us-east-1', sessionToken).presign(
        { method, protocol: 'http:', hostname: 'localhost', path, query, headers: { ...metadata, host } },
        { signingDate, expiresIn: 900, unhoistableHeaders: new Set(Object.keys(metadata)) },
      );
      const pairs = Object.entries(signed.query ?? {}) as [string, string][];
      const rawQuery = pairs.map(([name, value]) => `${sdkEncode(name)}=${sdkEncode(value)}`).join('&');
      const headers = Object.entries(signed.headers) as Header[];
      const read = queryClaims(parseQuery(rawQuery));
      if (!read.ok) throw new Error(read.fault.kind);
      const request = { method, rawPath: path, query: parseQuery(rawQuery), headers };
      // Left alone, the signer hashes the body, as it would for any service but S3.
      const claims = { ...read.claims, payloadHash: empty };
      expect(signingSteps(request, claims, example.secretAccessKey).signature).toBe(claims.signature);
    }),
    { numRuns: 200 },
  );
});

test('what the independent signer presigns with an open body is verified here, by the parameter and by the header', async () => {
  for (const unhoistableHeaders of [new Set<string>(), new Set(['x-amz-content-sha256'])]) {
    // The signer keeps the case of a header's name when it becomes a parameter.
    const headers = { host: 'h', 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' };
    const signed = await smithySigner().presign(
      { method: 'PUT', protocol: 'https:', hostname: 'h', path: '/k', query: {}, headers },
      { signingDate, expiresIn: 60, unhoistableHeaders },
    );
    const query = Object.entries(signed.query ?? {}) as [string, string][];
    expect(query.some(([name]) => name === 'X-Amz-Content-Sha256')).toBe(unhoistableHeaders.size === 0);
    const arrived = { method: 'PUT', rawPath: '/k', query, headers: Object.entries(signed.headers) as Header[] };
    expect(isVerified(arrived)).toBe(true);
  }
});

test('a signed header that names the hash of the body counts in place of the open body', async () => {
  const headers = { host: 'h', 'x-amz-content-sha256': empty };
  const signed = await smithySigner().presign(
    { method: 'PUT', protocol: 'https:', hostname: 'h', path: '/k', query: {}, headers },
    { signingDate, expiresIn: 60, unhoistableHeaders: new Set(['x-amz-content-sha256']) },
  );
  const query = Object.entries(signed.query ?? {}) as [string, string][];
  const arrived: SignedRequest = { method: 'PUT', rawPath: '/k', query, headers: Object.entries(headers) };
  expect(isVerified(arrived)).toBe(true);
  expect(
    isVerified({
      ...arrived,
      headers: [
        ['host', 'h'],
        ['x-amz-content-sha256', 'f'.repeat(64)],
      ],
    }),
  ).toBe(false);
});

test('what the independent signer signs in headers is verified here', async () => {
  await assert(
    asyncProperty(anyRequest, async ({ method, key, query, metadata, sessionToken }) => {
      const path = `/bucket${sdkPath(key)}`;
      const signed = await smithySigner('eu-west-1', sessionToken).sign(
        {
          method,
          protocol: 'http:',
          hostname: 'localhost',
          path,
          query,
          headers: { ...metadata, host: 'localhost:9000', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        },
        { signingDate },
      );
      const headers = Object.entries(signed.headers) as Header[];
      const read = headerClaims(headers);
      if (!read.ok) throw new Error(read.fault.kind);
      expect(read.claims.securityToken).toBe(sessionToken);
      const request = { method, rawPath: path, query: Object.entries(query), headers };
      expect(signingSteps(request, read.claims, example.secretAccessKey).signature).toBe(read.claims.signature);
    }),
    { numRuns: 200 },
  );
});

describe('a request that was changed after signing', () => {
  const vector = vectors[2] ?? expect.fail();
  const rawQuery = `${vector.rawQuery}&partNumber=3&uploadId=abc%2Bdef&X-Amz-Signature=`;
  const headers: readonly Header[] = [['host', vector.host], ...vector.headers];
  const query = parseQuery(`${rawQuery}to-be-computed`);
  const unsigned = { method: 'PUT', rawPath: '/docs/report%201/a+b.txt', query, headers };
  const read = queryClaims(unsigned.query);
  if (!read.ok) throw new Error(read.fault.kind);
  const { signature } = signingSteps(unsigned, read.claims, example.secretAccessKey);
  const url = `${unsigned.rawPath}?${rawQuery}${signature}`;
  const printable = () => nat({ max: 0x7e - 0x21 }).map((at) => String.fromCharCode(0x21 + at));

  /** What a URL says, however it is written: the bytes of its path and its parameters in any order. */
  function meaning(written: string): string {
    const [path = '', ...query] = written.split('?');
    const plain = (text: string) =>
      text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    const pairs = query
      .join('?')
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', ...value] = pair.replaceAll('+', ' ').split('=');
        return JSON.stringify([plain(name), plain(value.join('='))]);
      });
    return JSON.stringify([plain(path), pairs.sort()]);
  }

  const arrives = (written: string, others: Partial<SignedRequest> = {}) => {
    const [rawPath = '', ...query] = written.split('?');
    return isVerified({ method: 'PUT', rawPath, query: parseQuery(query.join('?')), headers, ...others });
  };

  test('is verified as long as it was not', () => {
    expect(arrives(url)).toBe(true);
  });

  test('is refused when any character of its URL says something else', () => {
    let different = 0;
    assert(
      property(nat({ max: url.length - 1 }), printable(), (at, character) => {
        const changed = url.slice(0, at) + character + url.slice(at + 1);
        if (meaning(changed) !== meaning(url)) different += 1;
        expect(arrives(changed)).toBe(meaning(changed) === meaning(url));
      }),
      { numRuns: 2000 },
    );
    expect(different).toBeGreaterThan(1500);
  });

  test('is refused when a character is missing or added', () => {
    assert(
      property(nat({ max: url.length - 1 }), printable(), (at, character) => {
        for (const changed of [url.slice(0, at) + url.slice(at + 1), url.slice(0, at) + character + url.slice(at)]) {
          expect(arrives(changed)).toBe(meaning(changed) === meaning(url));
        }
      }),
      { numRuns: 1000 },
    );
  });

  for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'PUTT']) {
    test(`is refused when it is sent by ${method}`, () => expect(arrives(url, { method })).toBe(false));
  }

  test('is refused when any character of a signed header differs', () => {
    const at = headers.flatMap(([, value], index) =>
      [...value.trim()].map((_, character) => [index, character] as const),
    );
    assert(
      property(constantFrom(...at), printable(), ([index, character], replacement) => {
        const changed = headers.map(([name, value], here): Header => {
          const text = value.trim();
          return here === index
            ? [name, text.slice(0, character) + replacement + text.slice(character + 1)]
            : [name, text];
        });
        const folded = (all: readonly Header[]) =>
          JSON.stringify(all.map(([, value]) => value.trim().replace(/ +/g, ' ')));
        expect(arrives(url, { headers: changed })).toBe(folded(changed) === folded(headers));
      }),
      { numRuns: 500 },
    );
  });

  test('is refused when a signed header is missing or sent twice', () => {
    for (const [name, value] of headers) {
      expect(arrives(url, { headers: headers.filter(([other]) => other !== name) })).toBe(false);
      expect(arrives(url, { headers: [...headers, [name, value]] })).toBe(false);
    }
  });

  test('is verified whatever it carries in headers that were not signed', () => {
    expect(arrives(url, { headers: [...headers, ['cache-control', 'no-store'], ['range', 'bytes=0-1']] })).toBe(true);
  });

  test('is verified when its parameters come in another order or are written differently', () => {
    const [path, query = ''] = url.split('?');
    expect(arrives(`${path}?${query.split('&').reverse().join('&')}`)).toBe(true);
    expect(arrives(url.replaceAll('%2F', '%2f').replace('docs', '%64ocs'))).toBe(true);
  });

  test('never makes verification fail in another way than by refusing', () => {
    assert(
      property(string({ unit: 'binary' }), string({ unit: 'binary' }), array(printable()), (path, query, noise) => {
        expect(arrives(`/${path}${noise.join('')}?${query}%${noise.join('')}&${rawQuery}${signature}`)).toBe(false);
      }),
    );
  });
});
