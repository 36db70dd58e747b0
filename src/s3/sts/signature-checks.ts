import type { SignatureClaims } from '#sigv4/claims.ts';
import { amzDate } from '#sigv4/instant.ts';
import type { QueryParameter } from '#sigv4/query.ts';
import { sameSignature } from '#sigv4/signature.ts';
import type { SigningKeys } from '#sigv4/signing-key.ts';
import { signingSteps } from '#sigv4/signing-steps.ts';
import { signedRequest } from '../authenticate/signature.ts';
import type { CheckEvidence, CheckId } from '../decision/decision.ts';
import type { Signer } from '../identities/identities.ts';
import { maximumSkewMilliseconds } from '../limits.ts';
import type { S3Request } from '../request.ts';
import { StsError } from './errors.ts';

/** What the checks of a signature look at. */
export interface StsSubject {
  readonly request: S3Request;
  readonly query: readonly QueryParameter[];
  readonly claims: SignatureClaims;
  readonly instant: Date;
  readonly signer: Signer | undefined;
  readonly keys: SigningKeys;
}

interface StsFinding {
  /** Absent where the check passes. */
  readonly error?: StsError;
  readonly evidence?: CheckEvidence;
}

/** One check of a signature. `undefined`: it does not apply, or what it needs is not there. */
interface StsCheck {
  readonly id: CheckId;
  readonly find: (subject: StsSubject) => StsFinding | undefined;
}

/** STS judges a presigned request by the 15 minutes of any other; what `X-Amz-Expires` says does not count. */
const clockSkew: StsCheck = {
  id: 'clock-skew',
  find: ({ claims, instant }) => {
    const evidence = { kind: 'time', now: instant.toISOString(), limit: claims.instant.toISOString() } as const;
    const ahead = claims.instant.getTime() - instant.getTime();
    if (Math.abs(ahead) <= maximumSkewMilliseconds) return { evidence };
    const sign = ahead < 0 ? -1 : 1;
    const limit = amzDate(new Date(instant.getTime() + sign * maximumSkewMilliseconds));
    const now = amzDate(instant);
    const words =
      sign < 0
        ? `Signature expired: ${claims.amzDate} is now earlier than ${limit} (${now} - 15 min.)`
        : `Signature not yet current: ${claims.amzDate} is still later than ${limit} (${now} + 15 min.)`;
    // Recorded of a signature that is too old; for one from the future only another server tells the words.
    const known = sign < 0 ? 'recorded' : 'other server';
    return { error: new StsError('SignatureDoesNotMatch', words, known), evidence };
  },
};

const accessKey: StsCheck = {
  id: 'access-key',
  find: ({ signer }) => {
    if (signer?.isActive) return { evidence: { kind: 'note', text: signer.principal.arn } };
    const text = signer ? 'inactive' : 'unknown';
    return { error: new StsError('InvalidClientTokenId'), evidence: { kind: 'note', text } };
  },
};

const sessionToken: StsCheck = {
  id: 'session-token',
  find: ({ claims: { securityToken }, signer }) => {
    if (!signer || (signer.session === undefined && securityToken === undefined)) return undefined;
    if (signer.session && sameSignature(securityToken ?? '', signer.session.token)) return {};
    const text = securityToken === undefined ? 'missing' : signer.session ? 'altered' : 'not a temporary key';
    const message = 'The security token included in the request is invalid';
    return { error: new StsError('InvalidClientTokenId', message), evidence: { kind: 'note', text } };
  },
};

const sessionExpiry: StsCheck = {
  id: 'session-expiry',
  find: ({ signer, instant }) => {
    if (!signer?.session) return undefined;
    const { expiresAt } = signer.session;
    const evidence = { kind: 'time', now: instant.toISOString(), limit: expiresAt.toISOString() } as const;
    return instant <= expiresAt ? { evidence } : { error: new StsError('ExpiredToken'), evidence };
  },
};

const signature: StsCheck = {
  id: 'signature',
  find: ({ request, query, claims, signer, keys }) => {
    if (!signer) return undefined;
    const signed = signedRequest({ request, query, claims });
    const steps = signingSteps(signed, claims, signer.secretAccessKey, keys);
    if (sameSignature(steps.signature, claims.signature)) return {};
    const { canonicalRequest, stringToSign } = steps;
    const evidence = { kind: 'signature', expected: { canonicalRequest, stringToSign } } as const;
    return { error: new StsError('SignatureDoesNotMatch'), evidence };
  },
};

/** In the order in which they are made, which is assumed. */
export const signatureChecks: readonly StsCheck[] = [clockSkew, accessKey, sessionToken, sessionExpiry, signature];
