import type { CheckRecorder } from '../decision/check-recorder.ts';
import type { Finding } from '../authenticate/check.ts';
import type { Mechanism } from '../authenticate/mechanism.ts';
import type { CheckEvidence, CheckId } from '../decision/decision.ts';
import { S3Error } from '../errors.ts';
import { fieldOperators, type PostCondition, type SizeRange } from './conditions.ts';
import type { Fields } from './fields.ts';
import { readPolicy, type PostPolicy } from './policy-document.ts';
import { PostPolicyFault } from './post-policy-fault.ts';

/** The checks of a form that is signed by its fields. */
export function policyChecks(mechanism: Mechanism): readonly CheckId[] {
  const isForm = mechanism.kind === 'signed' && mechanism.claims.carrier === 'form';
  return isForm ? ['post-policy', 'post-policy-expiry', 'post-policy-conditions'] : [];
}

/** What a policy is held against. */
export interface PolicySubject {
  readonly fields: Fields;
  /** The bucket that the form is posted to. */
  readonly bucketName: string;
  readonly instant: Date;
  readonly checks: CheckRecorder;
}

/**
 * Holds a form against its policy: it can be read, has not expired, every condition holds, and every field is covered by
 * one. The sizes that it allows are for later, when the file has arrived.
 *
 * @throws S3Error
 */
export function requirePolicy(base64Text: string, subject: PolicySubject): readonly SizeRange[] {
  const { checks } = subject;
  const policy = readable(base64Text, checks);
  for (const [at, { id, find }] of ofReadable.entries()) {
    const finding = find(policy, subject);
    if (finding.ok) {
      checks.pass(id, finding.evidence);
      continue;
    }
    for (const later of ofReadable.slice(at + 1)) if (!later.find(policy, subject).ok) checks.alsoFails(later.id);
    return checks.fail(id, finding.error, finding.evidence);
  }
  return policy.conditions.flatMap((condition) =>
    condition.operator === 'content-length-range' && condition.range ? [condition.range] : [],
  );
}

/** Notes which checks of the policy a form would have failed too that is refused for its signature or its session. */
export function noteFailingPolicy(base64Text: string, subject: PolicySubject): void {
  try {
    const policy = readPolicy(base64Text);
    for (const { id, find } of ofReadable) if (!find(policy, subject).ok) subject.checks.alsoFails(id);
  } catch (error) {
    if (!(error instanceof PostPolicyFault)) throw error;
    subject.checks.alsoFails('post-policy');
  }
}

function readable(base64Text: string, checks: CheckRecorder): PostPolicy {
  try {
    const policy = readPolicy(base64Text);
    checks.pass('post-policy');
    return policy;
  } catch (error) {
    if (!(error instanceof PostPolicyFault)) throw error;
    const { message, known } = error;
    const answer = new S3Error('InvalidPolicyDocument', {}, `Invalid Policy: ${message}`);
    return checks.fail('post-policy', answer, { kind: 'note', text: message }, { known });
  }
}

interface PolicyCheck {
  readonly id: CheckId;
  readonly find: (policy: PostPolicy, subject: PolicySubject) => Finding;
}

/** The checks of a policy that can be read, in order. */
const ofReadable: readonly PolicyCheck[] = [
  {
    id: 'post-policy-expiry',
    find: ({ expiration }, { instant }) => {
      const evidence = { kind: 'time', now: instant.toISOString(), limit: expiration.toISOString() } as const;
      if (instant <= expiration) return { ok: true, evidence };
      return { ok: false, error: accordingToPolicy('Policy expired.'), evidence };
    },
  },
  {
    id: 'post-policy-conditions',
    find: (policy, subject) =>
      failingCondition(policy, subject) ??
      fieldWithoutCondition(policy, subject) ?? {
        ok: true,
        evidence: { kind: 'note', text: `${policy.conditions.length} conditions` },
      },
  },
];

/** The first condition that does not hold. */
function failingCondition({ conditions }: PostPolicy, subject: PolicySubject): Finding | undefined {
  for (const condition of conditions) {
    const evidence = failure(condition, subject);
    if (!evidence) continue;
    return { ok: false, error: accordingToPolicy(`Policy Condition failed: ${condition.written}`), evidence };
  }
  return undefined;
}

/** Why a condition does not hold. One on a field that the form lacks never does, not even `starts-with` nothing. */
function failure(condition: PostCondition, subject: PolicySubject): CheckEvidence | undefined {
  if (condition.operator === 'content-length-range') {
    return condition.range ? undefined : { kind: 'note', text: 'the bounds of content-length-range are no numbers' };
  }
  const { operator, field, value } = condition;
  if (field === undefined) return { kind: 'note', text: 'the name of a field begins with $' };
  const actual = valueOf(field, subject);
  if (actual === undefined) return { kind: 'note', text: `the form has no field ${field}` };
  if (fieldOperators[operator].holds(actual, value, field)) return undefined;
  // A token is a secret, also where it is the wrong one.
  if (field === 'x-amz-security-token') return { kind: 'note', text: `${field} is another` };
  return { kind: 'compared', what: field, expected: fieldOperators[operator].says(value), actual };
}

/** The bucket is the one addressed, whatever a field of that name says. */
function valueOf(field: string, { fields, bucketName }: PolicySubject): string | undefined {
  return field === 'bucket' ? bucketName : fields.value(field);
}

const uncovered = /^(?:x-amz-signature|file|policy|x-ignore-.*)$/;

/** Every field needs a condition; so does the bucket, which every form is posted to. */
function fieldWithoutCondition({ conditions }: PostPolicy, { fields }: PolicySubject): Finding | undefined {
  const covered = new Set(conditions.map((condition) => ('field' in condition ? condition.field : undefined)));
  const extra = [...fields.names, 'bucket'].find((name) => !uncovered.test(name) && !covered.has(name));
  if (extra === undefined) return undefined;
  const error = accordingToPolicy(`Extra input fields: ${extra}`);
  return { ok: false, error, evidence: { kind: 'note', text: `no condition names ${extra}` } };
}

function accordingToPolicy(text: string): S3Error {
  return new S3Error('AccessDenied', {}, `Invalid according to Policy: ${text}`);
}
