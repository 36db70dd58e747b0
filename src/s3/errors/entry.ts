import type { EvidenceLevel } from '../decision/decision.ts';

/** One error code of S3. */
export interface ErrorEntry {
  readonly status: number;
  /** The usual message. */
  readonly message: string;
  /** How code, status and message are known. */
  readonly known: EvidenceLevel;
}

export const recorded = (status: number, message: string): ErrorEntry => ({ status, message, known: 'recorded' });
export const documented = (status: number, message: string): ErrorEntry => ({ status, message, known: 'documented' });
export const otherServer = (status: number, message: string): ErrorEntry => ({
  status,
  message,
  known: 'other server',
});
