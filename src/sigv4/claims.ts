import type { CredentialScope } from './scope.ts';

/** What a request says about its own signature, before anything of it is believed. */
export interface SignatureClaims {
  readonly carrier: 'query' | 'header' | 'form';
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** `yyyyMMdd'T'HHmmss'Z'` */
  readonly amzDate: string;
  /** {@link amzDate} as an instant. */
  readonly instant: Date;
  /** 0 to 604 800; only a presigned URL has it. */
  readonly expiresSeconds?: number;
  /** As given: in lower case, unless the signer disregards the specification. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly securityToken?: string;
  /** The last line of the canonical request. */
  readonly payloadHash: string;
  /** Only of a form: the base64 text of its policy, which is the string to sign. */
  readonly policy?: string;
}

/** Why claims cannot be read. `value` is the text at fault, as it arrived. */
export type ClaimsFault =
  /** Some of the six parameters of a presigned URL, or of the fields that sign a form, are missing; these. */
  | { readonly kind: 'missing-parameters'; readonly missing: readonly string[] }
  | { readonly kind: 'algorithm'; readonly value: string }
  | { readonly kind: 'credential-malformed'; readonly value: string }
  | { readonly kind: 'service' | 'terminal' | 'scope-date'; readonly value: string }
  | { readonly kind: 'date-mismatch'; readonly scopeDate: string; readonly amzDate: string }
  | { readonly kind: 'amz-date'; readonly value: string }
  | { readonly kind: 'expires-not-a-number' | 'expires-negative' | 'expires-too-large'; readonly value: string }
  /** The Authorization header is one word. */
  | { readonly kind: 'authorization-spaceless'; readonly value: string }
  /** What follows the algorithm of the Authorization header is no list of three. */
  | { readonly kind: 'authorization-malformed'; readonly value: string }
  /** One of the three is not `name=value`; this one. */
  | { readonly kind: 'authorization-component-malformed'; readonly value: string }
  /** The Authorization header lacks one of its three components. */
  | { readonly kind: 'authorization-component-missing'; readonly component: AuthorizationComponent }
  /** Neither `x-amz-date` nor `Date` came with the Authorization header. */
  | { readonly kind: 'date-missing' }
  | { readonly kind: 'content-sha256-missing' }
  | { readonly kind: 'content-sha256-invalid'; readonly value: string };

/** The components of an Authorization header. */
export const authorizationComponents = ['Credential', 'SignedHeaders', 'Signature'] as const;
export type AuthorizationComponent = (typeof authorizationComponents)[number];

export type ClaimsResult =
  { readonly ok: true; readonly claims: SignatureClaims } | { readonly ok: false; readonly fault: ClaimsFault };

/** The word for a body that the signature does not cover. */
export const unsignedPayload = 'UNSIGNED-PAYLOAD';

/** The longest life of a presigned URL: seven days. */
export const longestExpiresSeconds = 604_800;
