import { utf8 } from '#base/bytes.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';

import { newObjectAccess } from '../../acl/new-object-access.ts';
import { requestedEncryption } from '../../encryption/requested-encryption.ts';
import { S3Error } from '../../errors.ts';
import { keyMaximumBytes, userMetadataMaximumBytes } from '../../limits.ts';
import type { ObjectDescription } from '../../records.ts';
import type { OperationContext } from '../context.ts';
import { metadataText } from './metadata-text.ts';
import { taggingOf } from './tagging-header.ts';
import { refuseUnsupportedObjectHeaders } from '../unsupported.ts';

export const metadataPrefix = 'x-amz-meta-';
const storageClasses = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
];
/** Headers of a PUT that are given back on GET as they came. */
const keptHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
  'x-amz-website-redirect-location',
];
const defaultContentType = 'binary/octet-stream';

/** What PutObject and CreateMultipartUpload say of the object, checked. */
export function objectDescriptionOf(context: OperationContext): ObjectDescription {
  requireKeyLength(context);
  refuseUnsupportedObjectHeaders(context);
  const { headers } = context;
  return {
    headers: [...keptHeaders.flatMap((name) => keptHeader(headers, name)), ...metadataOf(context)],
    storageClass: storageClassOf(context),
    tagging: taggingOf(context),
    ...newObjectAccess(context),
    encryption: requestedEncryption(context),
  };
}

function requireKeyLength({ key, checks }: OperationContext): void {
  // A unit of UTF-16 takes three bytes at most, so that most keys need not be encoded.
  if (key.length * 3 <= keyMaximumBytes) return;
  const size = utf8(key).length;
  if (size <= keyMaximumBytes) return;
  checks.fail('request', new S3Error('KeyTooLongError', { Size: size, MaxSizeAllowed: keyMaximumBytes }), {
    kind: 'compared',
    what: 'bytes of the key',
    expected: `at most ${keyMaximumBytes}`,
    actual: String(size),
  });
}

function keptHeader(headers: readonly Header[], name: string): Header[] {
  const value = headerValue(headers, name);
  if (name === 'content-type') return [[name, value || defaultContentType]];
  if (name !== 'content-encoding' || value === undefined) return value === undefined ? [] : [[name, value]];
  // That the body was sent in chunks is a matter of the request, not of the object.
  const kept = value
    .split(',')
    .filter((coding) => coding.trim() !== 'aws-chunked')
    .join(',')
    .trim();
  return kept === '' ? [] : [[name, kept]];
}

function metadataOf({ headers, checks }: OperationContext): Header[] {
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith(metadataPrefix));
  const metadata = [...new Set(names)].map((name): Header => [name, metadataText(headerValue(headers, name) ?? '')]);
  const size = metadata.reduce(
    (sum, [name, value]) => sum + utf8(name.slice(metadataPrefix.length)).length + utf8(value).length,
    0,
  );
  if (size > userMetadataMaximumBytes) {
    const extras = { Size: size, MaxSizeAllowed: userMetadataMaximumBytes };
    checks.fail('request', new S3Error('MetadataTooLarge', extras));
  }
  return metadata;
}

function storageClassOf({ headers, checks }: OperationContext): string {
  const storageClass = headerValue(headers, 'x-amz-storage-class') ?? 'STANDARD';
  if (storageClasses.includes(storageClass)) return storageClass;
  return checks.fail('request', new S3Error('InvalidStorageClass', { StorageClassRequested: storageClass }));
}
