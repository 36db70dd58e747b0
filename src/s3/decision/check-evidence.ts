import { evidenceLevels, type CheckId, type EvidenceLevel } from './decision.ts';

/** How a check's answer is known, and, apart, how its place among the checks is known. */
export interface CheckLevels {
  readonly known: EvidenceLevel;
  readonly place: EvidenceLevel;
}

const levels = (known: EvidenceLevel, place: EvidenceLevel): CheckLevels => ({ known, place });

/** The usual levels of each check; a check says otherwise where one of its answers is known less well. */
export const checkLevels: Readonly<Record<CheckId, CheckLevels>> = {
  implemented: levels('assumed', 'assumed'),
  endpoint: levels('recorded', 'assumed'),
  form: levels('recorded', 'assumed'),
  mechanism: levels('recorded', 'assumed'),
  parameters: levels('recorded', 'other server'),
  region: levels('recorded', 'assumed'),
  // Whether S3 compares the signature before it looks at the time is not known.
  'not-yet-valid': levels('recorded', 'assumed'),
  expiry: levels('recorded', 'assumed'),
  'clock-skew': levels('recorded', 'assumed'),
  // A bad key is named even where the bucket does not exist: said by an AWS engineer.
  'access-key': levels('recorded', 'documented'),
  'session-token': levels('recorded', 'assumed'),
  'session-expiry': levels('recorded', 'assumed'),
  // Recorded with both faults at once: the unsigned header is named first.
  'headers-signed': levels('recorded', 'recorded'),
  signature: levels('recorded', 'documented'),
  'payload-hash': levels('documented', 'assumed'),
  bucket: levels('recorded', 'documented'),
  'bucket-owner': levels('documented', 'assumed'),
  // Recorded: a policy that was changed, and can be read no longer, does not match its signature.
  'post-policy': levels('recorded', 'recorded'),
  'post-policy-expiry': levels('recorded', 'assumed'),
  'post-policy-conditions': levels('recorded', 'assumed'),
  'bucket-policy': levels('documented', 'documented'),
  'role-trust': levels('documented', 'assumed'),
  'identity-policy': levels('documented', 'documented'),
  request: levels('recorded', 'assumed'),
  upload: levels('recorded', 'assumed'),
  object: levels('recorded', 'assumed'),
  length: levels('documented', 'assumed'),
  size: levels('recorded', 'assumed'),
  'content-md5': levels('recorded', 'assumed'),
  checksum: levels('recorded', 'assumed'),
  'part-list': levels('recorded', 'assumed'),
  'part-order': levels('recorded', 'assumed'),
  'part-match': levels('recorded', 'assumed'),
  'part-size': levels('recorded', 'assumed'),
  precondition: levels('recorded', 'assumed'),
  range: levels('recorded', 'assumed'),
  cors: levels('recorded', 'recorded'),
};

/** The less well founded of two levels. */
export function weaker(a: EvidenceLevel, b: EvidenceLevel): EvidenceLevel {
  return evidenceLevels.indexOf(a) > evidenceLevels.indexOf(b) ? a : b;
}
