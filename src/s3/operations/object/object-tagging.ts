import { readXml } from '../../body/document.ts';
import { withEvents } from '../../events/event-change.ts';
import type { ObjectEntry } from '../../versions/object-versions.ts';
import { emptyAnswer, noContent, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import { committed } from '../committed.ts';
import type { Handler, OperationContext } from '../context.ts';
import { tagSetContent, tagSetOf, taggingText, tagsOfText } from '../tag-set.ts';
import { versionHeaders } from './object-record.ts';
import { requireTaggedObject } from './tagged-object.ts';
import { objectTagRules } from './tagging-header.ts';

/**
 * The tags of an object or of one of its versions; an empty set where it has none.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 */
export const getObjectTagging: Handler = async (context) => {
  const { object } = await requireTaggedObject(context);
  const content = tagSetContent(tagsOfText(object.description.tagging));
  return xmlAnswer('Tagging', content, versionHeaders(object, bucketOf(context)));
};

/** Replaces all tags of the object. */
export const putObjectTagging: Handler = async (context) => {
  const tags = tagSetOf(context, await readXml(context, 'Tagging'), objectTagRules);
  context.checks.pass('request');
  const { object } = await retagged(context, taggingText(tags));
  return emptyAnswer(versionHeaders(object, bucketOf(context)));
};

/**
 * Takes all tags away; that there were none is a success too.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
 */
export const deleteObjectTagging: Handler = async (context) => {
  const { object } = await retagged(context, undefined);
  return noContent(versionHeaders(object, bucketOf(context)));
};

/** An object's tags are the one thing about it that can change while it stays. */
async function retagged(context: OperationContext, tagging: string | undefined): Promise<ObjectEntry> {
  return committed(context.store, async () => {
    const found = await requireTaggedObject(context);
    const { key, version, object } = found;
    const value = { ...object, description: { ...object.description, tagging } };
    const name = context.operation === 'DeleteObjectTagging' ? 's3:ObjectTagging:Delete' : 's3:ObjectTagging:Put';
    const change = { expect: [{ key, version }], put: [{ key, value }] };
    return { change: await withEvents(context, change, { name, object }), result: found };
  });
}
