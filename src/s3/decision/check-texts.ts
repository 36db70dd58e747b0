import { formatDuration, formatSize } from '#base/quantity.ts';
import type { Check, CheckEvidence, CheckId } from './decision.ts';

interface CheckText {
  readonly title: string;
  /** What is so when the check passes, and when it fails; evidence is added to either. */
  readonly passed: string;
  readonly failed: string;
}

const text = (title: string, passed: string, failed: string): CheckText => ({ title, passed, failed });

const texts: Readonly<Record<CheckId, CheckText>> = {
  implemented: text('Operation known', 'the emulator has this operation', 'it cannot be carried out'),
  endpoint: text('Endpoint of the bucket', 'the host serves this bucket', 'the host does not serve this bucket'),
  form: text('Form well formed', 'it is multipart/form-data with a key and one file', 'it is not as S3 asks'),
  mechanism: text(
    'One way to authenticate',
    'how the request is signed',
    'the request cannot be authenticated this way',
  ),
  parameters: text(
    'Authentication parameters complete',
    'all are there and well formed',
    'one is missing or cannot be read',
  ),
  region: text(
    'Region fits',
    "the credential names the bucket's Region",
    "the credential names another Region than the bucket's",
  ),
  'not-yet-valid': text(
    'Already valid',
    'the signing date is not in the future',
    'the signing date lies too far ahead',
  ),
  expiry: text('Not expired', 'the URL has not expired', 'the URL has expired'),
  'clock-skew': text(
    'Clock right',
    "the sender's clock is within 15 minutes",
    "the sender's clock is more than 15 minutes off",
  ),
  'access-key': text('Access key known', 'the key belongs to', 'the key is'),
  'session-token': text('Session token valid', "the token is the session's own", 'the token is'),
  'session-expiry': text('Session still running', 'the session has not ended', 'the session has ended'),
  'headers-signed': text('Every x-amz- header signed', 'none arrived unsigned', 'arrived without being signed'),
  signature: text(
    'Signature matches',
    'the request is the one that was signed',
    'the request is not the one that was signed',
  ),
  'payload-hash': text(
    'Payload as signed',
    'the body has the signed hash',
    'the body has another hash than the signed one',
  ),
  bucket: text('Bucket exists', 'it does', 'there is no such bucket, or its name is taken'),
  'bucket-owner': text(
    'Bucket owner as expected',
    'the bucket belongs to the expected account',
    'the bucket belongs to another account',
  ),
  'post-policy': text('POST policy readable', 'it can be read', 'it cannot be read'),
  'post-policy-expiry': text('POST policy not expired', 'the policy has not expired', 'the policy has expired'),
  'post-policy-conditions': text(
    'POST policy fulfilled',
    'every condition holds and every field has one',
    'a condition does not hold, or a field has none',
  ),
  'bucket-policy': text('Bucket policy', 'it does not stand in the way', 'it refuses the request'),
  'role-trust': text('Role trusts the signer', 'the role trusts it', 'the role does not trust it'),
  'identity-policy': text('Signer allowed', 'the signer may do this', 'the signer may not do this'),
  request: text(
    'Request well formed',
    'parameters and headers are valid',
    'a parameter, a header or the document is not valid',
  ),
  upload: text('Upload exists', 'the upload id is known for this key', 'there is no such upload for this key'),
  object: text('Object exists', 'there is an object under this key', 'there is no object to give'),
  length: text(
    'Length as declared',
    'as many bytes arrived as were declared',
    'the length is missing or not what arrived',
  ),
  size: text('Size allowed', 'within the limit', 'it is not as allowed, or not as announced'),
  'content-md5': text(
    'Content-MD5 matches',
    'the body has this MD5',
    'the header is malformed or the body has another MD5',
  ),
  checksum: text('Checksum matches', 'the body has this checksum', 'the checksum is malformed or not that of the body'),
  'part-list': text(
    'Part list readable',
    'the list names at least one part',
    'the list of parts is empty or cannot be read',
  ),
  'part-order': text(
    'Parts in ascending order',
    'every number is larger than the one before',
    'a number is not larger than the one before',
  ),
  'part-match': text(
    'Parts found',
    'every part is there with its ETag',
    'a part is missing or not the one that is listed',
  ),
  'part-size': text('Parts large enough', 'every part but the last has 5 MiB', 'a part before the last is too small'),
  precondition: text('Precondition holds', 'it does', 'it does not hold'),
  range: text(
    'Range satisfiable',
    'what is asked for lies inside the object',
    'what is asked for lies outside the object',
  ),
  cors: text('CORS allows it', 'a rule of the bucket allows the page', 'no rule of the bucket allows the page'),
};

/** What a check is called in a list of checks. */
export function checkTitle(id: CheckId): string {
  return texts[id].title;
}

/** One plain sentence, without a full stop, on how a check came out. */
export function checkSentence(check: Pick<Check, 'id' | 'state' | 'evidence'>): string {
  if (check.state === 'not reached') return 'not reached';
  const { passed, failed } = texts[check.id];
  return evidenceSentence(check.state === 'passed' ? passed : failed, check);
}

function evidenceSentence(words: string, { id, state, evidence }: Pick<Check, 'id' | 'state' | 'evidence'>): string {
  switch (evidence.kind) {
    case 'none':
      return words;
    case 'note':
      return id === 'access-key' || (id === 'session-token' && state === 'failed')
        ? `${words} ${evidence.text}`
        : `${words}: ${noted(id, evidence.text)}`;
    case 'compared':
      return compared(words, id, state === 'passed', evidence);
    case 'time':
      return timed(words, id, evidence);
    case 'signature':
      // A form has no canonical request: what is signed is its policy.
      return evidence.expected.canonicalRequest === ''
        ? `${words}: the policy is another, or the secret key is`
        : `${words}: the two canonical requests differ, or the secret key does`;
    case 'statement':
      return `${evidence.effect === 'Deny' ? 'a statement denies it' : 'a statement allows it'} (${evidence.source})`;
    case 'too small':
      return `${evidence.what} has ${formatSize(evidence.bytes)}, the least is ${formatSize(evidence.minimum)}`;
  }
}

const carriers: Readonly<Record<string, string>> = {
  query: 'in the query of a pre-signed URL',
  header: 'in the Authorization header',
  form: 'in the fields of a form',
  none: 'not at all, it is anonymous',
};

function noted(id: CheckId, note: string): string {
  return id === 'mechanism' ? (carriers[note] ?? note) : note;
}

function compared(
  words: string,
  id: CheckId,
  isPassed: boolean,
  evidence: CheckEvidence & { kind: 'compared' },
): string {
  const { what, expected, actual } = evidence;
  if (id === 'headers-signed') return `${actual} ${words}`;
  return isPassed ? `${what} ${actual}` : `${words}: ${what} is ${actual}, expected was ${expected}`;
}

function timed(words: string, id: CheckId, { now, limit }: CheckEvidence & { kind: 'time' }): string {
  const distance = Date.parse(limit) - Date.parse(now);
  const duration = formatDuration(Math.abs(distance));
  if (id === 'expiry' || id === 'session-expiry' || id === 'post-policy-expiry')
    return distance >= 0 ? `${words}: ${duration} left` : `${words} ${duration} ago`;
  if (id === 'clock-skew') return `${words}: ${duration} ${distance > 0 ? 'ahead' : 'behind'}`;
  return words;
}
