import { S3Error } from '../errors.ts';
import { futureToleranceMilliseconds, maximumSkewMilliseconds } from '../limits.ts';
import { wholeSeconds, type Finding, type SignatureCheck, type SignedSubject } from './check.ts';

const assumed = { known: 'assumed' } as const;
/** So far ahead that S3 refuses it whatever its tolerance is. */
const surelyTooFarMilliseconds = 3_600_000;

/** A presigned URL whose date lies too far ahead. How far S3 lets it is not documented. */
export const notYetValid: SignatureCheck = {
  id: 'not-yet-valid',
  find: ({ claims, instant }) => {
    const opens = new Date(claims.instant.getTime() - futureToleranceMilliseconds);
    const evidence = { kind: 'time', now: instant.toISOString(), limit: opens.toISOString() } as const;
    const ahead = claims.instant.getTime() - instant.getTime();
    const levels = ahead > 0 && ahead < surelyTooFarMilliseconds ? assumed : undefined;
    if (instant >= opens) return { ok: true, evidence, levels };
    const error = new S3Error(
      'AccessDenied',
      {
        'X-Amz-Date': claims.instant.getTime(),
        Expires: wholeSeconds(expiryOf({ claims })),
        ServerTime: wholeSeconds(instant),
      },
      'Request is not yet valid',
    );
    return { ok: false, error, evidence, levels };
  },
};

/** A presigned URL works up to and including the instant at which it expires. */
export const expiry: SignatureCheck = {
  id: 'expiry',
  find: ({ claims, instant }) => {
    const limit = expiryOf({ claims });
    const evidence = { kind: 'time', now: instant.toISOString(), limit: limit.toISOString() } as const;
    // The documented minimum is 1; what S3 answers to 0 is not known, so it counts as expired at once.
    const isZero = claims.expiresSeconds === 0;
    const levels = isZero || isLastSecond(instant, limit) ? assumed : undefined;
    if (instant <= limit && !isZero) return { ok: true, evidence, levels };
    const error = new S3Error(
      'AccessDenied',
      {
        'X-Amz-Expires': claims.expiresSeconds,
        Expires: wholeSeconds(limit),
        ServerTime: wholeSeconds(instant),
      },
      'Request has expired',
    );
    return { ok: false, error, evidence, levels };
  },
};

/** The 15 minutes that a header-signed request may be off. They are no rule of presigned URLs. */
export const clockSkew: SignatureCheck = {
  id: 'clock-skew',
  find: ({ claims, instant }): Finding => {
    const evidence = { kind: 'time', now: instant.toISOString(), limit: claims.instant.toISOString() } as const;
    const skew = Math.abs(instant.getTime() - claims.instant.getTime());
    if (skew <= maximumSkewMilliseconds) return { ok: true, evidence };
    const error = new S3Error('RequestTimeTooSkewed', {
      RequestTime: claims.amzDate,
      ServerTime: wholeSeconds(instant),
      MaxAllowedSkewMilliseconds: maximumSkewMilliseconds,
    });
    return { ok: false, error, evidence };
  },
};

function expiryOf({ claims }: Pick<SignedSubject, 'claims'>): Date {
  return new Date(claims.instant.getTime() + (claims.expiresSeconds ?? 0) * 1000);
}

/** Whether S3 counts the instant of the end itself, or the second that follows, is not known. */
export function isLastSecond(instant: Date, limit: Date): boolean {
  const past = instant.getTime() - limit.getTime();
  return past >= 0 && past < 1000;
}
