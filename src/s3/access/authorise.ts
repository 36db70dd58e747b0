import type { CheckRecorder } from '../decision/check-recorder.ts';
import type { CheckEvidence } from '../decision/decision.ts';
import { denialOf } from './denial.ts';
import type { S3Error } from '../errors.ts';
import type { IdentityPolicy } from '../identities/identities.ts';
import type { ActionResource, OtherResource } from '../operations/context.ts';
import { evaluate, type Deciding, type Verdict } from '../policy/evaluate.ts';
import { withExistingTags, type ConditionKeys } from '../policy/condition-keys.ts';
import type { Principal } from '../identities/principal.ts';
import type { BucketRecord, ObjectDescription } from '../records.ts';
import { isPublicRestricted, resourcePoliciesOf } from './resource-policies.ts';

/** What a request's permissions are judged by. */
export interface AuthorisationSubject {
  readonly principal: Principal;
  readonly identityPolicies: readonly IdentityPolicy[];
  /** Of a session that was narrowed when it began. */
  readonly sessionPolicies?: readonly IdentityPolicy[] | undefined;
  readonly bucket: BucketRecord | undefined;
  readonly bucketName: string;
  readonly key: string;
  /** What is stored under the key, where its ACL, its owner or its tags have a say. */
  readonly object: ObjectDescription | undefined;
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
    return denialOf(this.#subject.principal, { action, target, verdict: this.#verdict(action, target) });
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

  #refuse(action: string, target: OtherResource, verdict: Verdict & { readonly allowed: false }): never {
    const { principal } = this.#subject;
    const error = denialOf(principal, { action, target, verdict });
    const isBucketPolicys = verdict.by ? verdict.by.in === 'bucket policy' : principal.kind === 'anonymous';
    const { bucket } = target;
    if (isBucketPolicys) return this.#checks.fail('bucket-policy', error, evidenceOf(verdict.by, silence(bucket)));
    if (bucket) this.#checks.pass('bucket-policy', { kind: 'note', text: bucketPolicyNote(bucket) });
    return this.#checks.fail(
      'identity-policy',
      error,
      evidenceOf(verdict.by, silenceOfPrincipal(action, target, verdict)),
    );
  }

  #pass({ bucket }: OtherResource, by: Deciding | undefined, otherwise: string): void {
    const isByBucket = bucket !== undefined && by !== undefined && !ofPrincipal.includes(by.in);
    if (bucket) {
      const evidence = isByBucket ? evidenceOf(by) : noteOf(bucketPolicyNote(bucket));
      this.#checks.pass('bucket-policy', evidence);
    }
    if (this.#subject.principal.kind === 'anonymous') return;
    const evidence = isByBucket ? noteOf(`the ${by.in} allows it`) : evidenceOf(by, otherwise);
    this.#checks.pass('identity-policy', evidence);
  }

  #verdict(action: string, target: OtherResource): Verdict {
    const { principal, keys, identityPolicies, sessionPolicies } = this.#subject;
    const { owner, policies } = resourcePoliciesOf(action, target);
    const question = {
      principal,
      action,
      resource: target.arn,
      keys: target.object?.tagging === undefined ? keys : withExistingTags(keys, target.object.tagging),
      resourceAccount: owner,
    };
    return evaluate(question, { resourcePolicies: policies, identityPolicies, sessionPolicies });
  }

  #target(resource: ActionResource | 'none'): OtherResource {
    if (typeof resource === 'object') return resource;
    const { bucket, bucketName, key, account, principal, object } = this.#subject;
    // What has no bucket yet, or is all of one's buckets, is one's own account's.
    const owner = bucket?.account ?? (principal.account || account);
    const isObject = resource === 'object';
    return { arn: arnOf(resource, bucketName, key), account: owner, bucket, object: isObject ? object : undefined };
  }
}

const ofPrincipal: readonly Deciding['in'][] = ['identity policy', 'session policy'];

function arnOf(resource: 'bucket' | 'object' | 'none', bucketName: string, key: string): string {
  if (resource === 'none') return '*';
  return resource === 'bucket' ? `arn:aws:s3:::${bucketName}` : `arn:aws:s3:::${bucketName}/${key}`;
}

function silence(bucket: BucketRecord | undefined): string {
  if (bucket && isPublicRestricted(bucket)) return 'Block Public Access ignores a public policy';
  return bucket?.policy ? 'no statement allows everyone' : 'the bucket has no policy';
}

function silenceOfPrincipal(action: string, { bucket }: OtherResource, verdict: Verdict): string {
  if (!verdict.allowed && verdict.isNarrowed) return `no statement of the session's policy allows ${action}`;
  return bucket || action.startsWith('s3:')
    ? `no statement allows ${action}`
    : `no statement allows ${action}, which the key of KMS asks for`;
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
