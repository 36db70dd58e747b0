import { S3Error } from '../../errors.ts';
import type { OperationContext } from '../context.ts';

const shape = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/;
const addressShape = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const reservedPrefixes = ['xn--', 'sthree-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function requireBucketName({ bucketName, checks }: OperationContext): void {
  if (isBucketName(bucketName)) return;
  checks.fail('request', new S3Error('InvalidBucketName', { BucketName: bucketName }));
}

function isBucketName(name: string): boolean {
  return (
    shape.test(name) &&
    !name.includes('..') &&
    !addressShape.test(name) &&
    !reservedPrefixes.some((prefix) => name.startsWith(prefix)) &&
    !reservedSuffixes.some((suffix) => name.endsWith(suffix))
  );
}
