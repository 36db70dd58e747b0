import type { ByteSource } from '#base/byte-source.ts';
import type { Header } from '#sigv4/headers.ts';
import type { Decision } from './decision/decision.ts';

/** An HTTP request as it arrived: nothing decoded, nothing normalised, headers in their order. */
export interface S3Request {
  readonly method: string;
  /** Path on the wire, from its first `/`, still percent-encoded. */
  readonly rawPath: string;
  /** Query on the wire without its `?`, still percent-encoded; empty when there is none. */
  readonly rawQuery: string;
  readonly headers: readonly Header[];
  readonly body?: ByteSource | undefined;
  /** The sender's address, e.g. `203.0.113.7`; what `aws:SourceIp` reads, and `aws:VpcSourceIp` inside a VPC. */
  readonly sourceAddress: string;
  /** Present where the request comes through an endpoint of a VPC. */
  readonly via?: VpcEndpoint | undefined;
  /** True where the request counts as TLS; what `aws:SecureTransport` reads. */
  readonly secure: boolean;
}

/** What `aws:SourceVpce` (`vpce-1a2b3c4d`) and `aws:SourceVpc` (`vpc-111bbb22`) read. */
export interface VpcEndpoint {
  readonly vpcEndpoint: string;
  readonly vpc?: string | undefined;
}

export interface S3Response {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body?: Uint8Array<ArrayBuffer> | ByteSource | undefined;
}

export interface S3Answer {
  readonly response: S3Response;
  readonly decision: Decision;
}
