import { refOf } from '../identities/identity-records.ts';
import type { Signer } from '../identities/identities.ts';
import type { Principal } from '../identities/principal.ts';
import type { StsHandler } from './context.ts';
import { StsError } from './errors.ts';
import { credentialsElement, issueSession, type SessionMaker, type TemporaryCredentials } from './issue-session.ts';
import { refuseParameters, validParameters, type Constraint } from './parameters.ts';
import { tokenSessionSeconds } from './session-seconds.ts';

const constraints: readonly Constraint[] = [
  { name: 'DurationSeconds', isNumber: true, minimum: 900, maximum: 129_600 },
];

/** Needs no permission. */
export const getSessionToken: StsHandler = async ({ parameters, signer, maker, checks }) => {
  const { DurationSeconds: seconds } = validParameters(parameters, constraints);
  refuseParameters(parameters, ['SerialNumber', 'TokenCode']);
  requireLongTerm(signer, 'GetSessionToken');
  checks.pass('request');
  const durationSeconds = seconds === undefined ? undefined : Number(seconds);
  return [credentialsElement(await tokenSession(maker, signer.principal, durationSeconds))];
};

/** A session of a user or of root. @throws StsError where it is asked for too long. */
export async function tokenSession(
  maker: SessionMaker,
  { kind, name, account }: Pick<Principal, 'kind' | 'name' | 'account'>,
  durationSeconds: number | undefined,
): Promise<TemporaryCredentials> {
  const seconds = tokenSessionSeconds(kind, durationSeconds);
  const owner = refOf({ kind: kind === 'root' ? 'root' : 'user', name, account }, maker.account);
  return issueSession(maker, { owner, issuedAt: maker.instant.getTime(), seconds });
}

/** Some actions want a permanent key. @throws StsError */
export function requireLongTerm({ session }: Signer, action: string): void {
  if (session) throw new StsError('AccessDenied', `Cannot call ${action} with session credentials`);
}
