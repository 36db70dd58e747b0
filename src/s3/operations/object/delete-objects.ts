import { element, type XmlContent, type XmlNode } from '#base/xml.ts';

import { S3Error } from '../../errors.ts';
import { idOf, type FoundVersion } from '../../versions/object-versions.ts';
import { elements, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext, OtherResource } from '../context.ts';
import { conditionOf, unmetCondition } from './delete-condition.ts';
import { deleteList, type ListedDeletion } from './delete-list.ts';
import { deletion, type Deleted } from './delete-version.ts';
import { versionIdFault } from './version-parameter.ts';

const deletionsAtOnce = 32;

/** Deletes up to 1,000 keys or versions. Each is permitted, carried out and reported on its own. */
export const deleteObjects: Handler = async (context) => {
  const { isQuiet, listed } = await deleteList(context);
  context.checks.pass('request');
  const results: XmlNode[] = [];
  for (let at = 0; at < listed.length; at += deletionsAtOnce) {
    const some = listed.slice(at, at + deletionsAtOnce);
    results.push(...(await Promise.all(some.map((item) => resultOf(context, item)))));
  }
  notePermissions(context, results);
  return xmlAnswer('DeleteResult', isQuiet ? results.filter(({ name }) => name === 'Error') : results);
};

async function resultOf(context: OperationContext, item: ListedDeletion): Promise<XmlNode> {
  const { key, versionId } = item;
  try {
    requirePermissions(context, item);
    requireVersionId(context, item);
    const require = requirementOf(item);
    const deleted = await committed(context.store, () => deletion(context, { key, versionId, require }));
    return element('Deleted', deletedElements(item, deleted));
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const { code: Code, message: Message } = error;
    return element('Error', elements({ Key: key, VersionId: versionId, Code, Message }));
  }
}

/** The permissions of DeleteObject, asked for the object of this key. */
function requirePermissions(context: OperationContext, { key, versionId, etag }: ListedDeletion): void {
  const bucket = bucketOf(context);
  const resource: OtherResource = { arn: `arn:aws:s3:::${bucket.name}/${key}`, account: bucket.account, bucket };
  const actions = [
    versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
    ...(etag === undefined || etag === '*' ? [] : ['s3:GetObject']),
  ];
  const denied = actions.find((action) => !context.may(action, resource));
  if (denied !== undefined) throw context.denial(denied, resource);
}

/** Here an id that can be that of no version is answered like one that is unknown. */
function requireVersionId(context: OperationContext, { key, versionId }: ListedDeletion): void {
  if (versionId === undefined) return;
  const fault = versionIdFault(versionId, bucketOf(context).versioning !== undefined);
  if (fault !== undefined) throw new S3Error('NoSuchVersion', { Key: key, VersionId: versionId });
}

function requirementOf({
  key,
  etag,
  versionId,
}: ListedDeletion): ((newest: FoundVersion | undefined) => void) | undefined {
  if (etag === undefined) return undefined;
  if (versionId !== undefined) throw new S3Error('NotImplemented', { Header: 'ETag' });
  const condition = conditionOf(etag);
  return (newest) => {
    const error = unmetCondition(condition, key, newest);
    if (error) throw error;
  };
}

function deletedElements({ key, versionId }: ListedDeletion, { marker }: Deleted): XmlContent {
  return elements({
    Key: key,
    VersionId: versionId,
    DeleteMarker: marker ? true : undefined,
    DeleteMarkerVersionId: marker && idOf(marker),
  });
}

/** Who may delete none of the keys gets a 200 all the same, so the decision says how it came out. */
function notePermissions({ checks }: OperationContext, results: readonly XmlNode[]): void {
  const failed = results.filter(({ name }) => name === 'Error').length;
  if (failed === 0) return;
  checks.note(`${failed} of ${results.length} deletions failed: the answer is 200 and names them in its body.`);
}
