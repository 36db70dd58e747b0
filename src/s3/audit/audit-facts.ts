import type { Principal } from '../identities/principal.ts';

/** What the account's logs tell of a request besides what decided it. */
export interface AuditFacts {
  readonly hostId: string;
  /** True where the request counts as TLS. */
  readonly secure: boolean;
  /** Where the request came through an endpoint of a VPC. */
  readonly vpcEndpoint?: string | undefined;
  /** Absent where authentication failed. */
  readonly identity?: AuditIdentity | undefined;
  /** Absent where there is no such bucket. */
  readonly bucketAccount?: string | undefined;
  readonly bucketRegion?: string | undefined;
  /** Bytes of the answer's body. */
  readonly bytesSent: number;
  /** Size of the object as a whole, where the answer tells it. */
  readonly objectBytes?: number | undefined;
  /** Real time that the answer took. */
  readonly milliseconds: number;
  readonly encryption?: string | undefined;
  readonly versionId?: string | undefined;
}

/** A principal as plain data. */
export interface AuditIdentity extends Pick<Principal, 'kind' | 'account' | 'arn' | 'id' | 'name' | 'roleArn'> {
  /** ISO 8601. */
  readonly tokenIssuedAt?: string | undefined;
}
