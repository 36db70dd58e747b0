import { sameSignature } from '#sigv4/signature.ts';
import { S3Error } from '../errors.ts';
import { passed, type SignatureCheck } from './check.ts';
import { isLastSecond } from './time.ts';

/** A temporary key needs its own session token; a permanent one has none. */
export const sessionToken: SignatureCheck = {
  id: 'session-token',
  find: ({ claims, signer }) => {
    if (!signer) return undefined;
    const { session } = signer;
    const { securityToken } = claims;
    if (session === undefined && securityToken === undefined) return undefined;
    if (securityToken === undefined) {
      const error = new S3Error('InvalidAccessKeyId', { AWSAccessKeyId: claims.accessKeyId });
      return { ok: false, error, evidence: { kind: 'note', text: 'missing' } };
    }
    if (session !== undefined && sameSignature(securityToken, session.token)) return passed;
    const error = new S3Error('InvalidToken', { 'Token-0': securityToken });
    const text = session === undefined ? 'not a temporary key' : 'altered';
    return { ok: false, error, evidence: { kind: 'note', text } };
  },
};

/** Temporary credentials end, and every URL signed with them ends with them. */
export const sessionExpiry: SignatureCheck = {
  id: 'session-expiry',
  find: ({ claims, signer, instant }) => {
    if (signer?.session === undefined || claims.securityToken === undefined) return undefined;
    const { expiresAt } = signer.session;
    const evidence = { kind: 'time', now: instant.toISOString(), limit: expiresAt.toISOString() } as const;
    const levels = isLastSecond(instant, expiresAt) ? ({ known: 'assumed' } as const) : undefined;
    if (instant <= expiresAt) return { ok: true, evidence, levels };
    return { ok: false, error: new S3Error('ExpiredToken', { 'Token-0': claims.securityToken }), evidence, levels };
  },
};
