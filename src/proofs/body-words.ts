import { formatSize } from '#base/quantity.ts';
import { utf8Text } from '#base/bytes.ts';
import { Fill } from '#base/fill.ts';

import type { Body } from './kinds.ts';

export function byteLength(body: Body | undefined): number {
  return body === undefined ? 0 : body instanceof Fill ? body.size : body.length;
}

/** A body in a sentence: a short text as it is, anything else by its size. */
export function bodyWords(body: Body): string {
  const text = body instanceof Fill || body.length > 40 ? undefined : utf8Text(body);
  return text === undefined || text === '' || text.includes('`') ? formatSize(byteLength(body)) : `\`${text}\``;
}
