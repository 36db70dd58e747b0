import type { Header } from '#sigv4/headers.ts';

import type { FoundVersion } from '../../versions/object-versions.ts';
import { noContent } from '../answers.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';
import { deleteConditionOf, unmetCondition } from './delete-condition.ts';
import { deletion, type Deleted } from './delete-version.ts';
import { markerHeaders } from './missing-object.ts';
import { versionIdParameter } from './version-parameter.ts';

/** Deletes the current version, or one for good by its id. Deleting what is not there is a success too. */
export const deleteObject: Handler = async (context) => {
  const { store, key, checks } = context;
  const versionId = versionIdParameter(context);
  const require = requirementOf(context, versionId);
  checks.pass('request');
  const deleted = await committed(store, () => deletion(context, { key, versionId, require }));
  return noContent(deletedHeaders(deleted));
};

/** Throws unless the key's newest version is what `If-Match` says. */
function requirementOf(
  context: OperationContext,
  versionId: string | undefined,
): ((newest: FoundVersion | undefined) => void) | undefined {
  const condition = deleteConditionOf(context, versionId);
  if (!condition) return undefined;
  // Whoever may not read an object shall not find its ETag out by trying.
  if (condition.etag !== undefined) context.require('s3:GetObject', 'object');
  const { checks, key } = context;
  return (newest) => {
    const error = unmetCondition(condition, key, newest);
    if (error) checks.fail('precondition', error, { kind: 'note', text: 'If-Match' }, { known: 'documented' });
    checks.pass('precondition');
  };
}

function deletedHeaders({ versionId, marker }: Deleted): Header[] {
  if (marker) return markerHeaders({ marker });
  return versionId === undefined ? [] : [['x-amz-version-id', versionId]];
}
