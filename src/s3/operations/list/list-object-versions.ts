import { element, type XmlNode } from '#base/xml.ts';
import { queryValue } from '#sigv4/query.ts';

import { idOf } from '../../versions/object-versions.ts';
import { isDeleteMarker, type VersionRecord } from '../../versions/version-records.ts';
import { shownOwner } from '../../acl/shown-owner.ts';
import { elements, listDate, quoted, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { countParameter, nameEncoding } from '../parameters.ts';
import { pageOf, type ListPage } from './grouped-keys.ts';
import { commonPrefixes } from './list-objects-v2.ts';
import { versionMarkerOf, type VersionMarker } from './version-marker.ts';
import { listedVersions } from './listed-versions.ts';

/** All versions and delete markers, by key and within a key from the newest on. */
export const listObjectVersions: Handler = async (context) => {
  const { query, checks, bucketName, store } = context;
  const maxKeys = countParameter(context, 'max-keys');
  const { type, encode } = nameEncoding(context);
  const [prefix, delimiter] = [queryValue(query, 'prefix') ?? '', queryValue(query, 'delimiter') ?? ''];
  const marker = await versionMarkerOf(context);
  checks.pass('request');
  const page = await pageOf(listedVersions(store, { bucketName, prefix, delimiter, marker }), maxKeys);
  const next = page.isTruncated ? markerBehind(page) : undefined;
  return xmlAnswer('ListVersionsResult', [
    ...elements({
      Name: bucketName,
      Prefix: encode(prefix),
      KeyMarker: encode(marker.key),
      VersionIdMarker: marker.versionId ?? '',
      NextKeyMarker: next && encode(next.key),
      NextVersionIdMarker: next?.versionId,
      MaxKeys: maxKeys,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: type,
      IsTruncated: page.isTruncated,
    }),
    ...versions(context, page, encode),
    ...commonPrefixes(page, encode),
  ]);
};

/** A page that ends with a common prefix goes on behind all of it. */
function markerBehind({ items }: ListPage): VersionMarker | undefined {
  const last = items.at(-1);
  if (!last) return undefined;
  if (last.kind === 'common prefix') return { key: last.prefix, versionId: undefined };
  const record = last.entry.value as VersionRecord;
  return { key: record.key, versionId: idOf(record) };
}

function versions(context: OperationContext, page: ListPage, encode: (name: string) => string): XmlNode[] {
  const bucket = bucketOf(context);
  const owner = elements({ ID: shownOwner(bucket, {}) });
  return page.items.flatMap((item) => {
    if (item.kind !== 'entry') return [];
    const record = item.entry.value as VersionRecord;
    const named = {
      Key: encode(record.key),
      VersionId: idOf(record),
      IsLatest: record.replaced === undefined,
      LastModified: listDate(record.lastModified),
    };
    if (isDeleteMarker(record)) return [element('DeleteMarker', elements({ ...named, Owner: owner }))];
    const content = elements({
      ...named,
      ETag: quoted(record.etag),
      ChecksumAlgorithm: record.checksum?.algorithm,
      ChecksumType: record.checksum?.type,
      Size: record.size,
      Owner: elements({ ID: shownOwner(bucket, record.description) }),
      StorageClass: record.description.storageClass,
    });
    return [element('Version', content)];
  });
}
