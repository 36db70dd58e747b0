import type { Header } from '#sigv4/headers.ts';

/** A presigned request whose texts and signature are known from three independent implementations. */
export interface Vector {
  readonly name: string;
  readonly method: string;
  readonly host: string;
  readonly rawPath: string;
  /** Without `X-Amz-Signature`. */
  readonly rawQuery: string;
  /** As sent, without `host`. */
  readonly headers: readonly Header[];
  readonly region: string;
  readonly expiresSeconds: number;
  readonly instant: Date;
  readonly sessionToken?: string;
  readonly canonicalRequest: string;
  readonly canonicalRequestHash: string;
  readonly signature: string;
}

/** Amazon's documented example key pair. */
export const example = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

const publishedQuery =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host';
const partQuery =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261121%2Feu-west-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20261121T120000Z&X-Amz-Expires=900' +
  '&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLE%2F%2Ftoken%2Bwith%2Fslashes%3D%3D&X-Amz-SignedHeaders=host' +
  '&partNumber=3&uploadId=VXBsb2FkIElE.example_1--';
const foldedQuery =
  'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261121%2Fus-east-1%2Fs3%2Faws4_request' +
  '&X-Amz-Date=20261121T120000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-meta-owner';

export const vectors: readonly Vector[] = [
  {
    name: "Amazon's published example",
    method: 'GET',
    host: 'examplebucket.s3.amazonaws.com',
    rawPath: '/test.txt',
    rawQuery: publishedQuery,
    headers: [],
    region: 'us-east-1',
    expiresSeconds: 86_400,
    instant: new Date('2013-05-24T00:00:00Z'),
    canonicalRequest: [
      'GET',
      '/test.txt',
      publishedQuery,
      'host:examplebucket.s3.amazonaws.com',
      '',
      'host',
      'UNSIGNED-PAYLOAD',
    ].join('\n'),
    canonicalRequestHash: '3bfa292879f6447bbcda7001decf97f4a54dc650c8942174ae0a9121cf58ad04',
    signature: 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  },
  {
    name: 'a part with a session token, in a key with an accent, a space and a plus',
    method: 'PUT',
    host: 'amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com',
    rawPath: '/uploads/caf%C3%A9%20a%2Bb.bin',
    rawQuery: partQuery,
    headers: [],
    region: 'eu-west-1',
    expiresSeconds: 900,
    instant: new Date('2026-11-21T12:00:00Z'),
    sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE//token+with/slashes==',
    canonicalRequest: [
      'PUT',
      '/uploads/caf%C3%A9%20a%2Bb.bin',
      partQuery,
      'host:amzn-s3-demo-bucket.s3.eu-west-1.amazonaws.com',
      '',
      'host',
      'UNSIGNED-PAYLOAD',
    ].join('\n'),
    canonicalRequestHash: '396826dcfb0d9f24a9c6524e8d56369faff5f234886e5390706d13db4294f62d',
    signature: '21b22b0dd7486175ac441406ee9d55202d819b45ec97032238676a771f90c15d',
  },
  {
    name: 'signed headers with spaces to fold',
    method: 'PUT',
    host: 'amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com',
    rawPath: '/docs/report%201.txt',
    rawQuery: foldedQuery,
    headers: [
      ['Content-Type', 'text/plain'],
      ['x-amz-meta-owner', '  alice   smith '],
    ],
    region: 'us-east-1',
    expiresSeconds: 3600,
    instant: new Date('2026-11-21T12:00:00Z'),
    canonicalRequest: [
      'PUT',
      '/docs/report%201.txt',
      foldedQuery,
      'content-type:text/plain',
      'host:amzn-s3-demo-bucket.s3.us-east-1.amazonaws.com',
      'x-amz-meta-owner:alice smith',
      '',
      'content-type;host;x-amz-meta-owner',
      'UNSIGNED-PAYLOAD',
    ].join('\n'),
    canonicalRequestHash: '5ade2ea78d96179b0135a41bb8305ab6ad10580ccb5d30ffe66c9e0a6e860e61',
    signature: '12a471862caa9e728c6872edf45e6ac2e17a5928eee31d8cc150172366a9dca1',
  },
];
