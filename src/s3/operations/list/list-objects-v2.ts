import { base64, fromBase64, utf8, utf8Text } from '#base/bytes.ts';
import { element, type XmlNode } from '#base/xml.ts';
import { queryValue } from '#sigv4/query.ts';

import { shownOwner } from '../../acl/shown-owner.ts';
import { S3Error } from '../../errors.ts';
import { objectKey, objectRange, type ObjectRecord } from '../../records.ts';
import { keyBehind } from '../../store/order.ts';
import { elements, listDate, quoted, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { groupedKeys, pageOf, type Listed, type ListPage } from './grouped-keys.ts';
import { countParameter, nameEncoding } from '../parameters.ts';

/**
 * Current objects in the order of their keys' UTF-8 bytes, at most 1,000 keys and common prefixes a page. Pages go on
 * from an opaque token.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export const listObjectsV2: Handler = async (context) => {
  const { query, checks, bucketName } = context;
  const maxKeys = countParameter(context, 'max-keys');
  const encoding = nameEncoding(context);
  const [prefix, delimiter] = [queryValue(query, 'prefix') ?? '', queryValue(query, 'delimiter') ?? ''];
  const startAfter = queryValue(query, 'start-after');
  const token = queryValue(query, 'continuation-token');
  const showsOwner = queryValue(query, 'fetch-owner') === 'true';
  const page = await pageFrom(context, prefix, delimiter, maxKeys);
  checks.pass('request');
  const last = page.items.at(-1);
  const encoded = (text: string | undefined): string | undefined => text && encoding.encode(text);
  const content = [
    ...elements({
      Name: bucketName,
      Prefix: encoding.encode(prefix),
      StartAfter: encoded(startAfter),
      ContinuationToken: token,
      NextContinuationToken: page.isTruncated && last ? tokenBehind(last) : undefined,
      KeyCount: page.items.length,
      MaxKeys: maxKeys,
      Delimiter: delimiter === '' ? undefined : encoding.encode(delimiter),
      EncodingType: encoding.type,
      IsTruncated: page.isTruncated,
    }),
    ...contents(context, page, { encode: encoding.encode, showsOwner }),
    ...commonPrefixes(page, encoding.encode),
  ];
  return xmlAnswer('ListBucketResult', content, [['x-amz-bucket-region', bucketOf(context).region]]);
};

async function pageFrom(
  context: OperationContext,
  prefix: string,
  delimiter: string,
  limit: number,
): Promise<ListPage> {
  const { store, bucketName } = context;
  const rangeOf = (below: string) => objectRange(bucketName, below);
  const { from, to } = rangeOf(prefix);
  const start = startOf(context) ?? from;
  const list = groupedKeys(store, {
    range: { from: start > from ? start : from, to },
    prefix,
    delimiter,
    keyOf: ({ value }) => (value as ObjectRecord).key,
    rangeOf,
  });
  return pageOf(list, limit);
}

/** Where a page begins in the store: behind what its token names, else behind `start-after`. */
function startOf(context: OperationContext): string | undefined {
  const { query, bucketName, checks } = context;
  const token = queryValue(query, 'continuation-token');
  const startAfter = queryValue(query, 'start-after');
  if (token === undefined) return startAfter === undefined ? undefined : keyBehind(objectKey(bucketName, startAfter));
  const [, kind, name] = /^([kp]):(.*)$/s.exec(utf8Text(fromBase64(token) ?? new Uint8Array())) ?? [];
  if (kind === undefined || name === undefined) {
    const extras = { ArgumentName: 'continuation-token', ArgumentValue: token };
    const message = 'The continuation token provided is incorrect';
    return checks.fail('request', new S3Error('InvalidArgument', extras, message));
  }
  return kind === 'k' ? keyBehind(objectKey(bucketName, name)) : objectRange(bucketName, name).to;
}

/** Opaque to clients: the last key or common prefix of the page. */
function tokenBehind(last: Listed): string {
  const name = last.kind === 'entry' ? `k:${(last.entry.value as ObjectRecord).key}` : `p:${last.prefix}`;
  return base64(utf8(name));
}

/** How lists of objects write what they show. */
export interface ContentsOptions {
  readonly encode: (name: string) => string;
  readonly showsOwner: boolean;
}

export function contents(
  context: OperationContext,
  page: ListPage,
  { encode, showsOwner }: ContentsOptions,
): XmlNode[] {
  const bucket = bucketOf(context);
  return page.items.flatMap((item) => {
    if (item.kind !== 'entry') return [];
    const object = item.entry.value as ObjectRecord;
    const content = elements({
      Key: encode(object.key),
      LastModified: listDate(object.lastModified),
      ETag: quoted(object.etag),
      ChecksumAlgorithm: object.checksum?.algorithm,
      ChecksumType: object.checksum?.type,
      Size: object.size,
      Owner: showsOwner ? elements({ ID: shownOwner(bucket, object.description) }) : undefined,
      StorageClass: object.description.storageClass,
    });
    return [element('Contents', content)];
  });
}

export function commonPrefixes(page: ListPage, encode: (name: string) => string): XmlNode[] {
  return page.items.flatMap((item) =>
    item.kind === 'common prefix' ? [element('CommonPrefixes', elements({ Prefix: encode(item.prefix) }))] : [],
  );
}
