import { headerValue } from '#sigv4/headers.ts';
import type { KeyReader, KeyReaders } from './condition-subject.ts';

const principalTypes = {
  anonymous: 'Anonymous',
  root: 'Account',
  user: 'User',
  'role session': 'AssumedRole',
  'federated user': 'FederatedUser',
} as const;
const absent: KeyReader = () => undefined;

/**
 * The condition keys of every service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const globalKeys: KeyReaders = {
  'aws:currenttime': ({ instant }) => instant.toISOString(),
  'aws:epochtime': ({ instant }) => String(Math.floor(instant.getTime() / 1000)),
  'aws:principalaccount': ({ principal }) => principal.account || undefined,
  'aws:principalarn': ({ principal }) => (principal.roleArn ?? principal.arn) || undefined,
  'aws:principaltype': ({ principal }) => principalTypes[principal.kind],
  'aws:userid': ({ principal }) => (principal.kind === 'anonymous' ? 'anonymous' : principal.id),
  'aws:username': ({ principal }) => (principal.kind === 'user' ? principal.name : undefined),
  'aws:tokenissuetime': ({ principal }) => principal.tokenIssuedAt?.toISOString(),
  'aws:multifactorauthpresent': ({ principal }) => (principal.tokenIssuedAt ? 'false' : undefined),
  'aws:securetransport': ({ request }) => String(request.secure),
  // Through a VPC endpoint the address is one inside the VPC.
  'aws:sourceip': ({ request }) => (request.via ? undefined : request.sourceAddress),
  'aws:vpcsourceip': ({ request }) => (request.via ? request.sourceAddress : undefined),
  'aws:sourcevpce': ({ request }) => request.via?.vpcEndpoint,
  'aws:sourcevpc': ({ request }) => request.via?.vpc,
  'aws:referer': ({ request }) => headerValue(request.headers, 'referer'),
  'aws:useragent': ({ request }) => headerValue(request.headers, 'user-agent'),
  'aws:requestedregion': ({ region }) => region,
  'aws:resourceaccount': ({ resourceAccount }) => resourceAccount,
  'aws:principalisawsservice': () => 'false',
  'aws:viaawsservice': () => 'false',
  // The emulated accounts have no organisation, no tags on identities, and no service that calls for someone.
  'aws:calledvia': absent,
  'aws:principalorgid': absent,
  'aws:principalorgpaths': absent,
  'aws:resourceorgid': absent,
  'aws:resourceorgpaths': absent,
  'aws:sourceaccount': absent,
  'aws:sourcearn': absent,
  'aws:sourceorgid': absent,
  'aws:tagkeys': absent,
};
