import * as v from 'valibot';

import { formatSize } from '#base/quantity.ts';
import type { PostCondition } from '#client/presign-post.ts';

import { kind, type Kind } from './kind.ts';
import { size, text } from './kinds.ts';

const says =
  'a condition such as `[starts-with, x-amz-meta-tag, a]`, `[eq, acl, private]` or `[content-length-range, 1 B, 1 MiB]`';

/** One more condition of a POST policy, without Amazon's `$`, which is a name's here. */
export const postCondition: Kind<PostCondition> = kind({
  says,
  schema: v.union([
    v.tuple([v.picklist(['eq', 'starts-with']), text.schema, text.schema]),
    v.tuple([v.literal('content-length-range'), size.schema, size.schema]),
  ]),
  parse: conditionOf,
});

function conditionOf(value: unknown): PostCondition | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [operator, first, second] = value as readonly unknown[];
  if (operator === 'content-length-range') return [operator, size.read(first), size.read(second)];
  if (operator !== 'eq' && operator !== 'starts-with') return undefined;
  return [operator, `$${text.read(first)}`, text.read(second)];
}

/** A condition in a sentence. */
export function conditionWords(condition: PostCondition): string {
  if (!Array.isArray(condition)) return JSON.stringify(condition);
  const [operator, first, second] = condition;
  if (operator === 'content-length-range') return `${formatSize(Number(first))} to ${formatSize(Number(second))}`;
  const field = String(first).slice(1);
  return operator === 'eq' ? `\`${field}\` is \`${second}\`` : `\`${field}\` begins with \`${second}\``;
}
