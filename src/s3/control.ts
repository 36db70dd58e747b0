import type { Decision } from './decision.ts';
import type { PolicyDocument } from './policy/document.ts';

/** What may be done to an emulated account from outside S3: its clock, its identities, and reading decisions. */
export type ControlCommand =
  | { readonly command: 'status' }
  | { readonly command: 'move-clock'; readonly byMilliseconds: number }
  | { readonly command: 'set-clock'; readonly to: string }
  | { readonly command: 'put-user'; readonly user: string; readonly allow?: readonly string[] | undefined }
  | {
      readonly command: 'put-role';
      readonly role: string;
      readonly allow?: readonly string[] | undefined;
      /** ARNs or user names that may assume it; any principal of the account when left out. */
      readonly trusts?: readonly string[] | undefined;
      readonly maxSessionSeconds?: number | undefined;
    }
  | {
      readonly command: 'put-identity-policy';
      readonly identity: string;
      readonly name?: string | undefined;
      readonly policy: PolicyDocument | undefined;
    }
  | { readonly command: 'create-access-key'; readonly user: string }
  | {
      readonly command: 'import-access-key';
      readonly user: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    }
  | { readonly command: 'set-access-key-status'; readonly accessKeyId: string; readonly active: boolean }
  | {
      readonly command: 'assume-role';
      readonly role: string;
      /** Credentials' access key id of the caller; the account's root when left out. */
      readonly by?: string | undefined;
      readonly sessionName?: string | undefined;
      readonly durationSeconds?: number | undefined;
    }
  | {
      readonly command: 'get-session-token';
      readonly by?: string | undefined;
      readonly durationSeconds?: number | undefined;
    }
  | { readonly command: 'revoke-sessions'; readonly role: string }
  | { readonly command: 'credentials'; readonly identity: string }
  | { readonly command: 'identities' }
  | { readonly command: 'decision'; readonly requestId: string };

export interface EmulatedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** ISO 8601; only temporary credentials end. */
  readonly expiration?: string | undefined;
}

export interface IdentitySummary {
  readonly kind: 'root' | 'user' | 'role';
  readonly name: string;
  readonly arn: string;
  readonly accessKeys: readonly { readonly accessKeyId: string; readonly active: boolean }[];
}

export type ControlResult =
  | { readonly ok: true; readonly kind: 'done' }
  | {
      readonly ok: true;
      readonly kind: 'status';
      readonly account: string;
      readonly now: string;
      readonly clockOffsetMilliseconds: number;
    }
  | { readonly ok: true; readonly kind: 'credentials'; readonly credentials: EmulatedCredentials }
  | { readonly ok: true; readonly kind: 'identities'; readonly identities: readonly IdentitySummary[] }
  | { readonly ok: true; readonly kind: 'decision'; readonly decision: Decision | undefined }
  | { readonly ok: false; readonly code: string; readonly message: string };
