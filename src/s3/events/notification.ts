import { isAskedFor, meetsEvent } from './event-name.ts';

export const destinationKinds = ['topic', 'queue', 'function'] as const;
export type DestinationKind = (typeof destinationKinds)[number];

/** What a bucket tells of, and whom. */
export interface NotificationConfiguration {
  readonly rules: readonly NotificationRule[];
  /** True where EventBridge was asked for: kept and given back; nothing is sent there. */
  readonly eventBridge?: boolean | undefined;
}

export interface NotificationRule {
  readonly id: string;
  readonly destination: DestinationKind;
  /** Of the queue, the topic or the function. */
  readonly arn: string;
  /** As written: `s3:ObjectCreated:*`. */
  readonly events: readonly string[];
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** The rules that tell of this event of this key. */
export function rulesFor(
  { rules }: NotificationConfiguration,
  event: string,
  key: string,
): readonly NotificationRule[] {
  return rules.filter(
    ({ events, prefix = '', suffix = '' }) =>
      events.some((asked) => isAskedFor(asked, event)) && key.startsWith(prefix) && key.endsWith(suffix),
  );
}

/**
 * Whether one event of one key could be told of by both rules, which S3 does not allow: they share an event, and one
 * key could begin and end as both ask.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
export function overlap(a: NotificationRule, b: NotificationRule): boolean {
  return (
    a.events.some((event) => b.events.some((other) => meetsEvent(event, other))) &&
    oneIsOther(a.prefix, b.prefix, (text, start) => text.startsWith(start)) &&
    oneIsOther(a.suffix, b.suffix, (text, end) => text.endsWith(end))
  );
}

function oneIsOther(a = '', b = '', holds: (text: string, piece: string) => boolean): boolean {
  return holds(a, b) || holds(b, a);
}
