import type { EvidenceLevel } from '../decision/decision.ts';

/** What is wrong with a policy that cannot be read: S3's words behind `Invalid Policy: `, and how they are known. */
export class PostPolicyFault extends Error {
  override readonly name = 'PostPolicyFault';
  readonly known: EvidenceLevel;

  constructor(message: string, known: EvidenceLevel = 'other server') {
    super(message);
    this.known = known;
  }
}

export function invalidJson(): PostPolicyFault {
  return new PostPolicyFault('Invalid JSON.');
}
