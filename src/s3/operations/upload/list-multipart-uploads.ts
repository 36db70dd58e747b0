import { element, type XmlNode } from '#base/xml.ts';
import { queryValue } from '#sigv4/query.ts';

import { S3Error } from '../../errors.ts';
import { orderedKey, keyBehind } from '../../store/order.ts';
import { uploadKey, uploadRange, type UploadRecord } from '../../records.ts';
import { canonicalUserId, elements, listDate, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { commonPrefixOf, groupedKeys, pageOf, type ListOptions, type ListPage } from '../list/grouped-keys.ts';
import { commonPrefixes } from '../list/list-objects-v2.ts';
import { countParameter, nameEncoding } from '../parameters.ts';

/**
 * The uploads under way, by key and within a key in the order of their creation, at most 1,000 a page.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export const listMultipartUploads: Handler = async (context) => {
  const { query, checks, bucketName } = context;
  const maxUploads = countParameter(context, 'max-uploads');
  const { type, encode } = nameEncoding(context);
  const [prefix, delimiter] = [queryValue(query, 'prefix') ?? '', queryValue(query, 'delimiter') ?? ''];
  const marker = markerOf(context);
  await requireUploadOfKey(context, marker);
  checks.pass('request');
  const page = await pageFrom(context, { prefix, delimiter, marker, limit: maxUploads });
  const next = markersBehind(page);
  return xmlAnswer('ListMultipartUploadsResult', [
    ...elements({
      Bucket: bucketName,
      KeyMarker: encode(marker.key),
      UploadIdMarker: marker.uploadId,
      // Those of the last upload, also when there is no further page.
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

/** Where a page begins: behind all uploads of a key, or behind one of them. */
interface Marker {
  readonly key: string;
  readonly uploadId: string;
}

/** An upload id without a key is no marker. */
function markerOf({ query }: OperationContext): Marker {
  const key = queryValue(query, 'key-marker') ?? '';
  return { key, uploadId: key === '' ? '' : (queryValue(query, 'upload-id-marker') ?? '') };
}

/** Recorded for the id of another key's upload. One that has ended since the last page is still a place to go on from. */
async function requireUploadOfKey(context: OperationContext, { key, uploadId }: Marker): Promise<void> {
  const { store, bucketName, checks } = context;
  if (uploadId === '' || (await store.get(uploadKey(bucketName, key, uploadId)))) return;
  const everyUpload = groupedKeys(store, {
    ...uploadsOf(bucketName),
    range: uploadRange(bucketName),
    prefix: '',
    delimiter: '',
  });
  for await (const item of everyUpload) {
    if (item.kind !== 'entry' || (item.entry.value as UploadRecord).uploadId !== uploadId) continue;
    const extras = { ArgumentName: 'upload-id-marker', ArgumentValue: uploadId };
    checks.fail('request', new S3Error('InvalidArgument', extras, 'Invalid uploadId marker'));
  }
}

/** How uploads of a bucket are grouped. */
function uploadsOf(bucketName: string): Pick<ListOptions, 'keyOf' | 'rangeOf'> {
  return {
    keyOf: ({ value }) => (value as UploadRecord).key,
    rangeOf: (below) => uploadRange(bucketName, below),
  };
}

interface PageOptions {
  readonly prefix: string;
  readonly delimiter: string;
  readonly marker: Marker;
  readonly limit: number;
}

async function pageFrom(
  context: OperationContext,
  { prefix, delimiter, marker, limit }: PageOptions,
): Promise<ListPage> {
  const { store, bucketName } = context;
  const { from, to } = uploadRange(bucketName, prefix);
  const start = startOf(bucketName, marker, commonPrefixOf(marker.key, prefix, delimiter)) ?? from;
  const list = groupedKeys(store, {
    ...uploadsOf(bucketName),
    range: { from: start > from ? start : from, to },
    prefix,
    delimiter,
  });
  return pageOf(list, limit);
}

/** With an upload id the list goes on within the key, else behind it, and behind a common prefix that the key lies in. */
function startOf(bucketName: string, { key, uploadId }: Marker, common: string | undefined): string | undefined {
  if (key === '') return undefined;
  if (uploadId !== '') return keyBehind(uploadKey(bucketName, key, uploadId));
  if (common !== undefined) return uploadRange(bucketName, common).to;
  return keyBehind(orderedKey('upload', bucketName, key));
}

/** Recorded: a page that ends with a common prefix names none, also where more follows. */
function markersBehind({ items }: ListPage): Marker {
  const last = items.at(-1);
  if (last?.kind !== 'entry') return { key: '', uploadId: '' };
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
