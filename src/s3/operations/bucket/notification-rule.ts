import type { XmlElement } from '#base/xml.ts';

import { malformedXml } from '../../body/document.ts';
import type { EvidenceLevel } from '../../decision/decision.ts';
import { S3Error } from '../../errors.ts';
import { subscribableEvents } from '../../events/event-name.ts';
import { destinationKinds, overlap, type DestinationKind, type NotificationRule } from '../../events/notification.ts';
import type { OperationContext } from '../context.ts';
import { bucketOf } from './bucket-record.ts';

/** Amazon's element of a rule, the one inside it that holds the ARN, and the service that the ARN has to name. */
export const ruleElements: Readonly<
  Record<DestinationKind, { readonly element: string; readonly arn: string; readonly service: string }>
> = {
  topic: { element: 'TopicConfiguration', arn: 'Topic', service: 'sns' },
  queue: { element: 'QueueConfiguration', arn: 'Queue', service: 'sqs' },
  function: { element: 'CloudFunctionConfiguration', arn: 'CloudFunction', service: 'lambda' },
};

/** Reads the rules of a configuration, each by itself and then against each other. */
export function notificationRules(context: OperationContext, configuration: XmlElement): readonly NotificationRule[] {
  const rules = destinationKinds.flatMap((destination) =>
    configuration.all(ruleElements[destination].element).map((rule) => ruleOf(context, destination, rule)),
  );
  for (const [index, rule] of rules.entries()) {
    const others = rules.slice(index + 1);
    if (others.some(({ id }) => id === rule.id)) {
      refuse(context, 'Same ID used for multiple configurations. IDs must be unique', {}, 'other server');
    }
    if (others.some((other) => overlap(rule, other))) {
      const what =
        'Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.';
      refuse(context, `Configuration is ambiguously defined. ${what}`, {}, 'recorded');
    }
  }
  return rules;
}

function ruleOf(context: OperationContext, destination: DestinationKind, rule: XmlElement): NotificationRule {
  const events = rule.all('Event').map(({ text }) => text.trim());
  if (events.length === 0) malformedXml(context, 'A rule has no Event.');
  const unknown = events.find((event) => !subscribableEvents.includes(event));
  if (unknown !== undefined) {
    const argument = { ArgumentName: 'Event', ArgumentValue: unknown };
    refuse(context, 'The event is not supported for notifications', argument, 'other server');
  }
  const id = rule.textOf('Id') ?? '';
  return {
    id: id === '' ? context.uniqueId(36) : id,
    destination,
    arn: arnOf(context, destination, rule),
    events,
    ...filtersOf(context, rule),
  };
}

function arnOf(context: OperationContext, destination: DestinationKind, rule: XmlElement): string {
  const { arn: name, service } = ruleElements[destination];
  const arn = rule.textOf(name)?.trim();
  if (arn === undefined) malformedXml(context, `A rule has no ${name}.`);
  const argument = { ArgumentName: name, ArgumentValue: arn };
  const region = new RegExp(`^arn:aws[a-z-]*:${service}:([a-z0-9-]+):\\d{12}:.+$`).exec(arn)?.[1];
  if (region === undefined) refuse(context, 'The ARN could not be parsed', argument, 'recorded');
  if (region !== bucketOf(context).region) {
    const message = 'The notification destination service region is not valid for the bucket location constraint';
    refuse(context, message, argument, 'other server');
  }
  return arn;
}

/** Recorded: the names of filter rules are taken in any case. */
function filtersOf(
  context: OperationContext,
  rule: XmlElement,
): { readonly prefix?: string; readonly suffix?: string } {
  const filters = new Map<string, string>();
  for (const filter of rule.child('Filter')?.child('S3Key')?.all('FilterRule') ?? []) {
    const written = filter.textOf('Name') ?? '';
    const name = written.toLowerCase();
    if (name !== 'prefix' && name !== 'suffix') {
      const argument = { ArgumentName: 'FilterRule.Name', ArgumentValue: written };
      refuse(context, 'filter rule name must be either prefix or suffix', argument, 'recorded');
    }
    if (filters.has(name)) {
      refuse(context, `Cannot specify more than one ${name} rule in a filter.`, {}, 'other server');
    }
    filters.set(name, filter.textOf('Value') ?? '');
  }
  return Object.fromEntries(filters);
}

function refuse(
  { checks }: OperationContext,
  message: string,
  extras: Readonly<Record<string, string>>,
  known: EvidenceLevel,
): never {
  return checks.fail('request', new S3Error('InvalidArgument', extras, message), { kind: 'none' }, { known });
}
