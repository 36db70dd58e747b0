import type { CheckId } from '../decision/decision.ts';
import type { StsActionName } from './action.ts';
import { assumeRole } from './assume-role.ts';
import type { StsHandler } from './context.ts';
import { getAccessKeyInfo } from './get-access-key-info.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getFederationToken } from './get-federation-token.ts';
import { getSessionToken } from './get-session-token.ts';

/** One line of the table of actions. */
export interface StsEntry {
  readonly handler: StsHandler;
  /** The checks the handler makes, in order: shown as not reached when an earlier one fails. */
  readonly checks: readonly CheckId[];
}

export const stsActions: Readonly<Record<StsActionName, StsEntry>> = {
  AssumeRole: { handler: assumeRole, checks: ['request', 'role-trust', 'identity-policy'] },
  GetAccessKeyInfo: { handler: getAccessKeyInfo, checks: ['request', 'identity-policy'] },
  GetCallerIdentity: { handler: getCallerIdentity, checks: [] },
  GetFederationToken: { handler: getFederationToken, checks: ['request', 'identity-policy'] },
  GetSessionToken: { handler: getSessionToken, checks: ['request'] },
};
