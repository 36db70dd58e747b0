import type { XmlElement } from '#base/xml.ts';

import { malformedXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import type { LifecycleRule } from '../../records.ts';
import type { OperationContext } from '../context.ts';

const ruleIdMaximumCharacters = 255;
const transitionClasses = ['STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR'];
/** Children of a rule, of its Filter and of its actions that the emulator carries out. */
const known: Readonly<Record<string, readonly string[]>> = {
  Rule: ['ID', 'Status', 'Filter', 'Prefix', 'Expiration', 'AbortIncompleteMultipartUpload', 'Transition'],
  Filter: ['Prefix'],
  Expiration: ['Days'],
  AbortIncompleteMultipartUpload: ['DaysAfterInitiation'],
  Transition: ['Days', 'StorageClass'],
};

/** Reads one rule of a lifecycle configuration; what the emulator does not carry out is answered 501, never ignored. */
export function lifecycleRuleOf(context: OperationContext, rule: XmlElement): LifecycleRule {
  refuseUnknown(context, rule);
  const status = rule.textOf('Status');
  if (status !== 'Enabled' && status !== 'Disabled') malformedXml(context, 'Status is neither Enabled nor Disabled.');
  const [filter, barePrefix] = [rule.child('Filter'), rule.child('Prefix')];
  if (!filter === !barePrefix) malformedXml(context, 'A rule has either a Filter or a Prefix.');
  const transitions = rule.all('Transition').map((transition) => transitionOf(context, transition));
  const read: LifecycleRule = {
    id: ruleIdOf(context, rule),
    enabled: status === 'Enabled',
    prefix: barePrefix?.text ?? filter?.textOf('Prefix') ?? '',
    hasBarePrefix: barePrefix !== undefined,
    abortIncompleteUploadDays: days(context, rule, 'AbortIncompleteMultipartUpload', 'DaysAfterInitiation'),
    expirationDays: days(context, rule, 'Expiration', 'Days'),
    transitions: transitions.length > 0 ? transitions : undefined,
  };
  if (!read.abortIncompleteUploadDays && !read.expirationDays && !read.transitions) {
    refuse(context, 'InvalidRequest', 'At least one action needs to be specified in a rule.');
  }
  return read;
}

function ruleIdOf(context: OperationContext, rule: XmlElement): string {
  const id = rule.textOf('ID');
  if (id === undefined || id === '') return context.uniqueId(48);
  if (id.length > ruleIdMaximumCharacters) {
    refuse(context, 'InvalidArgument', `ID length should not exceed allowed limit of ${ruleIdMaximumCharacters}`);
  }
  return id;
}

function days(context: OperationContext, rule: XmlElement, action: string, name: string): number | undefined {
  const found = rule.child(action);
  if (!found) return undefined;
  refuseUnknown(context, found);
  const text = found.textOf(name)?.trim();
  if (text === undefined) malformedXml(context, `${action} has no ${name}.`);
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  return refuse(context, 'InvalidArgument', `'${name}' for ${action} action must be a positive integer`);
}

function transitionOf(context: OperationContext, transition: XmlElement): { days: number; storageClass: string } {
  refuseUnknown(context, transition);
  const [text, storageClass] = [transition.textOf('Days')?.trim() ?? '', transition.textOf('StorageClass') ?? ''];
  if (!/^\d{1,9}$/.test(text) || !transitionClasses.includes(storageClass)) {
    malformedXml(context, 'A Transition has Days and a StorageClass.');
  }
  if (storageClass.endsWith('_IA') && Number(text) < 30) {
    const message = `'Days' in Transition action must be greater than or equal to 30 for storageClass '${storageClass}'`;
    refuse(context, 'InvalidArgument', message);
  }
  return { days: Number(text), storageClass };
}

function refuseUnknown(context: OperationContext, element: XmlElement): void {
  const names = [element, ...element.all('Filter')].flatMap((parent) =>
    parent.children.filter(({ name }) => !known[parent.name]?.includes(name)).map(({ name }) => name),
  );
  if (names[0] === undefined) return;
  context.checks.fail(
    'request',
    new S3Error('NotImplemented', { additionalMessage: `lifecycle ${names[0]}` }),
    { kind: 'note', text: `The emulator does not carry out ${names[0]} in a lifecycle rule.` },
    { known: 'assumed' },
  );
}

function refuse({ checks }: OperationContext, code: 'InvalidArgument' | 'InvalidRequest', message: string): never {
  return checks.fail('request', new S3Error(code, {}, message), { kind: 'none' }, { known: 'other server' });
}
