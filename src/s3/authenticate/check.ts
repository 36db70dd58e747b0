import type { SignatureClaims } from '#sigv4/claims.ts';
import type { QueryParameter } from '#sigv4/query.ts';
import type { SigningKeys } from '#sigv4/signing-key.ts';
import type { CheckLevels } from '../decision/check-evidence.ts';
import type { CheckEvidence, CheckId } from '../decision/decision.ts';
import type { S3Error } from '../errors.ts';
import type { Signer } from '../identities/identities.ts';
import type { S3Request } from '../request.ts';

/** What the checks of a signature look at. */
export interface SignedSubject {
  readonly request: S3Request;
  readonly query: readonly QueryParameter[];
  readonly claims: SignatureClaims;
  readonly instant: Date;
  /** Region of the bucket that is addressed, if it exists. */
  readonly bucketRegion: string | undefined;
  /** Whose key it is; `undefined` for an unknown one. */
  readonly signer: Signer | undefined;
  readonly keys: SigningKeys;
}

/** What came out of one check. */
export type Finding =
  | {
      readonly ok: true;
      readonly evidence?: CheckEvidence | undefined;
      readonly levels?: Partial<CheckLevels> | undefined;
    }
  | {
      readonly ok: false;
      readonly error: S3Error;
      readonly evidence?: CheckEvidence | undefined;
      /** Where this answer is known less well than the check's usual one. */
      readonly levels?: Partial<CheckLevels> | undefined;
    };

/** One check of a signature. `undefined`: it does not apply, or what it needs is not there. */
export interface SignatureCheck {
  readonly id: CheckId;
  readonly find: (subject: SignedSubject) => Finding | undefined;
}

export const passed: Finding = { ok: true };

/** ISO 8601 without a fraction, as error elements write an instant. */
export function wholeSeconds(instant: Date): string {
  return `${instant.toISOString().slice(0, 19)}Z`;
}
