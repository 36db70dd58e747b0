import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';

import { parseQuery, queryValue } from '#sigv4/query.ts';
import { presign, type PresignInputs } from '#sigv4/presign.ts';
import { SigningKeys } from '#sigv4/signing-key.ts';

import { example, vectors } from './vectors.ts';

const inputs: PresignInputs = {
  method: 'GET',
  url: 'https://examplebucket.s3.amazonaws.com/test.txt',
  credentials: example,
  region: 'us-east-1',
  instant: new Date('2013-05-24T00:00:00Z'),
  expiresSeconds: 86_400,
};

function splitUrl(url: string): readonly [address: string, query: string] {
  const at = url.indexOf('?');
  return [url.slice(0, at), url.slice(at + 1)];
}

for (const vector of vectors) {
  test(`the URL of ${vector.name}`, () => {
    const parameters = vector.rawQuery.split('&').filter((pair) => !pair.startsWith('X-Amz-'));
    const { sessionToken } = vector;
    const url = presign({
      method: vector.method,
      url: `https://${vector.host}${vector.rawPath}?${parameters.join('&')}`,
      headers: vector.headers,
      credentials: sessionToken === undefined ? example : { ...example, sessionToken },
      region: vector.region,
      instant: vector.instant,
      expiresSeconds: vector.expiresSeconds,
    });
    expect(url).toBe(`https://${vector.host}${vector.rawPath}?${vector.rawQuery}&X-Amz-Signature=${vector.signature}`);
  });
}

for (const expiresSeconds of [0, -1, 604_801, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
  test(`presign refuses to expire after ${expiresSeconds} seconds`, () => {
    expect(() => presign({ ...inputs, expiresSeconds })).toThrow(RangeError);
  });
}

test('presign signs any expiry that it is told not to check', () => {
  for (const expiresSeconds of [0, -5, 604_801, 9_999_999]) {
    const [, query] = splitUrl(presign({ ...inputs, expiresSeconds, unchecked: true }));
    expect(queryValue(parseQuery(query), 'X-Amz-Expires')).toBe(String(expiresSeconds));
  }
});

for (const expiresSeconds of [1, 604_800]) {
  test(`presign expires after ${expiresSeconds} seconds`, () => {
    expect(presign({ ...inputs, expiresSeconds })).toContain(`X-Amz-Expires=${expiresSeconds}&`);
  });
}

for (const url of ['test.txt', '/test.txt', 'ftp://h/k', 'https://', 'https://h/k?X-Amz-Signature=0']) {
  test(`presign refuses the URL ${url}`, () => {
    expect(() => presign({ ...inputs, url })).toThrow(TypeError);
  });
}

test('a refusal tells no secret', () => {
  const credentials = { ...example, sessionToken: 'secret-token' };
  for (const bad of [{ expiresSeconds: 0 }, { url: 'x' }, { instant: new Date(Number.NaN) }]) {
    try {
      presign({ ...inputs, credentials, ...bad });
      expect.fail();
    } catch (error) {
      expect(String(error)).not.toMatch(/secret-token|wJalr/);
    }
  }
});

test('a path is signed as written, a port unless it is the own one of the scheme', () => {
  expect(presign({ ...inputs, url: 'http://127.0.0.1:9000/b//a/../c/./d' })).toMatch(
    /^http:\/\/127\.0\.0\.1:9000\/b\/\/a\/\.\.\/c\/\.\/d\?/,
  );
  const plain = splitUrl(presign({ ...inputs, url: 'https://h/k' }));
  expect(splitUrl(presign({ ...inputs, url: 'HTTPS://H:443/k#fragment' }))).toEqual(plain);
  expect(splitUrl(presign({ ...inputs, url: 'https://h:8443/k' }))[1]).not.toBe(plain[1]);
});

test('a URL object and its text give the same URL', () => {
  const url = 'https://h/a%20b?x=1';
  expect(presign({ ...inputs, url: new URL(url) })).toBe(presign({ ...inputs, url }));
});

test('signing keys that are used again change no signature', () => {
  const keys = new SigningKeys();
  for (const region of ['us-east-1', 'eu-west-1', 'us-east-1']) {
    expect(presign({ ...inputs, region, keys })).toBe(presign({ ...inputs, region }));
  }
});

describe('beside the presigner of the AWS SDK', () => {
  const keys = [
    'plain.txt',
    'a b/c+d.txt',
    "it's (1)!*.txt",
    'uploads/café a+b.bin',
    'q"uo&te=?#%.bin',
    '日本/😀~.png',
    'a//b',
  ];
  const tokens = [undefined, 'IQoJb3JpZ2luX2VjEXAMPLE//token+with/slashes=='];
  const own = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Security-Token|Signature)=/;
  const instant = new Date('2026-11-21T12:00:00Z');

  function clientWith(sessionToken: string | undefined): S3Client {
    return new S3Client({
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:9000',
      forcePathStyle: true,
      credentials: sessionToken === undefined ? example : { ...example, sessionToken },
    });
  }

  /** Signs the SDK's URL anew from what is left when its authentication is taken away. */
  function again(
    method: string,
    url: string,
    sessionToken: string | undefined,
    headers: PresignInputs['headers'] = [],
  ): string {
    const [address, query] = splitUrl(url);
    const left = query.split('&').filter((pair) => !own.test(pair));
    return presign({
      method,
      url: `${address}?${left.join('&')}`,
      headers,
      credentials: sessionToken === undefined ? example : { ...example, sessionToken },
      region: 'eu-west-1',
      instant,
      expiresSeconds: 900,
    });
  }

  const sorted = (url: string) => splitUrl(url)[1].split('&').sort();

  for (const Key of keys) {
    for (const sessionToken of tokens) {
      test(`${Key} ${sessionToken === undefined ? 'by a user' : 'by a session'}`, async () => {
        const client = clientWith(sessionToken);
        const of = { Bucket: 'bucket', Key };
        const commands = [
          ['GET', new GetObjectCommand({ ...of, ResponseContentDisposition: 'attachment; filename="a b.txt"' })],
          ['HEAD', new HeadObjectCommand(of)],
          ['PUT', new PutObjectCommand({ ...of, Metadata: { owner: 'alice' } })],
          ['PUT', new UploadPartCommand({ ...of, PartNumber: 3, UploadId: 'VXBsb2FkIElE.example_1--' })],
          ['DELETE', new DeleteObjectCommand(of)],
        ] as const;
        for (const [method, command] of commands) {
          const signed = await getSignedUrl(client, command as GetObjectCommand, {
            expiresIn: 900,
            signingDate: instant,
          });
          const ours = again(method, signed, sessionToken);
          expect(splitUrl(ours)[0]).toBe(splitUrl(signed)[0]);
          expect(sorted(ours)).toEqual(sorted(signed));
        }
      });
    }
  }

  test('with a signed content type', async () => {
    const command = new PutObjectCommand({ Bucket: 'bucket', Key: 'a.png', ContentType: 'image/png' });
    const signableHeaders = new Set(['content-type']);
    const signed = await getSignedUrl(clientWith(undefined), command, {
      expiresIn: 900,
      signingDate: instant,
      signableHeaders,
    });
    expect(sorted(again('PUT', signed, undefined, [['Content-Type', 'image/png']]))).toEqual(sorted(signed));
  });

  test('of a bucket', async () => {
    const command = new ListObjectsV2Command({ Bucket: 'bucket', Prefix: "it's a+b/", Delimiter: '/' });
    const signed = await getSignedUrl(clientWith(undefined), command, { expiresIn: 900, signingDate: instant });
    expect(sorted(again('GET', signed, undefined))).toEqual(sorted(signed));
  });
});
