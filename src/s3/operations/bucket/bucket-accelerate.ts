import { malformedXml, readXml } from '../../body/document.ts';
import { dottedName } from '../../locate/endpoint.ts';
import { S3Error } from '../../errors.ts';
import { elements, emptyAnswer, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';

/** Empty for a bucket that never had it. */
export const getBucketAccelerate: Handler = async (context) =>
  xmlAnswer('AccelerateConfiguration', elements({ Status: bucketOf(context).acceleration }));

/**
 * Enables or suspends Transfer Acceleration, which a bucket with a dot in its name cannot have.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html
 */
export const putBucketAccelerate: Handler = async (context) => {
  const acceleration = (await readXml(context, 'AccelerateConfiguration')).textOf('Status');
  if (acceleration !== 'Enabled' && acceleration !== 'Suspended') {
    return malformedXml(context, 'Status is neither Enabled nor Suspended.');
  }
  if (bucketOf(context).name.includes('.')) {
    const error = new S3Error('InvalidRequest', {}, dottedName);
    return context.checks.fail('request', error);
  }
  await updateBucket(context, (bucket) => ({ ...bucket, acceleration }));
  context.checks.pass('request');
  return emptyAnswer();
};
