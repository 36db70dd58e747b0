import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucket, fuzzedAccount, key, presignedRequest, soundAnswer, type FuzzedAccount } from './fuzzed-account.ts';

const runs = 8_000;

interface Document {
  readonly method: string;
  readonly target: (uploadId: string) => string;
  readonly text: string;
}

const etag = '5d41402abc4b2a76b9719d911017c592';
const documents: readonly Document[] = [
  {
    method: 'POST',
    target: (uploadId) => `/${bucket}/many?uploadId=${uploadId}`,
    text: `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><PartNumber>1</PartNumber><ETag>"${etag}"</ETag><ChecksumCRC32>NhCmhg==</ChecksumCRC32></Part></CompleteMultipartUpload>`,
  },
  {
    method: 'PUT',
    target: () => `/${bucket}?cors`,
    text: '<CORSConfiguration><CORSRule><AllowedOrigin>https://*.example</AllowedOrigin><AllowedMethod>GET</AllowedMethod><AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader><MaxAgeSeconds>600</MaxAgeSeconds></CORSRule></CORSConfiguration>',
  },
  {
    method: 'PUT',
    target: () => `/${bucket}?lifecycle`,
    text: '<LifecycleConfiguration><Rule><ID>a</ID><Filter><Prefix>x/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule></LifecycleConfiguration>',
  },
  {
    method: 'PUT',
    target: () => `/${bucket}?publicAccessBlock`,
    text: '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>',
  },
  {
    method: 'PUT',
    target: () => '/another-bucket',
    text: '<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>',
  },
  {
    method: 'PUT',
    target: () => `/${bucket}?policy`,
    text: `{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"s","Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:user/reader"},"Action":["s3:GetObject","s3:Put*"],"Resource":"arn:aws:s3:::${bucket}/*","Condition":{"NumericGreaterThan":{"s3:signatureAge":"600000"},"IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]},"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}}]}`,
  },
];

type Edit = (text: string) => string;

const at = fc.double({ min: 0, max: 1, noNaN: true });
const inserted = fc.oneof(
  fc.constantFrom('<', '>', '</', '/>', '&', '&lt;', '&#0;', '&#x1F600;', '&x;', ']]>', '<!--', '<!DOCTYPE a>', '<a>', '"', '{', '}', '[', ']', ',', 'null', '-1', '1e999', '0', '٣', '\ud800', '\ufeff', '${aws:username}', '*', '__proto__'), // prettier-ignore
  fc.string({ maxLength: 6 }),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(at, inserted).map(([place, piece]): Edit => (text) => {
    const index = Math.floor(place * text.length);
    return text.slice(0, index) + piece + text.slice(index);
  }),
  fc.tuple(at, at).map(([from, size]): Edit => (text) => {
    const index = Math.floor(from * text.length);
    return text.slice(0, index) + text.slice(index + Math.ceil(size * size * size * text.length));
  }),
  fc.tuple(at, at, at).map(([from, size, to]): Edit => (text) => {
    const index = Math.floor(from * text.length);
    const piece = text.slice(index, index + Math.ceil(size * size * 80));
    const target = Math.floor(to * text.length);
    return text.slice(0, target) + piece + text.slice(target);
  }),
  // A whole value becomes another, so that the document stays well-formed.
  fc.tuple(at, inserted).map(([place, piece]): Edit => (text) => {
    const all = [...text.matchAll(/(?<=>)[^<>]+(?=<)|(?<=")[^"]*(?=")/g)];
    const found = all[Math.floor(place * all.length)];
    return found ? text.slice(0, found.index) + piece + text.slice(found.index + found[0].length) : text;
  }),
);

test('each of these documents is taken as it stands', async () => {
  const account = await fuzzedAccount();
  const uploadId = await upload(account);
  for (const document of documents) {
    const request = presignedRequest(account.credentials, {
      ...document,
      target: document.target(uploadId),
      body: document.text,
    });
    const { answer } = await soundAnswer(account.emulator, request);
    expect(answer.response.status, document.text).toBeLessThan(300);
  }
});

test(`${runs} spoilt documents are each taken or refused by S3's errors, and the bucket still answers`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...documents),
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      async (document, edits) => {
        const account = await fuzzedAccount();
        const { emulator, credentials } = account;
        const uploadId = document.text.startsWith('<Complete') ? await upload(account) : '';
        const body = edits.reduce((text, change) => change(text), document.text);
        await soundAnswer(
          emulator,
          presignedRequest(credentials, { ...document, target: document.target(uploadId), body }),
        );
        // What was taken must not break the requests behind it.
        const get = presignedRequest(credentials, {
          method: 'GET',
          target: `/${bucket}/${key}`,
          headers: [['origin', 'https://a.example']],
        });
        expect([200, 403]).toContain((await soundAnswer(emulator, get)).answer.response.status);
        await soundAnswer(
          emulator,
          presignedRequest(credentials, { method: 'GET', target: document.target(uploadId) }),
        );
      },
    ),
    { numRuns: runs, seed: 4 },
  );
});

async function upload({ emulator, credentials }: FuzzedAccount): Promise<string> {
  const headers = [['x-amz-checksum-algorithm', 'CRC32']] as const;
  const create = presignedRequest(credentials, { method: 'POST', target: `/${bucket}/many?uploads`, headers });
  const { text } = await soundAnswer(emulator, create);
  const uploadId = /<UploadId>(.+?)<\/UploadId>/.exec(text)?.[1] ?? '';
  const part = { method: 'PUT', target: `/${bucket}/many?partNumber=1&uploadId=${uploadId}`, body: 'hello' };
  const checksum = [['x-amz-checksum-crc32', 'NhCmhg==']] as const;
  const { answer } = await soundAnswer(emulator, presignedRequest(credentials, { ...part, headers: checksum }));
  expect(answer.response.status).toBe(200);
  return uploadId;
}
