import type { Header } from '#sigv4/headers.ts';
import type { Cause } from '#sigv4/cause.ts';
import type { SignatureClaims } from '#sigv4/claims.ts';
import type { AuditFacts } from '../audit/audit-facts.ts';
import type { OperationName } from '../operation.ts';
import type { StsActionName } from '../sts/action.ts';

/** How an answer is known: from a recorded AWS response, AWS's documentation, another server's source, or our own choice. */
export const evidenceLevels = ['recorded', 'documented', 'other server', 'assumed'] as const;
export type EvidenceLevel = (typeof evidenceLevels)[number];

/** The checks of a request, in the order in which they are made (facts: order of checks). */
export const checkIds = [
  'implemented',
  'endpoint',
  'form',
  'mechanism',
  'parameters',
  'region',
  'not-yet-valid',
  'expiry',
  'clock-skew',
  'access-key',
  'session-token',
  'session-expiry',
  'headers-signed',
  'signature',
  'payload-hash',
  'bucket',
  'bucket-owner',
  'post-policy',
  'post-policy-expiry',
  'post-policy-conditions',
  'bucket-policy',
  'role-trust',
  'identity-policy',
  'request',
  'upload',
  'object',
  'length',
  'size',
  'content-md5',
  'checksum',
  'part-list',
  'part-order',
  'part-match',
  'part-size',
  'precondition',
  'range',
  'cors',
] as const;
export type CheckId = (typeof checkIds)[number];

export type CheckState = 'passed' | 'failed' | 'not reached';

/** What a check looked at. Values are those of the request or of the account; secrets never stand here. */
export type CheckEvidence =
  | { readonly kind: 'none' }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'compared'; readonly what: string; readonly expected: string; readonly actual: string }
  | { readonly kind: 'time'; readonly now: string; readonly limit: string }
  | { readonly kind: 'signature'; readonly expected: SignedForm }
  | {
      readonly kind: 'statement';
      readonly source: string;
      readonly statement: unknown;
      readonly effect: 'Allow' | 'Deny';
    }
  | { readonly kind: 'too small'; readonly what: string; readonly bytes: number; readonly minimum: number };

/** What S3 computed for the request that arrived; the signature it expected is left out of exports. */
export interface SignedForm {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
}

export interface Check {
  readonly id: CheckId;
  readonly state: CheckState;
  /** How this check's answer is known. */
  readonly known: EvidenceLevel;
  /** How its place among the checks is known. */
  readonly place: EvidenceLevel;
  readonly evidence: CheckEvidence;
}

/**
 * Why a request was answered as it was: plain data, fit for structured clone and JSON.
 *
 * `checks` lists every check that applies to the request, in order: passed ones, at most one failed, then those not reached.
 * `alsoFailing` names signature-related checks behind the failed one that would have failed too; only then does
 * the outcome rest on the order of the checks.
 */
export interface Decision {
  readonly requestId: string;
  /** Emulated instant, ISO 8601. */
  readonly instant: string;
  /** An operation of S3, or an action of STS. */
  readonly operation?: OperationName | StsActionName | undefined;
  readonly request: {
    readonly method: string;
    readonly rawPath: string;
    readonly rawQuery: string;
    readonly headers: readonly Header[];
    readonly sourceAddress: string;
  };
  readonly claims?: SignatureClaims | undefined;
  /** ARN of the principal that signed, once known. */
  readonly principal?: string | undefined;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  readonly checks: readonly Check[];
  readonly alsoFailing: readonly CheckId[];
  /** What was probably changed after signing; found out when the decision of a differing signature is read. */
  readonly causes?: readonly Cause[] | undefined;
  readonly outcome: {
    readonly status: number;
    readonly code?: string | undefined;
    readonly message?: string | undefined;
  };
  /** What the account's logs tell besides; absent from decisions kept by an earlier version. */
  readonly audit?: AuditFacts | undefined;
  /** Remarks that decide nothing, e.g. that other servers refuse what S3 takes. */
  readonly notes: readonly string[];
}

/** The check that refused the request, if one did. */
export function failedCheck(decision: Decision): Check | undefined {
  return decision.checks.find((check) => check.state === 'failed');
}
