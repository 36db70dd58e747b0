import { expect, test } from 'vitest';

import { operationAddress, presignOperations } from '#client/operations.ts';
import { s3Command } from '#client/commands.ts';
import { rawUrl, urlText } from '#client/transport.ts';

test('every operation has a command of the SDK', () => {
  for (const operation of presignOperations) {
    expect(s3Command(operation, {}).constructor.name).toBe(`${operation}Command`);
  }
});

test('an operation on an object needs a key, one on a bucket does not', () => {
  expect(operationAddress('UploadPart')).toBe('object');
  expect(operationAddress('ListObjectsV2')).toBe('bucket');
  expect(operationAddress('ListBuckets')).toBe('service');
});

for (const url of [
  'https://b.s3.us-east-1.amazonaws.com/a/../b?x=%2F&y',
  'http://127.0.0.1:9000/s3//k%2e',
  'https://h/?',
]) {
  test(`${url} keeps its pieces`, () => {
    expect(urlText(rawUrl(url))).toBe(url.replace(/\?$/, ''));
  });
}

test('a URL without a path asks for the root', () => {
  expect(rawUrl('https://h?uploads')).toMatchObject({ rawPath: '/', rawQuery: 'uploads' });
});

test('what is no absolute URL is refused', () => {
  expect(() => rawUrl('/relative')).toThrow(TypeError);
});
