import type { CheckRecorder } from './check-recorder.ts';
import type { CheckEvidence } from './decision.ts';
import { S3Error } from './errors.ts';
import type { IdentityPolicy } from './identities.ts';
import type { ActionResource, OtherResource } from './operations/context.ts';
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
  readonly #checks: CheckRecorder;

  constructor(subject: AuthorisationSubject, checks: CheckRecorder) {
    this.#subject = subject;
    this.#checks = checks;
  }

  may(action: string, resource: ActionResource | 'none'): boolean {
    return this.#verdict(action, this.#target(resource)).allowed;
  }

  /** The 403 for an action that the principal may not do. */
  denial(action: string, resource: ActionResource | 'none'): S3Error {
    const target = this.#target(resource);
    return this.#denial(action, target, this.#verdict(action, target));
  }

  /** Records which statements decide about a further action, and throws the 403 unless one allows it. */
  require(action: string, resource: ActionResource | 'none'): void {
    const target = this.#target(resource);
    const verdict = this.#verdict(action, target);
    if (!verdict.allowed) return this.#refuse(action, target, verdict);
    this.#pass(target, verdict.by, 'the root user needs no permission');
  }

  /** The same for the operation's own action. `allowedByDefault` is asked only where nothing denies and nothing allows. */
  async requireOwn(
    action: string,
    resource: ActionResource | 'none',
    allowedByDefault: (() => Promise<boolean>) | undefined,
  ): Promise<void> {
    const target = this.#target(resource);
    const verdict = this.#verdict(action, target);
    if (!verdict.allowed && (verdict.by || !(await allowedByDefault?.()))) this.#refuse(action, target, verdict);
    const reason = verdict.allowed ? 'the root user needs no permission' : 'the initiator of an upload may, by default';
    this.#pass(target, verdict.allowed ? verdict.by : undefined, reason);
  }

  #refuse(action: string, target: Target, verdict: Verdict): never {
    const { principal } = this.#subject;
    const error = this.#denial(action, target, verdict);
    const isBucketPolicys = verdict.by ? verdict.by.in === 'bucket policy' : principal.kind === 'anonymous';
    const { bucket } = target;
    if (isBucketPolicys) return this.#checks.fail('bucket-policy', error, evidenceOf(verdict.by, silence(bucket)));
    if (bucket) this.#checks.pass('bucket-policy', { kind: 'note', text: bucketPolicyNote(bucket) });
    return this.#checks.fail('identity-policy', error, evidenceOf(verdict.by, `no statement allows ${action}`));
  }

  #pass({ bucket }: Target, by: Deciding | undefined, otherwise: string): void {
    const isByBucket = by?.in === 'bucket policy';
    if (bucket) {
      const evidence = isByBucket ? evidenceOf(by) : noteOf(bucketPolicyNote(bucket));
      this.#checks.pass('bucket-policy', evidence);
    }
    if (this.#subject.principal.kind === 'anonymous') return;
    const evidence = isByBucket ? noteOf('the bucket policy allows it') : evidenceOf(by, otherwise);
    this.#checks.pass('identity-policy', evidence);
  }

  #verdict(action: string, { arn, account, bucket }: Target): Verdict {
    const { principal, keys, identityPolicies } = this.#subject;
    const question = { principal, action, resource: arn, keys, resourceAccount: account };
    const policies = { bucketPolicy: bucket?.policy, identityPolicies, isPublicRestricted: isPublicRestricted(bucket) };
    return evaluate(question, policies);
  }

  #target(resource: ActionResource | 'none'): Target {
    if (typeof resource === 'object') return resource;
    const { bucket, bucketName, key, account } = this.#subject;
    return { arn: arnOf(resource, bucketName, key), account: bucket?.account ?? account, bucket };
  }

  /** Within an account S3 says who may not do what and why; to others it says nothing. */
  #denial(action: string, { arn, account }: Target, verdict: Verdict): S3Error {
    const { principal } = this.#subject;
    const isStranger = principal.kind === 'anonymous' || principal.account !== account;
    // Where policies allow it, something else refuses it: Block Public Access does, for one.
    if (isStranger || verdict.allowed) return new S3Error('AccessDenied');
    const on = arn === '*' ? '' : ` on resource: "${arn}"`;
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
}

type Target = OtherResource;

function arnOf(resource: 'bucket' | 'object' | 'none', bucketName: string, key: string): string {
  if (resource === 'none') return '*';
  return resource === 'bucket' ? `arn:aws:s3:::${bucketName}` : `arn:aws:s3:::${bucketName}/${key}`;
}

function isPublicRestricted(bucket: BucketRecord | undefined): boolean {
  const isRestricting = bucket?.publicAccessBlock?.restrictPublicBuckets === true;
  return isRestricting && bucket.policy !== undefined && isPublicPolicy(bucket.policy);
}

function silence(bucket: BucketRecord | undefined): string {
  if (isPublicRestricted(bucket)) return 'Block Public Access ignores a public policy';
  return bucket?.policy ? 'no statement allows everyone' : 'the bucket has no policy';
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
