import type { IdentityRecord } from '../identities/identity-records.ts';
import {
  chainedSessionMaximumSeconds,
  roleSessionDefaultSeconds,
  roleSessionMaximumSeconds,
  rootSessionMaximumSeconds,
  sessionMinimumSeconds,
  sessionTokenDefaultSeconds,
  sessionTokenMaximumSeconds,
} from '../limits.ts';
import type { Principal } from '../identities/principal.ts';
import { StsError } from './errors.ts';
import { checkSeconds } from './parameters.ts';

/** How long a role's session lasts: at most the role's maximum, and one hour where a role's session asks. @throws StsError */
export function roleSessionSeconds(
  role: IdentityRecord,
  caller: Principal | undefined,
  asked = roleSessionDefaultSeconds,
): number {
  checkSeconds(asked, sessionMinimumSeconds, roleSessionMaximumSeconds);
  if (caller?.kind === 'role session' && asked > chainedSessionMaximumSeconds) {
    const limit = 'the 1 hour session limit for roles assumed by role chaining';
    throw new StsError('ValidationError', `The requested DurationSeconds exceeds ${limit}.`);
  }
  if (asked > (role.maxSessionSeconds ?? roleSessionDefaultSeconds)) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';
    throw new StsError('ValidationError', message);
  }
  return asked;
}

/** How long a session of a user or of root lasts: root gets one hour, whatever it asks for. @throws StsError */
export function tokenSessionSeconds(kind: Principal['kind'], asked = sessionTokenDefaultSeconds): number {
  checkSeconds(asked, sessionMinimumSeconds, sessionTokenMaximumSeconds);
  return kind === 'root' ? Math.min(asked, rootSessionMaximumSeconds) : asked;
}
