import { formatSize } from '#base/quantity.ts';

import { textExpectation } from '../expectation.ts';
import { mapOf, optional, type ValuesOf } from '../kind.ts';
import { flag, nameOf, size, text, wholeNumber } from '../kinds.ts';
import { bucketMismatch, objectMismatch, uploadWords } from '../look.ts';
import { verb } from '../verb.ts';

const objectFields = mapOf({
  key: text,
  exists: optional(flag),
  body: optional(textExpectation),
  size: optional(size),
  etag: optional(text),
  type: optional(text),
});

const fields = {
  object: optional(objectFields),
  uploads: optional(wholeNumber),
  stored: optional(size),
  bucket: optional(nameOf('bucket')),
} as const;

/** Looks at what a bucket holds, as its account; what is written is compared. */
export const state = verb({
  name: 'state',
  fields,
  defaults: () => ['bucket'],
  complaints: ({ object, uploads, stored }) =>
    object === undefined && uploads === undefined && stored === undefined
      ? [{ field: '', message: 'say what to compare: `object`, `uploads` or `stored`' }]
      : [],
  sentence,
  async run({ object, uploads, stored, bucket }, { world }) {
    const name = world.things.bucket(bucket);
    const seen = object && (await objectMismatch(world, name, object));
    const shortfall = seen?.mismatch ?? (await bucketMismatch(world, name, { uploads, stored }));
    return {
      status: shortfall ? { text: 'not so', tone: 'bad' } : { text: 'so it is', tone: 'good' },
      mismatch: shortfall,
      decision: seen?.decision,
    };
  },
});

function sentence({ object, uploads, stored }: ValuesOf<typeof fields>): string {
  const statements: string[] = [];
  if (object) statements.push(object.exists === false ? `no object \`${object.key}\`` : `the object \`${object.key}\``);
  if (uploads !== undefined) statements.push(uploadWords(uploads));
  if (stored !== undefined) statements.push(`${formatSize(stored)} stored`);
  return `The bucket holds ${statements.join(', ')}`;
}
