import { expect, test } from 'vitest';

import { addressOf } from '#s3/locate/addressing.ts';
import type { S3Request } from '#s3/request.ts';

const options = { basePath: '', hostSuffixes: ['localhost'] };

function request(host: string, rawPath: string): S3Request {
  return { method: 'GET', rawPath, rawQuery: '', headers: [['Host', host]], sourceAddress: '192.0.2.1', secure: true };
}

const rows: readonly [host: string, path: string, style: string, bucket: string, key: string][] = [
  ['127.0.0.1:9000', '/', 'path', '', ''],
  ['127.0.0.1:9000', '/b', 'path', 'b', ''],
  ['127.0.0.1:9000', '/b/', 'path', 'b', ''],
  ['127.0.0.1:9000', '/b/a/c.txt', 'path', 'b', 'a/c.txt'],
  ['127.0.0.1:9000', '/b//c.txt', 'path', 'b', '/c.txt'],
  ['127.0.0.1:9000', '/b/a/../c.txt', 'path', 'b', 'a/../c.txt'],
  ['127.0.0.1:9000', '/b/./c.txt', 'path', 'b', './c.txt'],
  ['127.0.0.1:9000', '/b/a%2Fc%20d%2Be.txt', 'path', 'b', 'a/c d+e.txt'],
  ['127.0.0.1:9000', '/b/a+c.txt', 'path', 'b', 'a+c.txt'],
  ['localhost:9000', '/b/k', 'path', 'b', 'k'],
  ['b.localhost:9000', '/k/l', 'virtual host', 'b', 'k/l'],
  ['b.localhost:9000', '/', 'virtual host', 'b', ''],
  ['s3.amazonaws.com', '/b/k', 'path', 'b', 'k'],
  ['s3.eu-west-1.amazonaws.com', '/b/k', 'path', 'b', 'k'],
  ['s3.dualstack.eu-west-1.amazonaws.com', '/b/k', 'path', 'b', 'k'],
  ['b.s3.amazonaws.com', '/k', 'virtual host', 'b', 'k'],
  ['b.s3.eu-west-1.amazonaws.com', '//k', 'virtual host', 'b', '/k'],
  ['b.s3-us-west-2.amazonaws.com', '/k', 'virtual host', 'b', 'k'],
  ['b.s3-accelerate.amazonaws.com', '/k', 'virtual host', 'b', 'k'],
  ['b.s3-accelerate.dualstack.amazonaws.com', '/k', 'virtual host', 'b', 'k'],
  ['b.s3.dualstack.us-gov-east-1.amazonaws.com', '/k', 'virtual host', 'b', 'k'],
  ['b.s3-external-1.amazonaws.com', '/k', 'virtual host', 'b', 'k'],
  ['b.s3-fips.us-east-1.amazonaws.com', '/k', 'virtual host', 'b', 'k'],
  ['my.dotted.bucket.s3.us-east-1.amazonaws.com', '/k', 'virtual host', 'my.dotted.bucket', 'k'],
  ['B.S3.AmazonAWS.com', '/k', 'virtual host', 'b', 'k'],
  ['example.com', '/b/k', 'path', 'b', 'k'],
];

for (const [host, path, style, bucketName, key] of rows) {
  test(`${host}${path} is ${style} style, bucket "${bucketName}", key "${key}"`, () => {
    expect(addressOf(request(host, path), options)).toMatchObject({ style, bucketName, key });
  });
}

test('the path of a door is no part of the bucket, and a part of the location', () => {
  const address = addressOf(request('app.example', '/s3/b/k%20l'), { basePath: '/s3', hostSuffixes: [] });
  expect(address).toEqual({ style: 'path', bucketName: 'b', key: 'k l', location: 'https://app.example/s3/b/k%20l' });
});

test('a bucket that is called like the path of the door is found below it', () => {
  expect(addressOf(request('app.example', '/s3/s3/k'), { basePath: '/s3', hostSuffixes: [] })).toMatchObject({
    bucketName: 's3',
    key: 'k',
  });
});

const endpoints: readonly [host: string, region: string | undefined, isAccelerated: boolean][] = [
  ['b.s3.amazonaws.com', undefined, false],
  ['b.s3-external-1.amazonaws.com', undefined, false],
  ['s3.eu-west-1.amazonaws.com', 'eu-west-1', false],
  ['b.s3-eu-west-1.amazonaws.com', 'eu-west-1', false],
  ['b.s3.dualstack.us-gov-east-1.amazonaws.com', 'us-gov-east-1', false],
  ['b.s3-accelerate.amazonaws.com', undefined, true],
  ['b.s3-accelerate.dualstack.amazonaws.com', undefined, true],
];

for (const [host, region, isAccelerated] of endpoints) {
  test(`${host} is an endpoint of ${region ?? 'no one Region'}${isAccelerated ? ', accelerated' : ''}`, () => {
    expect(addressOf(request(host, '/k'), options).endpoint).toEqual({ region, isAccelerated });
  });
}

test('a host of our own is an endpoint of every Region', () => {
  expect(addressOf(request('b.localhost:9000', '/k'), options).endpoint).toBeUndefined();
});
