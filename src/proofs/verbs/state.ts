import { eventNames } from '#s3/events/event-name.ts';
import { formatSize } from '#base/quantity.ts';

import { textExpectation } from '../expectation.ts';
import { listOf, mapOf, optional, type ValuesOf } from '../kind.ts';
import { flag, nameOf, oneOf, size, text, wholeNumber } from '../kinds.ts';
import { eventsMismatch, eventWords } from '../look-at-events.ts';
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
  events: optional(listOf(oneOf(eventNames, 'an event such as `s3:ObjectCreated:Put`'))),
  bucket: optional(nameOf('bucket')),
} as const;

/** Looks at what a bucket holds, as its account; what is written is compared. */
export const state = verb({
  name: 'state',
  fields,
  defaults: () => ['bucket'],
  complaints: ({ object, uploads, stored, events }) =>
    [object, uploads, stored, events].every((said) => said === undefined)
      ? [{ field: '', message: 'say what to compare: `object`, `uploads`, `stored` or `events`' }]
      : [],
  sentence,
  async run({ object, uploads, stored, events, bucket }, { world }) {
    const name = world.things.bucket(bucket);
    const seen = object && (await objectMismatch(world, name, object));
    const shortfall =
      seen?.mismatch ??
      (await bucketMismatch(world, name, { uploads, stored })) ??
      (events && (await eventsMismatch(world, name, events)));
    return {
      status: shortfall ? { text: 'not so', tone: 'bad' } : { text: 'so it is', tone: 'good' },
      mismatch: shortfall,
      decision: seen?.decision,
    };
  },
});

function sentence({ object, uploads, stored, events }: ValuesOf<typeof fields>): string {
  const statements: string[] = [];
  if (object) statements.push(object.exists === false ? `no object \`${object.key}\`` : `the object \`${object.key}\``);
  if (uploads !== undefined) statements.push(uploadWords(uploads));
  if (stored !== undefined) statements.push(`${formatSize(stored)} stored`);
  const held = statements.length === 0 ? [] : [`the bucket holds ${statements.join(', ')}`];
  const told = events === undefined ? [] : [`the queue was told of ${eventWords(events)}`];
  const whole = [...held, ...told].join(', and ');
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
