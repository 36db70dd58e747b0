import type { XmlElement } from '#base/xml.ts';

import { malformedXml } from '../../body/document.ts';
import type { LifecycleRule } from '../../lifecycle/rule.ts';
import type { OperationContext } from '../context.ts';
import { abortDaysOf, expirationOf, noncurrentExpirationOf, transitionOf } from './lifecycle-actions.ts';
import { lifecycleFilterOf } from './lifecycle-filter.ts';
import { refuseLifecycle, refuseUnknown } from './lifecycle-refusals.ts';

const ruleIdMaximumCharacters = 255;

/** Reads one rule of a lifecycle configuration; what the emulator does not carry out is answered 501, never ignored. */
export function lifecycleRuleOf(context: OperationContext, rule: XmlElement): LifecycleRule {
  refuseUnknown(context, rule);
  const status = rule.textOf('Status');
  if (status !== 'Enabled' && status !== 'Disabled') malformedXml(context, 'Status is neither Enabled nor Disabled.');
  const transitions = rule.all('Transition').map((transition) => transitionOf(context, transition));
  const read: LifecycleRule = {
    id: ruleIdOf(context, rule),
    enabled: status === 'Enabled',
    ...lifecycleFilterOf(context, rule),
    abortIncompleteUploadDays: abortDaysOf(context, rule),
    ...expirationOf(context, rule),
    noncurrentExpiration: noncurrentExpirationOf(context, rule),
    transitions: transitions.length > 0 ? transitions : undefined,
  };
  requireAction(context, rule);
  requireFilterThatFits(context, read);
  return read;
}

function ruleIdOf(context: OperationContext, rule: XmlElement): string {
  const id = rule.textOf('ID');
  if (id === undefined || id === '') return context.uniqueId(48);
  if (id.length > ruleIdMaximumCharacters) {
    refuseLifecycle(
      context,
      'InvalidArgument',
      `ID length should not exceed allowed limit of ${ruleIdMaximumCharacters}`,
    );
  }
  return id;
}

const actions = ['AbortIncompleteMultipartUpload', 'Expiration', 'NoncurrentVersionExpiration', 'Transition'];

function requireAction(context: OperationContext, rule: XmlElement): void {
  if (actions.some((name) => rule.child(name))) return;
  refuseLifecycle(context, 'InvalidRequest', 'At least one action needs to be specified in a rule.');
}

/** Neither an upload under way nor a delete marker has tags or a size that a filter could name. */
function requireFilterThatFits(context: OperationContext, rule: LifecycleRule): void {
  const hasSize = rule.sizeGreaterThan !== undefined || rule.sizeLessThan !== undefined;
  const filteredBy = rule.tags ? 'Tags' : hasSize ? 'Object Size' : undefined;
  if (filteredBy === undefined) return;
  const refuse = (action: string): never =>
    refuseLifecycle(context, 'InvalidRequest', `${action} cannot be specified with ${filteredBy}.`);
  if (rule.abortIncompleteUploadDays !== undefined) refuse('AbortIncompleteMultipartUpload');
  if (rule.expiresDeleteMarkers) refuse('ExpiredObjectDeleteMarker');
}
