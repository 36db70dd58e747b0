import { expect, test } from 'vitest';

import { benchOperations, operationTraits } from '#lab/bench-operation.ts';
import { describedConnection, emptyBucketFields, endpointUrl, readyConnections } from '#lab/offers.ts';
import { emptyForm, firstObject, formFault, placedForm, signRequest, type PresignForm } from '#lab/presign-form.ts';
import { demoObject } from '#s3/demo.ts';

const form: PresignForm = {
  ...emptyForm,
  ...firstObject,
  responseType: 'text/plain',
  versionId: 'v1',
  contentType: 'image/png',
  uploadId: 'EXAMPLE-id',
  prefix: 'a/',
};

test('the bench begins with the object that a fresh account holds', () => {
  expect(firstObject).toEqual({ ...demoObject });
});

const inputs: Readonly<Record<string, unknown>> = {
  get: { ResponseContentType: 'text/plain', VersionId: 'v1' },
  put: { ContentType: 'image/png' },
  head: { ResponseContentType: 'text/plain', VersionId: 'v1' },
  delete: { VersionId: 'v1' },
  part: { UploadId: 'EXAMPLE-id', PartNumber: 1 },
  list: { Prefix: 'a/' },
};
for (const operation of benchOperations) {
  test(`${operationTraits[operation].label} asks for what it takes and for nothing else`, () => {
    const request = signRequest({ ...form, operation }, 900);
    expect(request).toEqual({
      operation: operationTraits[operation].operation,
      ...(operation !== 'list' && { key: 'hello.txt' }),
      input: inputs[operation],
      expiresSeconds: 900,
      sign: operation === 'put' ? ['content-type'] : [],
      checksums: false,
    });
  });
}

test('a Content-Type can be stored without being signed', () => {
  expect(signRequest({ ...form, operation: 'put', signsContentType: false }, 1)).toMatchObject({
    input: { ContentType: 'image/png' },
    sign: [],
  });
});

for (const [changed, field] of [
  [{ bucket: '' }, 'bucket'],
  [{ key: '' }, 'key'],
  [{ operation: 'list', key: '' }, undefined],
  [{ operation: 'part', uploadId: '' }, 'uploadId'],
  [{ operation: 'part', partNumber: 'one' }, 'partNumber'],
  // S3 itself says what it thinks of these.
  [{ operation: 'part', partNumber: '10001' }, undefined],
  [{ operation: 'part', partNumber: '-1' }, undefined],
] as const) {
  test(`${JSON.stringify(changed)} is ${field ? `a fault of ${field}` : 'no fault'}`, () => {
    expect(formFault({ ...form, ...changed })?.field).toBe(field);
  });
}

const emulatorUrl = 'http://127.0.0.1:4173/s3';

test('a bucket configured at the start stands first, and without a server there is the browser alone', () => {
  expect(readyConnections(emulatorUrl, undefined).map(({ kind }) => kind)).toEqual(['browser']);
  const emulator = 'http://127.0.0.1:9000';
  expect(readyConnections(emulatorUrl, { emulator }).map(({ kind }) => kind)).toEqual(['browser', 'computer']);
  const bucket = { bucket: 'b', region: 'eu-west-1' };
  const [first, ...others] = readyConnections(emulatorUrl, { emulator, bucket });
  expect(first).toMatchObject({ kind: 'amazon', isConfigured: true, bucket: 'b', endpoint: { region: 'eu-west-1' } });
  expect(others).toHaveLength(2);
  const compatible = { ...bucket, endpoint: 'https://ceph.example/' };
  expect(readyConnections(emulatorUrl, { emulator, bucket: compatible })[0]).toMatchObject({
    kind: 'compatible',
    endpoint: { url: 'https://ceph.example', addressing: 'path' },
  });
});

test('a real bucket is described by its name, its Region and its endpoint', () => {
  const fields = { ...emptyBucketFields, bucket: ' my-bucket ', region: 'eu-west-1' };
  expect(describedConnection('amazon', fields)).toEqual({
    ok: true,
    connection: { kind: 'amazon', bucket: 'my-bucket', endpoint: { region: 'eu-west-1', addressing: 'virtual' } },
  });
  expect(describedConnection('compatible', fields).ok).toBe(false);
  expect(describedConnection('compatible', { ...fields, url: 'https://ceph.example/' })).toMatchObject({
    ok: true,
    connection: { endpoint: { url: 'https://ceph.example', region: 'eu-west-1', addressing: 'path' } },
  });
  expect(describedConnection('amazon', { ...fields, bucket: 'My_Bucket' }).ok).toBe(false);
  expect(describedConnection('amazon', { ...fields, region: 'eu west' }).ok).toBe(false);
});

for (const [text, url] of [
  ['https://s3.example.com/', 'https://s3.example.com'],
  ['http://localhost:8080/gate/', 'http://localhost:8080/gate'],
  ['https://user:word@s3.example.com', undefined],
  ['https://s3.example.com/?a=b', undefined],
  ['ftp://s3.example.com', undefined],
  ['s3.example.com', undefined],
] as const) {
  test(`${text} is ${url ?? 'no endpoint'}`, () => expect(endpointUrl(text)).toBe(url));
}

test('a connection brings its bucket along, and a key that was written stays', () => {
  const own = { bucket: 'reports' };
  expect(placedForm(emptyForm, {})).toMatchObject(firstObject);
  expect(placedForm(placedForm(emptyForm, {}), own)).toMatchObject({ bucket: 'reports', key: '' });
  expect(placedForm({ ...form, key: 'a' }, own)).toMatchObject({ bucket: 'reports', key: 'a', uploadId: '' });
  expect(placedForm({ ...form, bucket: 'reports', key: 'a' }, {})).toMatchObject({ ...firstObject, key: 'a' });
});
