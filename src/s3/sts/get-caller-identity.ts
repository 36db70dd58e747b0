import { element } from '#base/xml.ts';
import type { StsHandler } from './context.ts';

/** Needs no permission: not even a deny keeps it from answering. */
export const getCallerIdentity: StsHandler = async ({ signer: { principal } }) => [
  element('Arn', principal.arn),
  element('UserId', principal.id),
  element('Account', principal.account),
];
