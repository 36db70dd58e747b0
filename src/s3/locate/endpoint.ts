import type { Address } from './addressing.ts';
import { S3Error } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { BucketRecord } from '../records.ts';

/**
 * Amazon's host names have to be an endpoint of the bucket: of its Region, and accelerated only where the bucket is. It
 * is asked before who sends the request, since the redirect also answers anonymous requests and those of a wrong scope.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function requireEndpoint({ checks, bucket }: Exchange, address: Address): void {
  const { endpoint } = address;
  if (!endpoint) return;
  const refusal = endpoint.isAccelerated ? notAccelerated(address, bucket) : undefined;
  if (refusal !== undefined) {
    return checks.fail('endpoint', new S3Error('InvalidRequest', {}, refusal), undefined, { known: 'documented' });
  }
  const actual = endpoint.region;
  if (!bucket || actual === undefined || actual === bucket.region) return;
  const evidence = { kind: 'compared', what: 'Region of the host', expected: bucket.region, actual } as const;
  const extras = { Endpoint: endpointOf(bucket, address), Bucket: bucket.name };
  const headers = [['x-amz-bucket-region', bucket.region]] as const;
  checks.fail('endpoint', new S3Error('PermanentRedirect', extras, undefined, headers), evidence);
}

/** Why S3 does not serve this through Transfer Acceleration. */
function notAccelerated({ style, bucketName }: Address, bucket: BucketRecord | undefined): string | undefined {
  if (style === 'path') return 'The S3 Transfer Acceleration endpoint supports only virtual style requests.';
  if (bucketName.includes('.')) return dottedName;
  if (!bucket || bucket.acceleration === 'Enabled') return undefined;
  return bucket.acceleration === undefined
    ? 'S3 Transfer Acceleration is not configured on this bucket'
    : 'S3 Transfer Acceleration is disabled on this bucket';
}

export const dottedName = 'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names';

/** The form that S3 writes into a redirect, which is older than today's `s3.<region>`. */
function endpointOf({ name, region }: BucketRecord, { style }: Address): string {
  const host = region === 'us-east-1' ? 's3.amazonaws.com' : `s3-${region}.amazonaws.com`;
  return style === 'path' ? host : `${name}.${host}`;
}
