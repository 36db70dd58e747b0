import type { EvidenceLevel } from '../decision/decision.ts';

/** What is wrong with a policy that cannot be read: S3's words behind `Invalid Policy: `, and how they are known. */
export class PolicyFault extends Error {
  override readonly name = 'PolicyFault';
  readonly known: EvidenceLevel;

  constructor(message: string, known: EvidenceLevel = 'other server') {
    super(message);
    this.known = known;
  }
}

export function invalidJson(): PolicyFault {
  return new PolicyFault('Invalid JSON.');
}
