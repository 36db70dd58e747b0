import { xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf } from './bucket-record.ts';

export const getBucketLocation: Handler = async (context) => {
  const { region } = bucketOf(context);
  // The oldest Region has no name here.
  return xmlAnswer('LocationConstraint', region === 'us-east-1' ? '' : region);
};
