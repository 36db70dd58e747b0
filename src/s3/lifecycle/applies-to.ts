import { tagsOfText } from '../operations/tag-set.ts';
import type { ObjectRecord } from '../records.ts';
import type { LifecycleRule } from './rule.ts';

/** Whether a rule's filter names an object. */
export function appliesTo(rule: LifecycleRule, object: ObjectRecord): boolean {
  const { prefix, tags = [], sizeGreaterThan = -1, sizeLessThan = Number.POSITIVE_INFINITY } = rule;
  if (!object.key.startsWith(prefix)) return false;
  if (object.size <= sizeGreaterThan || object.size >= sizeLessThan) return false;
  if (tags.length === 0) return true;
  const borne = tagsOfText(object.description.tagging);
  return tags.every(({ key, value }) => borne.some((tag) => tag.key === key && tag.value === value));
}

/** Whether a rule's filter asks for what only an object has; a delete marker has neither tags nor a size. */
export function asksForObject({ tags, sizeGreaterThan, sizeLessThan }: LifecycleRule): boolean {
  return tags !== undefined || sizeGreaterThan !== undefined || sizeLessThan !== undefined;
}
