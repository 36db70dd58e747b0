import { readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { emptyAnswer, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';

/** Empty: the emulator writes no access logs into buckets. */
export const getBucketLogging: Handler = async () => xmlAnswer('BucketLoggingStatus', []);

/** Turns logging off, which it is; turning it on is not implemented. */
export const putBucketLogging: Handler = async (context) => {
  const status = await readXml(context, 'BucketLoggingStatus');
  if (status.child('LoggingEnabled')) {
    const text = 'The emulator does not write access logs into buckets.';
    const error = new S3Error('NotImplemented', { Operation: 'PutBucketLogging' });
    context.checks.fail('request', error, { kind: 'note', text }, { known: 'assumed' });
  }
  context.checks.pass('request');
  return emptyAnswer();
};
