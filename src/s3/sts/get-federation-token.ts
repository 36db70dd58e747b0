import { element } from '#base/xml.ts';
import { refOf } from '../identities/identity-records.ts';
import { sessionPolicyMaximumCharacters } from '../limits.ts';
import type { StsHandler } from './context.ts';
import { requireLongTerm } from './get-session-token.ts';
import { credentialsElement, issueSession } from './issue-session.ts';
import { refuseParameters, validParameters, type Constraint } from './parameters.ts';
import { requireOwn } from './permission.ts';
import { packedPolicySize, sessionPolicy } from './session-policy.ts';
import { tokenSessionSeconds } from './session-seconds.ts';

const constraints: readonly Constraint[] = [
  { name: 'Name', isRequired: true, minimum: 2, maximum: 32, pattern: '[\\w+=,.@-]*' },
  { name: 'Policy', minimum: 1, maximum: sessionPolicyMaximumCharacters },
  { name: 'DurationSeconds', isNumber: true, minimum: 900, maximum: 129_600 },
];

/** A session that may do what both its policy and the user's own allow; without a policy of its own, nothing. */
export const getFederationToken: StsHandler = async (context) => {
  const { parameters, signer, maker, checks } = context;
  const { Name: federatedName = '', Policy, DurationSeconds: asked } = validParameters(parameters, constraints);
  refuseParameters(parameters, ['PolicyArns', 'Tags']);
  const policy = sessionPolicy(Policy);
  requireLongTerm(signer, 'GetFederationToken');
  checks.pass('request');
  const { kind, name, account } = signer.principal;
  const arn = `arn:aws:sts::${account}:federated-user/${federatedName}`;
  requireOwn(context, 'sts:GetFederationToken', arn, checks);
  const credentials = await issueSession(maker, {
    owner: refOf({ kind: kind === 'root' ? 'root' : 'user', name, account }, maker.account),
    federatedName,
    issuedAt: maker.instant.getTime(),
    seconds: tokenSessionSeconds(kind, asked === undefined ? undefined : Number(asked)),
    ...(policy && { policy }),
  });
  const user = [element('FederatedUserId', `${account}:${federatedName}`), element('Arn', arn)];
  const size = packedPolicySize(Policy) ?? 0;
  return [credentialsElement(credentials), element('FederatedUser', user), element('PackedPolicySize', size)];
};
