import type { Decision } from '../decision/decision.ts';
import type { DeliveredEvent } from '../events/event-queue.ts';
import type { PolicyDocument } from '../policy/document.ts';

/**
 * What may be done to the emulated accounts from outside S3: their clock, their identities, and reading decisions.
 *
 * An identity is a name, `root` included, or an ARN. `account` says where a name stands; the emulator's own when left out.
 */
export type ControlCommand =
  | { readonly command: 'status' }
  | { readonly command: 'move-clock'; readonly byMilliseconds: number }
  | { readonly command: 'set-clock'; readonly to: string }
  | {
      readonly command: 'put-user';
      readonly user: string;
      readonly account?: string | undefined;
      readonly allow?: readonly string[] | undefined;
    }
  | {
      readonly command: 'put-role';
      readonly role: string;
      readonly account?: string | undefined;
      readonly allow?: readonly string[] | undefined;
      /** ARNs, accounts or user names that may assume it; any principal of the account when left out. */
      readonly trusts?: readonly string[] | undefined;
      readonly maxSessionSeconds?: number | undefined;
    }
  | {
      readonly command: 'put-identity-policy';
      readonly identity: string;
      readonly account?: string | undefined;
      readonly name?: string | undefined;
      readonly policy: PolicyDocument | undefined;
    }
  | { readonly command: 'create-access-key'; readonly user: string; readonly account?: string | undefined }
  | {
      readonly command: 'import-access-key';
      readonly user: string;
      readonly account?: string | undefined;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    }
  | { readonly command: 'set-access-key-status'; readonly accessKeyId: string; readonly active: boolean }
  | {
      readonly command: 'assume-role';
      readonly role: string;
      readonly account?: string | undefined;
      /** Credentials' access key id of the caller; nobody in particular, whom every role trusts, when left out. */
      readonly by?: string | undefined;
      readonly sessionName?: string | undefined;
      readonly durationSeconds?: number | undefined;
      /** What the session is narrowed by. */
      readonly policy?: PolicyDocument | undefined;
    }
  | {
      readonly command: 'get-session-token';
      /** Credentials' access key id of the caller; the root user of the emulator's own account when left out. */
      readonly by?: string | undefined;
      readonly durationSeconds?: number | undefined;
    }
  | { readonly command: 'revoke-sessions'; readonly role: string; readonly account?: string | undefined }
  | { readonly command: 'credentials'; readonly identity: string; readonly account?: string | undefined }
  | { readonly command: 'identities' }
  /** What the bucket told its queues and topics, behind the event of this number. */
  | { readonly command: 'events'; readonly bucket: string; readonly since?: number | undefined }
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
  readonly account: string;
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
  | { readonly ok: true; readonly kind: 'events'; readonly events: readonly DeliveredEvent[] }
  | { readonly ok: true; readonly kind: 'decision'; readonly decision: Decision | undefined }
  | { readonly ok: false; readonly code: string; readonly message: string };
