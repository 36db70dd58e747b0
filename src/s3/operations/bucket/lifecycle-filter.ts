import type { XmlElement } from '#base/xml.ts';

import { malformedXml } from '../../body/document.ts';
import type { LifecycleRule } from '../../lifecycle/rule.ts';
import type { OperationContext } from '../context.ts';
import { isTagKey, isTagValue, type Tag } from '../tag-set.ts';
import { refuseLifecycle, refuseUnknown } from './lifecycle-refusals.ts';

type LifecycleFilter = Pick<
  LifecycleRule,
  'prefix' | 'hasBarePrefix' | 'hasEmptyPrefix' | 'tags' | 'sizeGreaterThan' | 'sizeLessThan'
>;

/** Which objects a rule is for: one predicate stands alone in its `Filter`, several stand in an `And`. */
export function lifecycleFilterOf(context: OperationContext, rule: XmlElement): LifecycleFilter {
  const [filter, barePrefix] = [rule.child('Filter'), rule.child('Prefix')];
  if (filter && barePrefix) return malformedXml(context, 'A rule has either a Filter or a Prefix.');
  if (barePrefix) return { prefix: barePrefix.text, hasBarePrefix: true };
  if (!filter) return malformedXml(context, 'A rule has a Filter or a Prefix.');
  refuseUnknown(context, filter);
  const and = filter.child('And');
  if (filter.children.length > 1) malformedXml(context, 'Several predicates of a Filter stand in an And.');
  if (and && and.children.length < 2) malformedXml(context, 'An And has at least two predicates.');
  return predicatesOf(context, and ?? filter);
}

function predicatesOf(context: OperationContext, parent: XmlElement): LifecycleFilter {
  refuseUnknown(context, parent);
  const tags = parent.all('Tag').map((tag) => tagOf(context, tag));
  const keys = new Set(tags.map(({ key }) => key));
  if (keys.size < tags.length) refuseLifecycle(context, 'InvalidRequest', 'Duplicate Tag Keys are not allowed.');
  const sizeGreaterThan = sizeOf(context, parent, 'ObjectSizeGreaterThan');
  const sizeLessThan = sizeOf(context, parent, 'ObjectSizeLessThan');
  if (sizeGreaterThan !== undefined && sizeLessThan !== undefined && sizeLessThan <= sizeGreaterThan) {
    const message = "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'";
    refuseLifecycle(context, 'InvalidRequest', message);
  }
  return {
    prefix: parent.textOf('Prefix') ?? '',
    hasEmptyPrefix: parent.textOf('Prefix') === '' ? true : undefined,
    tags: tags.length > 0 ? tags : undefined,
    sizeGreaterThan,
    sizeLessThan,
  };
}

function tagOf(context: OperationContext, tag: XmlElement): Tag {
  const [key, value] = [tag.textOf('Key'), tag.textOf('Value')];
  if (key === undefined || value === undefined) return malformedXml(context, 'A Tag has a Key and a Value.');
  if (!isTagKey(key)) refuseLifecycle(context, 'InvalidRequest', 'The TagKey you have provided is invalid');
  if (!isTagValue(value)) refuseLifecycle(context, 'InvalidRequest', 'The TagValue you have provided is invalid');
  return { key, value };
}

function sizeOf(context: OperationContext, parent: XmlElement, name: string): number | undefined {
  const text = parent.textOf(name)?.trim();
  if (text === undefined) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : malformedXml(context, `${name} is no number of bytes.`);
}
