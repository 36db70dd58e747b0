import type { XmlElement } from '#base/xml.ts';

import { malformedXml, readXml } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import type { VersioningStatus } from '../../records.ts';
import { elements, emptyAnswer, xmlAnswer } from '../answers.ts';
import type { Handler, OperationContext } from '../context.ts';
import { bucketOf, updateBucket } from './bucket-record.ts';

/** A bucket that never had versioning says nothing of it. */
export const getBucketVersioning: Handler = async (context) => {
  const { versioning } = bucketOf(context);
  context.checks.pass('request');
  return xmlAnswer('VersioningConfiguration', versioning === undefined ? [] : elements({ Status: versioning }));
};

/** Versioning can be enabled and suspended, and never be switched off again. What is stored stays as it is. */
export const putBucketVersioning: Handler = async (context) => {
  const configuration = await readXml(context, 'VersioningConfiguration');
  const versioning = statusOf(context, configuration);
  refuseMfaDelete(context, configuration);
  await updateBucket(context, (bucket) => ({ ...bucket, versioning }));
  context.checks.pass('request');
  return emptyAnswer();
};

function statusOf(context: OperationContext, configuration: XmlElement): VersioningStatus {
  const status = configuration.textOf('Status');
  if (status === undefined || status === '') {
    return context.checks.fail('request', new S3Error('IllegalVersioningConfigurationException'));
  }
  if (status !== 'Enabled' && status !== 'Suspended') malformedXml(context, 'Status is neither Enabled nor Suspended.');
  return status;
}

/** The emulated account has no MFA device that a deletion could ask for. */
function refuseMfaDelete({ checks }: OperationContext, configuration: XmlElement): void {
  if (configuration.textOf('MfaDelete') !== 'Enabled') return;
  const text = 'The emulator does not carry out MFA delete.';
  checks.fail('request', new S3Error('NotImplemented', {}, text), { kind: 'note', text }, { known: 'assumed' });
}
