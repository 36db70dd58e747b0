import { queryValue } from '#sigv4/query.ts';

import { objectKey, objectRange, type ObjectRecord } from '../../records.ts';
import { keyBehind } from '../../store/order.ts';
import { elements, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { countParameter, nameEncoding } from '../parameters.ts';
import { commonPrefixOf, groupedKeys, pageOf, type Listed, type ListPage } from './grouped-keys.ts';
import { commonPrefixes, contents } from './list-objects-v2.ts';

/** The first version of the list: pages go on from a key, and every object is shown with its owner, but (recorded) not to the anonymous. */
export const listObjects: Handler = async (context) => {
  const { query, checks, bucketName, principal } = context;
  const maxKeys = countParameter(context, 'max-keys');
  const { type, encode } = nameEncoding(context);
  const [prefix, delimiter] = [queryValue(query, 'prefix') ?? '', queryValue(query, 'delimiter') ?? ''];
  const marker = queryValue(query, 'marker') ?? '';
  checks.pass('request');
  const page = await pageFrom(context, { prefix, delimiter, marker, limit: maxKeys });
  const content = [
    ...elements({
      Name: bucketName,
      Prefix: encode(prefix),
      Marker: encode(marker),
      NextMarker: nextMarker(page, delimiter, encode),
      MaxKeys: maxKeys,
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      EncodingType: type,
      IsTruncated: page.isTruncated,
    }),
    ...contents(context, page, { encode, showsOwner: principal.kind !== 'anonymous' }),
    ...commonPrefixes(page, encode),
  ];
  return xmlAnswer('ListBucketResult', content, [['x-amz-bucket-region', bucketOf(context).region]]);
};

interface PageOptions {
  readonly prefix: string;
  readonly delimiter: string;
  readonly marker: string;
  readonly limit: number;
}

async function pageFrom(context: OperationContext, options: PageOptions): Promise<ListPage> {
  const { store, bucketName } = context;
  const { prefix, delimiter, limit } = options;
  const { from, to } = objectRange(bucketName, prefix);
  const start = startBehind(bucketName, options) ?? from;
  const list = groupedKeys(store, {
    range: { from: start > from ? start : from, to },
    prefix,
    delimiter,
    keyOf: ({ value }) => (value as ObjectRecord).key,
    rangeOf: (below) => objectRange(bucketName, below),
  });
  return pageOf(list, limit);
}

/** Recorded: a common prefix that the marker lies in is not listed again. */
function startBehind(bucketName: string, { prefix, delimiter, marker }: PageOptions): string | undefined {
  if (marker === '') return undefined;
  const common = commonPrefixOf(marker, prefix, delimiter);
  return common === undefined ? keyBehind(objectKey(bucketName, marker)) : objectRange(bucketName, common).to;
}

/** Only with a delimiter; without one, the last key shown is the next marker. */
function nextMarker(page: ListPage, delimiter: string, encode: (name: string) => string): string | undefined {
  const last = page.items.at(-1);
  return page.isTruncated && delimiter !== '' && last ? encode(nameOf(last)) : undefined;
}

function nameOf(item: Listed): string {
  return item.kind === 'entry' ? (item.entry.value as ObjectRecord).key : item.prefix;
}
