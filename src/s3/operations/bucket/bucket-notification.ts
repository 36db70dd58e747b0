import { element, type XmlNode } from '#base/xml.ts';

import { malformedXml, readXml } from '../../body/document.ts';
import type { DestinationKind, NotificationConfiguration, NotificationRule } from '../../events/notification.ts';
import { elements, emptyAnswer, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';
import { notificationRules, ruleElements } from './notification-rule.ts';

/** A bucket that tells of nothing has an empty configuration, not a missing one. */
export const getBucketNotification: Handler = async (context) => {
  const { rules, eventBridge } = bucketOf(context).notifications ?? { rules: [] };
  return xmlAnswer('NotificationConfiguration', [
    ...kindsInOrder.flatMap((kind) => rules.filter(({ destination }) => destination === kind).map(ruleNode)),
    ...elements({ EventBridgeConfiguration: eventBridge ? '' : undefined }),
  ]);
};

/** Replaces what was there; an empty configuration ends all notifications. */
export const putBucketNotification: Handler = async (context) => {
  const configuration = await readXml(context, 'NotificationConfiguration');
  const known = [...Object.values(ruleElements).map(({ element: name }) => name), 'EventBridgeConfiguration'];
  const unknown = configuration.children.find(({ name }) => !known.includes(name));
  if (unknown) malformedXml(context, `A notification configuration has no ${unknown.name}.`);
  const rules = notificationRules(context, configuration);
  const eventBridge = configuration.child('EventBridgeConfiguration') !== undefined;
  const notifications: NotificationConfiguration | undefined =
    rules.length > 0 || eventBridge ? { rules, ...(eventBridge && { eventBridge }) } : undefined;
  await updateBucket(context, (bucket) => ({ ...bucket, notifications }));
  context.checks.pass('request');
  if (rules.length > 0)
    context.checks.note('The emulator takes every queue, topic and function that is named for there.');
  if (eventBridge) context.checks.note('The emulator sends nothing to EventBridge.');
  return emptyAnswer();
};

const kindsInOrder: readonly DestinationKind[] = ['topic', 'queue', 'function'];

function ruleNode({ id, destination, arn, events, prefix, suffix }: NotificationRule): XmlNode {
  const names = ruleElements[destination];
  const filters = [
    ...(prefix === undefined ? [] : [filterNode('Prefix', prefix)]),
    ...(suffix === undefined ? [] : [filterNode('Suffix', suffix)]),
  ];
  return element(names.element, [
    ...elements({ Id: id, [names.arn]: arn }),
    ...events.map((event) => element('Event', event)),
    ...elements({ Filter: filters.length === 0 ? undefined : elements({ S3Key: filters }) }),
  ]);
}

function filterNode(name: string, value: string): XmlNode {
  return element('FilterRule', elements({ Name: name, Value: value }));
}
