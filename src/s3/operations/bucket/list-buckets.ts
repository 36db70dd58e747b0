import { base64, fromBase64, utf8, utf8Text } from '#base/bytes.ts';
import { element } from '#base/xml.ts';
import { queryValue } from '#sigv4/query.ts';

import { S3Error } from '../../errors.ts';
import { bucketKey, bucketRange, type BucketRecord } from '../../records.ts';
import { keyBehind } from '../../store/order.ts';
import { canonicalUserId, elements, listDate, xmlAnswer } from '../answers.ts';
import type { Handler, OperationContext } from '../context.ts';
import { countParameter } from '../parameters.ts';

const bucketsMaximum = 10_000;
const bucketsAtOnce = 1_000;

/**
 * The buckets of the caller's account by name, at most 10,000 a page.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const listBuckets: Handler = async (context) => {
  const { query, checks, principal } = context;
  const limit = countParameter(context, 'max-buckets', bucketsMaximum);
  const prefix = queryValue(query, 'prefix');
  const buckets = await ownBuckets(context, limit + 1);
  checks.pass('request');
  const shown = buckets.slice(0, limit);
  const last = shown.at(-1);
  // The Region of each is named only where the request asked for a page.
  const isPaged = ['max-buckets', 'prefix', 'bucket-region'].some((name) => queryValue(query, name) !== undefined);
  return xmlAnswer(
    'ListAllMyBucketsResult',
    elements({
      Owner: elements({ ID: canonicalUserId(principal.account) }),
      Buckets: shown.map((bucket) =>
        element(
          'Bucket',
          elements({
            Name: bucket.name,
            CreationDate: listDate(bucket.created),
            BucketRegion: isPaged ? bucket.region : undefined,
          }),
        ),
      ),
      ContinuationToken: last && buckets.length > limit ? base64(utf8(last.name)) : undefined,
      Prefix: prefix,
    }),
  );
};

async function ownBuckets(context: OperationContext, limit: number): Promise<BucketRecord[]> {
  const { store, query, principal } = context;
  const range = bucketRange(queryValue(query, 'prefix') ?? '');
  const region = queryValue(query, 'bucket-region');
  const found: BucketRecord[] = [];
  for (let from = startOf(context, range.from); found.length < limit;) {
    const entries = await store.range(from, range.to, bucketsAtOnce);
    const buckets = entries.map(({ value }) => value as BucketRecord);
    found.push(
      ...buckets.filter((bucket) => bucket.account === principal.account && (!region || bucket.region === region)),
    );
    const last = entries.at(-1);
    if (!last || entries.length < bucketsAtOnce) break;
    from = keyBehind(last.key);
  }
  return found;
}

function startOf({ query, checks }: OperationContext, from: string): string {
  const token = queryValue(query, 'continuation-token');
  if (token === undefined) return from;
  const name = fromBase64(token);
  if (name) return keyBehind(bucketKey(utf8Text(name)));
  const extras = { ArgumentName: 'continuation-token', ArgumentValue: token };
  return checks.fail('request', new S3Error('InvalidArgument', extras, 'The continuation token provided is incorrect'));
}
