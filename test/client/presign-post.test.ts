import { describe, expect, test } from 'vitest';

import { collect } from '#base/byte-source.ts';
import { utf8, utf8Text } from '#base/bytes.ts';
import { Fill } from '#base/fill.ts';
import { amazonEndpoint } from '#client/endpoint.ts';
import { formRequest } from '#client/form-body.ts';
import { presignPost, type PresignPostRequest } from '#client/presign-post.ts';
import type { WireRequest } from '#client/transport.ts';

const example: PresignPostRequest = {
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  endpoint: amazonEndpoint('us-east-1'),
  bucket: 'amzn-s3-demo-bucket',
  key: 'user/1/${filename}',
  expiresSeconds: 600,
  instant: new Date('2026-11-21T12:00:00.999Z'),
};

interface Policy {
  readonly expiration: string;
  readonly conditions: readonly unknown[];
}

const policyOf = (fields: Readonly<Record<string, string>>): Policy =>
  JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as Policy;

describe('the SDK signs a form at the instant given', () => {
  test('whatever the system clock says', async () => {
    for (const clock of [() => 0, () => Date.parse('2040-01-01T00:00:00.5Z'), undefined]) {
      const system = Date.now;
      if (clock) Date.now = clock;
      try {
        const { fields, url, expiresAt } = await presignPost({ ...example, clock: clock ?? system });
        expect(url).toBe('https://amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com/');
        expect(fields['X-Amz-Date']).toBe('20261121T120000Z');
        expect(policyOf(fields).expiration).toBe('2026-11-21T12:10:00Z');
        expect(expiresAt).toEqual(new Date('2026-11-21T12:10:00Z'));
      } finally {
        Date.now = system;
      }
    }
  });

  test('with a condition for the key, the bucket and each field, and those that are asked for', async () => {
    const { fields } = await presignPost({
      ...example,
      fields: { 'Content-Type': 'image/png' },
      conditions: [['content-length-range', 1, 1024]],
    });
    expect(policyOf(fields).conditions).toEqual([
      ['content-length-range', 1, 1024],
      { 'Content-Type': 'image/png' },
      { bucket: 'amzn-s3-demo-bucket' },
      { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' },
      { 'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/s3/aws4_request' },
      { 'X-Amz-Date': '20261121T120000Z' },
      ['starts-with', '$key', 'user/1/'],
    ]);
    expect(fields['Content-Type']).toBe('image/png');
  });

  test('for an endpoint of its own, with the bucket in the path', async () => {
    const endpoint = { url: 'http://127.0.0.1:9000', region: 'us-east-2', addressing: 'path' } as const;
    const { url, fields } = await presignPost({ ...example, endpoint, key: 'a.txt' });
    expect(url).toBe('http://127.0.0.1:9000/amzn-s3-demo-bucket');
    expect(policyOf(fields).conditions).toContainEqual({ key: 'a.txt' });
  });
});

describe('a form is sent as a browser sends it', () => {
  const fields = [
    ['key', 'a.txt'],
    ['na"me\r\n', 'line\r\nend'],
  ] as const;

  async function bytesOf({ body }: WireRequest): Promise<Uint8Array> {
    if (body instanceof Blob) return new Uint8Array(await body.arrayBuffer());
    return body instanceof Fill ? collect(body) : (body ?? new Uint8Array());
  }

  /** What the platform itself reads. */
  async function readBack(request: WireRequest): Promise<FormData> {
    const [, type = ''] = request.headers.find(([name]) => name === 'content-type') ?? [];
    const body = new Uint8Array(await bytesOf(request));
    return new Response(body, { headers: { 'content-type': type } }).formData();
  }

  for (const body of [utf8('hello'), new Fill(5, 'h'), new Blob(['hello'])]) {
    test(`with a file that is a ${body.constructor.name}`, async () => {
      const request = await formRequest({
        url: 'https://s3.example/b',
        fields,
        file: { name: 'ü.png', type: 'image/png', body },
      });
      expect(request.method).toBe('POST');
      const form = await readBack(request);
      expect(form.get('key')).toBe('a.txt');
      expect([...form.keys()].at(-1)).toBe('file');
      const file = form.get('file') as File;
      expect([file.name, file.type, file.size]).toEqual(['ü.png', 'image/png', 5]);
    });
  }

  test('names are written so that they end where they end', async () => {
    const request = await formRequest({ url: 'https://s3.example/b', fields, file: { name: 'a"b', body: utf8('') } });
    const text = utf8Text(await bytesOf(request));
    expect(text).toContain('name="na%22me%0D%0A"\r\n\r\nline\r\nend\r\n');
    expect(text).toContain('filename="a%22b"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--');
  });

  test('the same form is the same bytes', async () => {
    const file = { body: utf8('hello') };
    const [one, other] = [
      await formRequest({ url: 'https://s3.example/b', fields, file }),
      await formRequest({ url: 'https://s3.example/b', fields, file }),
    ];
    expect(one).toEqual(other);
  });

  test('a fill that is too large to be bytes is refused', async () => {
    await expect(
      formRequest({ url: 'https://s3.example/b', fields, file: { body: new Fill(65 * 1024 * 1024, 'a') } }),
    ).rejects.toThrow(RangeError);
  });
});
