import { headerValue } from '#sigv4/headers.ts';

import { unquoted, noContent } from '../answers.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';
import { findObject } from './object-record.ts';
import { requireWriteCondition, type WriteCondition } from './write-conditions.ts';

/** Deleting what is not there is a success too. */
export const deleteObject: Handler = async (context) => {
  const condition = deleteConditionOf(context);
  context.checks.pass('request');
  await committed(context.store, async () => {
    const current = await findObject(context);
    requireWriteCondition(context, condition, current);
    if (!current) return { change: {}, result: undefined };
    const change = {
      expect: [{ key: current.key, version: current.version }],
      remove: [current.key],
      releases: current.object.pieces.map(({ bytes }) => bytes.id),
    };
    return { change, result: undefined };
  });
  return noContent();
};

function deleteConditionOf({ headers }: OperationContext): WriteCondition {
  const ifMatch = headerValue(headers, 'if-match');
  return ifMatch === undefined || ifMatch === '*' ? undefined : { kind: 'must be', etag: unquoted(ifMatch) };
}
