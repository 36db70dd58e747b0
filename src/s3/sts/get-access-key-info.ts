import { element } from '#base/xml.ts';
import { findSigner } from '../identities/identities.ts';
import type { StsHandler } from './context.ts';
import { StsError } from './errors.ts';
import { validParameters } from './parameters.ts';
import { requireOwn } from './permission.ts';

/** The account of a key id, whoever asks. Amazon reads it out of the id itself; here the key has to be known. */
export const getAccessKeyInfo: StsHandler = async (context) => {
  const { parameters, maker, checks } = context;
  const { AccessKeyId = '' } = validParameters(parameters, [
    { name: 'AccessKeyId', isRequired: true, minimum: 16, maximum: 128, pattern: '[\\w]*' },
  ]);
  checks.pass('request');
  requireOwn(context, 'sts:GetAccessKeyInfo', '*', checks);
  const owner = await findSigner(maker.store, AccessKeyId);
  if (!owner) throw new StsError('ValidationError', `There is no access key ${AccessKeyId}.`, 'assumed');
  return [element('Account', owner.principal.account)];
};
