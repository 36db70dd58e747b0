import type { EvidenceLevel } from '../decision/decision.ts';
import { documented, otherServer, recorded, type ErrorEntry } from '../errors/entry.ts';

const ours = (status: number, message: string): ErrorEntry => ({ status, message, known: 'assumed' });

/** Every error code that STS answers, with its status and its usual message. */
const stsErrors = {
  AccessDenied: recorded(403, 'Access denied'),
  ExpiredToken: recorded(403, 'The security token included in the request is expired'),
  IncompleteSignature: recorded(400, 'The request signature does not conform to AWS standards.'),
  InternalFailure: documented(500, 'The request processing has failed because of an unknown error.'),
  InvalidAction: recorded(400, 'Could not find operation'),
  InvalidClientTokenId: recorded(403, 'The security token included in the request is invalid.'),
  MalformedPolicyDocument: documented(400, 'The policy document was malformed.'),
  MissingAction: otherServer(400, 'Missing Action'),
  MissingAuthenticationToken: recorded(403, 'Request is missing Authentication Token'),
  NotImplemented: ours(501, 'The emulator does not implement this.'),
  PackedPolicyTooLarge: documented(400, 'The session policy is too large.'),
  RequestEntityTooLarge: ours(413, 'The request is too large.'),
  SignatureDoesNotMatch: recorded(
    403,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ),
  ValidationError: recorded(400, 'The input fails to satisfy the constraints of the service.'),
} as const satisfies Record<string, ErrorEntry>;

export type StsErrorCode = keyof typeof stsErrors;

/** An STS answer that is an error: thrown at any depth, made into XML in one place (`answer.ts`). */
export class StsError extends Error {
  override readonly name = 'StsError';
  readonly code: StsErrorCode;
  readonly status: number;
  /** How this answer is known; a check that fails with it is known no better. */
  readonly known: EvidenceLevel;

  /** `message` stands in for the usual one. */
  constructor(code: StsErrorCode, message?: string, known?: EvidenceLevel) {
    const entry = stsErrors[code];
    super(message ?? entry.message);
    this.code = code;
    this.status = entry.status;
    this.known = known ?? entry.known;
  }
}
