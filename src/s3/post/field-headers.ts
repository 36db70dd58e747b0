import { parseXml } from '#base/xml.ts';
import { uriEncode } from '#sigv4/encode.ts';
import type { Header } from '#sigv4/headers.ts';
import type { Fields } from './fields.ts';

/** Fields that mean what the header of the same name means to a PUT. */
const likeHeaders: readonly string[] = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-md5',
  'content-type',
  'expires',
];
/** Fields of the signature, which say nothing of the object. */
const ofTheSignature: readonly string[] = [
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-signature',
];

/** The headers with which a PUT would say of an object what the form's fields say of it. */
export function fieldHeaders(fields: Fields): readonly Header[] {
  return fields.names.flatMap((name): readonly Header[] => {
    const value = fields.value(name) ?? '';
    if (name === 'acl') return [['x-amz-acl', value]];
    if (name === 'tagging') return [['x-amz-tagging', taggingOf(value) ?? '']];
    const isHeader = likeHeaders.includes(name) || (name.startsWith('x-amz-') && !ofTheSignature.includes(name));
    return isHeader ? [[name, value]] : [];
  });
}

/** The tags of a `Tagging` document as a header has them: as a query. `undefined` where it is no such document. */
export function taggingOf(document: string): string | undefined {
  const root = parseXml(document);
  const set = root?.name === 'Tagging' ? root.child('TagSet') : undefined;
  const tags = set?.children.map((tag) => (tag.name === 'Tag' ? [tag.textOf('Key'), tag.textOf('Value')] : []));
  if (!tags?.every(([key, value]) => key !== undefined && value !== undefined)) return undefined;
  return tags.map(([key = '', value = '']) => `${uriEncode(key)}=${uriEncode(value)}`).join('&');
}
