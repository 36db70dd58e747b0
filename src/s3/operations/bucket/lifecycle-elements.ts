import { element, type XmlContent, type XmlNode } from '#base/xml.ts';

import type { LifecycleRule } from '../../lifecycle/rule.ts';
import { elements } from '../answers.ts';

/** A rule as GetBucketLifecycleConfiguration writes it. */
export function ruleElement(rule: LifecycleRule): XmlNode {
  const { abortIncompleteUploadDays: abortDays, noncurrentExpiration: noncurrent, transitions = [] } = rule;
  return element('Rule', [
    ...elements({
      ID: rule.id,
      Prefix: rule.hasBarePrefix ? rule.prefix : undefined,
      Filter: rule.hasBarePrefix ? undefined : filterContent(rule),
      Status: rule.enabled ? 'Enabled' : 'Disabled',
      Expiration: expirationContent(rule),
      NoncurrentVersionExpiration:
        noncurrent && elements({ NoncurrentDays: noncurrent.days, NewerNoncurrentVersions: noncurrent.newerVersions }),
      AbortIncompleteMultipartUpload:
        abortDays === undefined ? undefined : elements({ DaysAfterInitiation: abortDays }),
    }),
    ...transitions.map(({ days, storageClass }) =>
      element('Transition', elements({ Days: days, StorageClass: storageClass })),
    ),
  ]);
}

function filterContent({
  prefix,
  hasEmptyPrefix,
  tags = [],
  sizeGreaterThan,
  sizeLessThan,
}: LifecycleRule): XmlContent {
  const predicates = [
    ...elements({
      Prefix: prefix === '' && !hasEmptyPrefix ? undefined : prefix,
      ObjectSizeGreaterThan: sizeGreaterThan,
      ObjectSizeLessThan: sizeLessThan,
    }).filter(({ content }) => content !== undefined),
    ...tags.map(({ key, value }) => element('Tag', elements({ Key: key, Value: value }))),
  ];
  return predicates.length > 1 ? [element('And', predicates)] : predicates;
}

function expirationContent({ expirationDays, expirationDate, expiresDeleteMarkers }: LifecycleRule): XmlContent {
  const content = { Days: expirationDays, Date: expirationDate, ExpiredObjectDeleteMarker: expiresDeleteMarkers };
  const isThere = Object.values(content).some((value) => value !== undefined);
  return isThere ? elements(content) : undefined;
}
