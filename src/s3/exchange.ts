import type { SignatureClaims } from '#sigv4/claims.ts';
import type { AuditFacts } from './audit/audit-facts.ts';
import { CheckRecorder } from './decision/check-recorder.ts';
import type { Decision } from './decision/decision.ts';
import type { OperationName } from './operation.ts';
import type { Principal } from './identities/principal.ts';
import type { BucketRecord } from './records.ts';
import type { AnswerIds } from './request-id.ts';
import type { S3Request } from './request.ts';
import type { StsActionName } from './sts/action.ts';

/** One request under way: what was found out about it so far, whether or not it will be refused. */
export class Exchange {
  readonly request: S3Request;
  readonly ids: AnswerIds;
  readonly checks = new CheckRecorder();
  /** Emulated. */
  instant: Date;
  /** Both answer on one port. */
  service: 's3' | 'sts' = 's3';
  operation?: OperationName | StsActionName;
  claims?: SignatureClaims;
  principal?: Principal;
  bucketName = '';
  bucket?: BucketRecord;
  key = '';

  constructor(request: S3Request, ids: AnswerIds, instant: Date) {
    this.request = request;
    this.ids = ids;
    this.instant = instant;
  }

  decision(outcome: Decision['outcome'], audit: AuditFacts): Decision {
    const { method, rawPath, rawQuery, headers, sourceAddress } = this.request;
    const { checks, principal } = this;
    return {
      requestId: this.ids.requestId,
      instant: this.instant.toISOString(),
      ...(this.operation && { operation: this.operation }),
      request: { method, rawPath, rawQuery, headers, sourceAddress },
      ...(this.claims && { claims: this.claims }),
      ...(principal && principal.kind !== 'anonymous' && { principal: principal.arn }),
      ...(this.bucketName === '' ? {} : { bucket: this.bucketName }),
      ...(this.key === '' ? {} : { key: this.key }),
      checks: checks.checks,
      alsoFailing: checks.alsoFailing,
      outcome,
      audit,
      notes: checks.notes,
    };
  }
}
