import type { SignatureClaims } from '#sigv4/claims.ts';
import type { Header } from '#sigv4/headers.ts';
import type { QueryParameter } from '#sigv4/query.ts';
import type { OperationName } from '../operation.ts';
import type { Principal } from '../identities/principal.ts';
import type { S3Request } from '../request.ts';
import type { StsActionName } from '../sts/action.ts';

/** What condition keys are read from. */
export interface ConditionSubject {
  readonly operation: OperationName | StsActionName;
  readonly request: S3Request;
  readonly query: readonly QueryParameter[];
  /** Those that take effect: headers of a presigned URL's query included. */
  readonly headers: readonly Header[];
  readonly principal: Principal;
  readonly claims: SignatureClaims | undefined;
  readonly instant: Date;
  readonly region: string;
  /** Account that owns the bucket. */
  readonly resourceAccount: string;
}

/** How a condition key is read. */
export type KeyReader = (subject: ConditionSubject) => string | readonly string[] | undefined;

/** Condition keys by their names in lower case. */
export type KeyReaders = Readonly<Record<string, KeyReader>>;
