import { malformedXml, readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { elements, emptyAnswer, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';

/** In an emulated account nobody pays, so it is always the owner who would. */
export const getBucketRequestPayment: Handler = async () =>
  xmlAnswer('RequestPaymentConfiguration', elements({ Payer: 'BucketOwner' }));

/**
 * Says that the owner pays, which is so; requester pays is not implemented.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html
 */
export const putBucketRequestPayment: Handler = async (context) => {
  const payer = (await readXml(context, 'RequestPaymentConfiguration')).textOf('Payer');
  if (payer === 'Requester') {
    const text = 'The emulator does not implement requester pays.';
    const error = new S3Error('NotImplemented', { Operation: 'PutBucketRequestPayment' });
    context.checks.fail('request', error, { kind: 'note', text }, { known: 'assumed' });
  }
  if (payer !== 'BucketOwner') malformedXml(context, 'Payer is neither BucketOwner nor Requester.');
  context.checks.pass('request');
  return emptyAnswer();
};
