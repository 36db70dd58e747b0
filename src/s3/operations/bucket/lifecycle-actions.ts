import type { XmlElement } from '#base/xml.ts';

import { malformedXml } from '../../body/document.ts';
import { noncurrentVersionsMaximum } from '../../limits.ts';
import type { LifecycleRule, NoncurrentExpiration, Transition } from '../../lifecycle/rule.ts';
import type { OperationContext } from '../context.ts';
import { refuseLifecycle, refuseUnknown } from './lifecycle-refusals.ts';

const transitionClasses = ['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR'];
const day = 24 * 60 * 60 * 1000;

/** After how many days an upload that was not completed is aborted. */
export function abortDaysOf(context: OperationContext, rule: XmlElement): number | undefined {
  const action = actionOf(context, rule, 'AbortIncompleteMultipartUpload');
  return action && daysOf(context, action, 'DaysAfterInitiation');
}

/** When current versions expire, or that delete markers do which hide nothing any more: one of the three. */
export function expirationOf(
  context: OperationContext,
  rule: XmlElement,
): Pick<LifecycleRule, 'expirationDays' | 'expirationDate' | 'expiresDeleteMarkers'> {
  const action = actionOf(context, rule, 'Expiration');
  if (!action) return {};
  if (action.children.length !== 1) {
    return malformedXml(context, 'An Expiration has either Days, a Date or ExpiredObjectDeleteMarker.');
  }
  if (action.child('Days')) return { expirationDays: daysOf(context, action, 'Days') };
  if (action.child('Date')) return { expirationDate: dateOf(context, action) };
  const text = action.textOf('ExpiredObjectDeleteMarker')?.trim();
  if (text !== 'true' && text !== 'false')
    malformedXml(context, 'ExpiredObjectDeleteMarker is neither true nor false.');
  return { expiresDeleteMarkers: text === 'true' };
}

/** When versions expire that a newer one has replaced, and how many of them stay all the same. */
export function noncurrentExpirationOf(context: OperationContext, rule: XmlElement): NoncurrentExpiration | undefined {
  const action = actionOf(context, rule, 'NoncurrentVersionExpiration');
  if (!action) return undefined;
  const days = daysOf(context, action, 'NoncurrentDays');
  const text = action.textOf('NewerNoncurrentVersions')?.trim();
  if (text === undefined) return { days };
  const newerVersions = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (newerVersions < 1 || newerVersions > noncurrentVersionsMaximum) {
    const range = `between 1 and ${noncurrentVersionsMaximum}`;
    refuseLifecycle(context, 'InvalidArgument', `'NewerNoncurrentVersions' must be ${range}`);
  }
  return { days, newerVersions };
}

export function transitionOf(context: OperationContext, transition: XmlElement): Transition {
  refuseUnknown(context, transition);
  const [text, storageClass] = [transition.textOf('Days')?.trim() ?? '', transition.textOf('StorageClass') ?? ''];
  if (!/^\d{1,9}$/.test(text) || !transitionClasses.includes(storageClass)) {
    malformedXml(context, 'A Transition has Days and a StorageClass.');
  }
  if (storageClass.endsWith('_IA') && Number(text) < 30) {
    const message = `'Days' in Transition action must be greater than or equal to 30 for storageClass '${storageClass}'`;
    refuseLifecycle(context, 'InvalidArgument', message);
  }
  return { days: Number(text), storageClass };
}

function actionOf(context: OperationContext, rule: XmlElement, name: string): XmlElement | undefined {
  const action = rule.child(name);
  if (action) refuseUnknown(context, action);
  return action;
}

function daysOf(context: OperationContext, action: XmlElement, name: string): number {
  const text = action.textOf(name)?.trim();
  if (text === undefined) return malformedXml(context, `${action.name} has no ${name}.`);
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  return refuseLifecycle(context, 'InvalidArgument', `'${name}' for ${action.name} action must be a positive integer`);
}

function dateOf(context: OperationContext, action: XmlElement): string {
  const date = new Date(action.textOf('Date')?.trim() ?? '');
  if (Number.isNaN(date.getTime())) return malformedXml(context, 'The Date is not in ISO 8601.');
  if (date.getTime() % day !== 0) refuseLifecycle(context, 'InvalidArgument', "'Date' must be at midnight GMT");
  return date.toISOString();
}
