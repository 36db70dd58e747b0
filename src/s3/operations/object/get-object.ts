import { BytesGoneError } from '../../store/store.ts';
import { requireKey } from '../../encryption/kms-permission.ts';
import type { Handler } from '../context.ts';
import { objectAnswer } from './object-answer.ts';
import { objectBytes } from './object-bytes.ts';
import { requireObject } from './object-record.ts';
import { requireReadableClass } from './readable-class.ts';
import { requireReadConditions } from './read-conditions.ts';
import { requireReadParameters } from './read-parameters.ts';
import { overridesOf } from './response-overrides.ts';
import { selectionOf } from './selection.ts';

const attemptsAtMost = 20;

/**
 * An object's bytes, or those of a range or of one part (206).
 *
 * @throws S3Error NoSuchKey, NoSuchVersion, NotModified, PreconditionFailed, InvalidObjectState, InvalidRange,
 * InvalidPartNumber.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export const getObject: Handler = async (context) => {
  const overrides = overridesOf(context);
  requireReadParameters(context);
  for (let attempt = 1; ; attempt += 1) {
    const { object } = await requireObject(context);
    requireKey(context, 'kms:Decrypt', object.description.encryption);
    requireReadConditions(context, object);
    requireReadableClass(context, object);
    const selection = selectionOf(context, object);
    try {
      const body = await objectBytes(context.store, object.pieces, selection);
      return { ...objectAnswer(context, object, selection, overrides), body };
    } catch (error) {
      // The object was replaced after its record was read: the new record names bytes that are there.
      if (!(error instanceof BytesGoneError) || attempt >= attemptsAtMost) throw error;
    }
  }
};
