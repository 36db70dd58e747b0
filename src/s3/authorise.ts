import type { CheckRecorder } from './check-recorder.ts';
import type { CheckEvidence } from './decision.ts';
import { S3Error } from './errors.ts';
import type { IdentityPolicy } from './identities.ts';
import type { ActionResource } from './operations/context.ts';
import { evaluate, type Deciding, type Verdict } from './policy/evaluate.ts';
import type { ConditionKeys } from './policy/keys.ts';
import { isPublicPolicy } from './policy/public.ts';
import type { Principal } from './principal.ts';
import type { BucketRecord } from './records.ts';

/** What a request's permissions are judged by. */
export interface AuthorisationSubject {
  readonly principal: Principal;
  readonly identityPolicies: readonly IdentityPolicy[];
  readonly bucket: BucketRecord | undefined;
  readonly bucketName: string;
  readonly key: string;
  readonly keys: ConditionKeys;
  readonly account: string;
}

/** The permissions of one request. */
export class Permissions {
  readonly #subject: AuthorisationSubject;
  readonly #isPublicRestricted: boolean;

  constructor(subject: AuthorisationSubject) {
    this.#subject = subject;
    const { bucket } = subject;
    const isRestricting = bucket?.publicAccessBlock?.restrictPublicBuckets === true;
    this.#isPublicRestricted = isRestricting && bucket.policy !== undefined && isPublicPolicy(bucket.policy);
  }

  may(action: string, resource: ActionResource | 'none'): boolean {
    return this.#verdict(action, resource).allowed;
  }

  /** The 403 for an action that the principal may not do. */
  denial(action: string, resource: ActionResource | 'none'): S3Error {
    return this.#denial(action, resource, this.#verdict(action, resource));
  }

  /**
   * Records which statements decide, and throws the 403 unless one allows. `allowedByDefault` is asked only where
   * nothing denies and nothing allows.
   */
  async require(
    checks: CheckRecorder,
    action: string,
    resource: ActionResource | 'none',
    allowedByDefault: (() => Promise<boolean>) | undefined,
  ): Promise<void> {
    const { principal, bucket } = this.#subject;
    const verdict = this.#verdict(action, resource);
    const isAnonymous = principal.kind === 'anonymous';
    if (!verdict.allowed && (verdict.by || !(await allowedByDefault?.()))) {
      const error = this.#denial(action, resource, verdict);
      const isBucketPolicys = verdict.by ? verdict.by.in === 'bucket policy' : isAnonymous;
      if (isBucketPolicys) return checks.fail('bucket-policy', error, evidenceOf(verdict.by, this.#silence()));
      if (bucket) checks.pass('bucket-policy', { kind: 'note', text: bucketPolicyNote(bucket) });
      return checks.fail('identity-policy', error, evidenceOf(verdict.by, 'no statement allows it'));
    }
    const by = verdict.allowed ? verdict.by : undefined;
    const isByBucket = by?.in === 'bucket policy';
    const reason = verdict.allowed ? 'the root user needs no permission' : 'the initiator of an upload may, by default';
    if (bucket)
      checks.pass('bucket-policy', isByBucket ? evidenceOf(by) : { kind: 'note', text: bucketPolicyNote(bucket) });
    if (!isAnonymous)
      checks.pass('identity-policy', isByBucket ? noteOf('the bucket policy allows it') : evidenceOf(by, reason));
  }

  #verdict(action: string, resource: ActionResource | 'none'): Verdict {
    const { principal, bucket, keys, account, identityPolicies } = this.#subject;
    const resourceAccount = bucket?.account ?? account;
    const question = { principal, action, resource: this.#arn(resource), keys, resourceAccount };
    const isPublicRestricted = this.#isPublicRestricted;
    return evaluate(question, { bucketPolicy: bucket?.policy, identityPolicies, isPublicRestricted });
  }

  #arn(resource: ActionResource | 'none'): string {
    const { bucketName, key } = this.#subject;
    if (resource === 'none') return '*';
    return resource === 'bucket' ? `arn:aws:s3:::${bucketName}` : `arn:aws:s3:::${bucketName}/${key}`;
  }

  /** Within an account S3 says who may not do what and why; to others it says nothing. */
  #denial(action: string, resource: ActionResource | 'none', verdict: Verdict): S3Error {
    const { principal, bucket, account } = this.#subject;
    const isStranger = principal.kind === 'anonymous' || principal.account !== (bucket?.account ?? account);
    // Where policies allow it, something else refuses it: Block Public Access does, for one.
    if (isStranger || verdict.allowed) return new S3Error('AccessDenied');
    const on = resource === 'none' ? '' : ` on resource: "${this.#arn(resource)}"`;
    const place = verdict.by?.in === 'bucket policy' ? 'a resource-based policy' : 'an identity-based policy';
    const because = verdict.by
      ? `with an explicit deny in ${place}`
      : `because no identity-based policy allows the ${action} action`;
    return new S3Error(
      'AccessDenied',
      {},
      `User: ${principal.arn} is not authorized to perform: ${action}${on} ${because}`,
    );
  }

  #silence(): string {
    if (this.#isPublicRestricted) return 'Block Public Access ignores a public policy';
    return this.#subject.bucket?.policy ? 'no statement allows everyone' : 'the bucket has no policy';
  }
}

function bucketPolicyNote({ policy }: BucketRecord): string {
  return policy ? 'no statement denies it' : 'the bucket has no policy';
}

function noteOf(text: string): CheckEvidence {
  return { kind: 'note', text };
}

function evidenceOf(by: Deciding | undefined, otherwise = ''): CheckEvidence {
  if (!by) return otherwise === '' ? { kind: 'none' } : noteOf(otherwise);
  const { source, statement } = by;
  return { kind: 'statement', source, statement, effect: statement.Effect };
}
