import { parseQuery, queryValue } from '#sigv4/query.ts';
import type { ConditionSubject } from './condition-subject.ts';
import { keyReaders } from './condition-key-table.ts';
import { requestTags } from './s3-condition-keys.ts';

/** The values of a condition key in this request, by its name in any case; `undefined` when the request has none. */
export type ConditionKeys = (name: string) => readonly string[] | undefined;

const requestTagKey = /^s3:requestobjecttag\/(.+)$/i;
const existingTagKey = /^s3:existingobjecttag\/(.+)$/i;
/** Tags of principals, requests and resources, of which the emulated account has none. */
const tagOfNobody = /^aws:(?:principaltag|requesttag|resourcetag)\/.+$/i;

/** Whether the emulator knows what a condition key reads. */
export function isConditionKey(name: string): boolean {
  return (
    Object.hasOwn(keyReaders, name.toLowerCase()) ||
    [requestTagKey, existingTagKey, tagOfNobody].some((key) => key.test(name))
  );
}

/** Whether a condition key reads the tags of an object that is stored already. */
export function isExistingTagKey(name: string): boolean {
  return existingTagKey.test(name);
}

/** The condition keys of one request. */
export function conditionKeys(subject: ConditionSubject): ConditionKeys {
  return (name) => {
    const key = name.toLowerCase();
    const value = Object.hasOwn(keyReaders, key) ? keyReaders[key]?.(subject) : requestTag(name, subject);
    return typeof value === 'string' ? [value] : value;
  };
}

/** The same, and the tags of the object asked for, as `name=value&…`. */
export function withExistingTags(keys: ConditionKeys, tagging: string): ConditionKeys {
  return (name) => {
    const tag = existingTagKey.exec(name)?.[1];
    if (tag === undefined) return keys(name);
    const value = queryValue(parseQuery(tagging), tag);
    return value === undefined ? undefined : [value];
  };
}

/** A tag's own name keeps its case. */
function requestTag(name: string, subject: ConditionSubject): string | undefined {
  const tag = requestTagKey.exec(name)?.[1];
  return tag === undefined ? undefined : queryValue(requestTags(subject), tag);
}
