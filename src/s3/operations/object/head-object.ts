import type { Handler } from '../context.ts';
import { objectAnswer } from './object-answer.ts';
import { requireObject } from './object-record.ts';
import { requireReadConditions } from './read-conditions.ts';
import { overridesOf } from './response-overrides.ts';
import { selectionOf } from './selection.ts';

/** What GetObject would answer, without the bytes. */
export const headObject: Handler = async (context) => {
  const overrides = overridesOf(context);
  const { object } = await requireObject(context);
  requireReadConditions(context, object);
  return objectAnswer(context, object, selectionOf(context, object), overrides);
};
