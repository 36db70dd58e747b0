import type { Credentials as SigningCredentials } from '#sigv4/presign.ts';

/** What signs: a long-term key pair, or a temporary one with its session token. */
export interface Credentials extends SigningCredentials {
  /** Only temporary credentials end. Nothing here shortens a URL for it, as the AWS SDK does not either. */
  readonly expiration?: Date;
}
