import type { DataPath } from './names.ts';

/**
 * What is wrong with a proof, in words that say what to do. `path` leads into the item: `['proof', 'given', 2, 'send', 'url']`,
 * `['options', 0, 'do', 1]`; into a shared world it begins with `['worlds', id, index]`.
 */
export interface ProofFinding {
  readonly path: DataPath;
  readonly code: FindingCode;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

export type FindingCode =
  | 'malformed-step'
  | 'unknown-verb'
  | 'unknown-field'
  | 'missing-field'
  | 'invalid-value'
  | 'unbound-name'
  | 'unknown-name'
  | 'needs-a-name'
  | 'world-not-first'
  | 'missing-do'
  | 'missing-then'
  | 'two-thens'
  | 'no-key'
  | 'missing-control'
  | 'unknown-constraint'
  | 'missing-breaks'
  | 'breaks-together'
  | 'too-much'
  | 'digest-of-a-large-fill'
  | 'premise'
  | 'unsound'
  | 'vacuous'
  | 'dishonest-failure'
  | 'assumed';

export function finding(code: FindingCode, path: DataPath, message: string): ProofFinding {
  return { path, code, message, severity: code === 'assumed' ? 'warning' : 'error' };
}
