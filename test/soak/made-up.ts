import fc from 'fast-check';
import type { Header } from '#sigv4/headers.ts';
import { bucket, key } from './fuzzed-account.ts';

const subresources = [
  'acl', 'cors', 'delete', 'lifecycle', 'location', 'partNumber', 'policy', 'publicAccessBlock', 'tagging', 'uploadId', 'uploads', 'versionId', 'versioning',
]; // prettier-ignore
const parameters = [
  'continuation-token', 'delimiter', 'encoding-type', 'fetch-owner', 'key-marker', 'list-type', 'max-keys', 'max-parts', 'max-uploads', 'part-number-marker',
  'prefix', 'response-cache-control', 'response-content-disposition', 'response-expires', 'start-after', 'upload-id-marker', 'x-id', 'X-Amz-Date', 'X-Amz-Expires',
]; // prettier-ignore
const headerNames = [
  'cache-control', 'content-disposition', 'content-encoding', 'content-md5', 'content-type', 'expires', 'if-match', 'if-modified-since', 'if-none-match',
  'if-unmodified-since', 'origin', 'range', 'x-amz-acl', 'x-amz-checksum-algorithm', 'x-amz-checksum-crc32', 'x-amz-checksum-crc64nvme', 'x-amz-checksum-mode',
  'x-amz-checksum-sha256', 'x-amz-checksum-type', 'x-amz-content-sha256', 'x-amz-copy-source', 'x-amz-date', 'x-amz-decoded-content-length',
  'x-amz-expected-bucket-owner', 'x-amz-meta-a', 'x-amz-mp-object-size', 'x-amz-sdk-checksum-algorithm', 'x-amz-storage-class', 'x-amz-tagging', 'x-amz-trailer',
]; // prettier-ignore
const values = [
  '', '0', '1', '-1', '2', '1000', '10001', '99999999999999999999', 'a', '*', '"a"', 'bytes=0-0', 'bytes=-1', 'bytes=5-', 'bytes=9-2', 'CRC32', 'COMPOSITE',
  'FULL_OBJECT', 'SHA256', 'ENABLED', 'STANDARD', 'GLACIER', 'url', '/', 'true', '111122223333', 'AAAAAA==', 'UNSIGNED-PAYLOAD', 'https://app.example',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-checksum-crc32', 'Sun, 01 Mar 2026 09:00:00 GMT', '%', '%zz', '..', '//', '\u0000', '\ud800', '😀',
]; // prettier-ignore

const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...values) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);
/** What may stand in a path or query as it goes over the wire. */
const wireText = anyText.map((text) => text.replace(/[\s#?&=\0]/g, ''));
/** A header's value cannot hold line ends, which the door has cut off. */
const headerText = anyText.map((text) => text.replace(/[\r\n\0]/g, ''));
const sensible = [
  ['list-type', '2'],
  ['uploads', ''],
  ['partNumber', '1'],
  ['encoding-type', 'url'],
  ['max-keys', '2'],
  ['delimiter', '/'],
] as const;
const parameter = fc.oneof(
  fc.constantFrom<readonly [string, string]>(...sensible),
  fc.tuple(
    fc.oneof(fc.constantFrom(...subresources), fc.constantFrom(...subresources, ...parameters), wireText),
    wireText,
  ),
);

const path = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(`/${bucket}`, `/${bucket}/`, `/${bucket}/${key}`, `/${bucket}/new`) },
  { weight: 1, arbitrary: fc.array(wireText, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`) },
);

export interface MadeUp {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body: string | undefined;
}

/** Requests that have much of S3's words and little of its sense. */
export const madeUp: fc.Arbitrary<MadeUp> = fc
  .record({
    method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'get'),
    path,
    query: fc.array(parameter, { maxLength: 4 }),
    headers: fc.uniqueArray(fc.tuple(fc.constantFrom(...headerNames), headerText), {
      maxLength: 4,
      selector: ([name]) => name,
    }),
    body: fc.option(fc.string({ maxLength: 200 }), { nil: undefined }),
  })
  .map(({ method, path: pathname, query, headers, body }) => {
    const search = query.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&');
    return { method, target: search === '' ? pathname : `${pathname}?${search}`, headers, body };
  });
