import { eventNames, subscribableEvents } from '#s3/events/event-name.ts';

import { listOf, optional } from '../kind.ts';
import { nameOf, oneOf, text } from '../kinds.ts';
import { done, verb } from '../verb.ts';
import { worldAccount } from '../world-defaults.ts';

/** Tells a queue of the bucket's events, in place of what it was told before, as on S3; no events end it. */
export const notify = verb({
  name: 'notify',
  short: 'events',
  fields: {
    bucket: optional(nameOf('bucket')),
    events: listOf(oneOf(subscribableEvents, `an event such as \`${eventNames[0]}\` or \`s3:ObjectCreated:*\``)),
    prefix: optional(text),
    suffix: optional(text),
  },
  defaults: () => ['bucket'],
  sentence: ({ events, prefix, suffix }) => {
    if (events.length === 0) return 'End the notifications of the bucket';
    const keys = [
      ...(prefix === undefined ? [] : [`begin with \`${prefix}\``]),
      ...(suffix === undefined ? [] : [`end in \`${suffix}\``]),
    ];
    const which = keys.length === 0 ? '' : `, for keys that ${keys.join(' and ')}`;
    return `Tell a queue of ${events.map((event) => `\`${event}\``).join(', ')}${which}`;
  },
  async run({ bucket, events, prefix, suffix }, { world }) {
    const name = world.things.bucket(bucket);
    const FilterRules = [
      ...(prefix === undefined ? [] : [{ Name: 'prefix', Value: prefix }]),
      ...(suffix === undefined ? [] : [{ Name: 'suffix', Value: suffix }]),
    ];
    const account = world.things.bucketAccounts.get(name) ?? worldAccount;
    const QueueArn = `arn:aws:sqs:${world.regionOf(name)}:${account}:${name}-events`;
    const Filter = FilterRules.length === 0 ? {} : { Filter: { Key: { FilterRules } } };
    const QueueConfigurations = events.length === 0 ? [] : [{ Id: 'notify', QueueArn, Events: events, ...Filter }];
    await world.asAccount('PutBucketNotificationConfiguration', name, {
      NotificationConfiguration: { QueueConfigurations },
    });
    return done;
  },
});
