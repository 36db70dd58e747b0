import { element, type XmlElement, type XmlNode } from '#base/xml.ts';
import { uriEncode } from '#sigv4/encode.ts';
import { parseQuery } from '#sigv4/query.ts';

import { malformedXml } from '../body/document.ts';
import { S3Error } from '../errors.ts';
import { tagKeyMaximumCharacters, tagValueMaximumCharacters } from '../limits.ts';
import { elements } from './answers.ts';
import type { OperationContext } from './context.ts';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What tags are put on: the two differ in how many they bear and in what S3 says of a tag of its own. */
export interface TagRules {
  readonly atMost: number;
  readonly tooMany: string;
  readonly systemTag: string;
}

const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const systemPrefix = 'aws:';

/** The tags of a `Tagging` document, checked. */
export function tagSetOf(context: OperationContext, tagging: XmlElement, rules: TagRules): readonly Tag[] {
  const set = tagging.child('TagSet') ?? malformedXml(context, 'There is no TagSet.');
  const tags = set.all('Tag').map((tag): Tag => {
    const [key, value] = [tag.textOf('Key'), tag.textOf('Value')];
    if (key === undefined || value === undefined) return malformedXml(context, 'A Tag has a Key and a Value.');
    return { key, value };
  });
  requireTags(context, tags, rules);
  return tags;
}

/** What is wrong with tags S3 says of the first one that is wrong. */
export function requireTags({ checks }: OperationContext, tags: readonly Tag[], rules: TagRules): void {
  const refuse = (message: string, TagKey: string, TagValue?: string): never =>
    checks.fail('request', new S3Error('InvalidTag', { TagKey, TagValue }, message));
  if (tags.length > rules.atMost) {
    checks.fail('request', new S3Error('BadRequest', {}, rules.tooMany), undefined, { known: 'other server' });
  }
  const keys = new Set<string>();
  for (const { key, value } of tags) {
    if (keys.has(key)) refuse('Cannot provide multiple Tags with the same key', key);
    if (!isTagKey(key)) refuse('The TagKey you have provided is invalid', key);
    if (key.startsWith(systemPrefix)) refuse(rules.systemTag, key);
    if (!isTagValue(value)) refuse('The TagValue you have provided is invalid', key, value);
    keys.add(key);
  }
}

/** Whether S3 takes this text as the key of a tag. */
export function isTagKey(key: string): boolean {
  return key !== '' && key.length <= tagKeyMaximumCharacters && tagText.test(key);
}

export function isTagValue(value: string): boolean {
  return value.length <= tagValueMaximumCharacters && tagText.test(value);
}

/** A `Tagging` document's content. */
export function tagSetContent(tags: readonly Tag[]): XmlNode[] {
  const set = tags.map(({ key, value }) => element('Tag', elements({ Key: key, Value: value })));
  return [element('TagSet', set)];
}

/** Tags written as `x-amz-tagging` writes them, and as they are stored: `key=value&…`. */
export function taggingText(tags: readonly Tag[]): string | undefined {
  if (tags.length === 0) return undefined;
  return tags.map(({ key, value }) => `${uriEncode(key)}=${uriEncode(value)}`).join('&');
}

export function tagsOfText(tagging: string | undefined): readonly Tag[] {
  return parseQuery(tagging ?? '').map(([key, value]): Tag => ({ key, value }));
}
