import { element, type XmlNode } from '#base/xml.ts';
import { queryValue } from '#sigv4/query.ts';

import { orderedKey, keyBehind } from '../store/order.ts';
import { uploadKey, uploadRange, type UploadRecord } from '../records.ts';
import { canonicalUserId, elements, listDate, xmlAnswer } from './answers.ts';
import { bucketOf } from './bucket-record.ts';
import type { Handler, OperationContext } from './context.ts';
import { groupedKeys, pageOf, type Listed, type ListPage } from './grouped-keys.ts';
import { commonPrefixes } from './list-objects.ts';
import { countParameter, nameEncoding } from './parameters.ts';

export const listMultipartUploads: Handler = async (context) => {
  const { query, checks, bucketName } = context;
  const maxUploads = countParameter(context, 'max-uploads');
  const { type, encode } = nameEncoding(context);
  const [prefix, delimiter] = [queryValue(query, 'prefix') ?? '', queryValue(query, 'delimiter') ?? ''];
  checks.pass('request');
  const page = await pageFrom(context, prefix, delimiter, maxUploads);
  const next = markersBehind(page.items.at(-1));
  return xmlAnswer('ListMultipartUploadsResult', [
    ...elements({
      Bucket: bucketName,
      KeyMarker: encode(queryValue(query, 'key-marker') ?? ''),
      UploadIdMarker: queryValue(query, 'upload-id-marker') ?? '',
      // Those of the last item, also when there is no further page.
      NextKeyMarker: encode(next.key),
      NextUploadIdMarker: next.uploadId,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      Prefix: prefix === '' ? undefined : encode(prefix),
      EncodingType: type,
      MaxUploads: maxUploads,
      IsTruncated: page.isTruncated,
    }),
    ...uploads(context, page, encode),
    ...commonPrefixes(page, encode),
  ]);
};

async function pageFrom(
  context: OperationContext,
  prefix: string,
  delimiter: string,
  limit: number,
): Promise<ListPage> {
  const { store, bucketName } = context;
  const rangeOf = (below: string) => uploadRange(bucketName, below);
  const { from, to } = rangeOf(prefix);
  const start = startOf(context, delimiter) ?? from;
  const list = groupedKeys(store, {
    range: { from: start > from ? start : from, to },
    prefix,
    delimiter,
    keyOf: ({ value }) => (value as UploadRecord).key,
    rangeOf,
  });
  return pageOf(list, limit);
}

/** With an upload id the list goes on within the key, else behind it; a common prefix as the marker is left as a whole. */
function startOf({ query, bucketName }: OperationContext, delimiter: string): string | undefined {
  const [key, uploadId] = [queryValue(query, 'key-marker') ?? '', queryValue(query, 'upload-id-marker') ?? ''];
  if (key === '') return undefined;
  if (uploadId !== '') return keyBehind(uploadKey(bucketName, key, uploadId));
  if (delimiter !== '' && key.endsWith(delimiter)) return uploadRange(bucketName, key).to;
  return keyBehind(orderedKey('upload', bucketName, key));
}

function markersBehind(last: Listed | undefined): { readonly key: string; readonly uploadId: string } {
  if (!last) return { key: '', uploadId: '' };
  if (last.kind === 'common prefix') return { key: last.prefix, uploadId: '' };
  const { key, uploadId } = last.entry.value as UploadRecord;
  return { key, uploadId };
}

function uploads(context: OperationContext, page: ListPage, encode: (name: string) => string): XmlNode[] {
  const owner = elements({ ID: canonicalUserId(bucketOf(context).account) });
  return page.items.flatMap((item) => {
    if (item.kind !== 'entry') return [];
    const upload = item.entry.value as UploadRecord;
    const content = elements({
      Key: encode(upload.key),
      UploadId: upload.uploadId,
      Initiator: elements({ ID: upload.initiator.id }),
      Owner: owner,
      StorageClass: upload.description.storageClass,
      Initiated: listDate(upload.initiated),
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    });
    return [element('Upload', content)];
  });
}
