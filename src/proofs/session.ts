import type { Credentials } from '#client/credentials.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';

/** Temporary credentials as `save` keeps them, by STS's own names. */
export class Session {
  readonly AccessKeyId: string;
  readonly Expiration: string | undefined;
  readonly #credentials: Credentials;

  constructor({ accessKeyId, secretAccessKey, sessionToken, expiration }: EmulatedCredentials) {
    this.AccessKeyId = accessKeyId;
    this.Expiration = expiration;
    this.#credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  }

  get credentials(): Credentials {
    return this.#credentials;
  }
}

export function isSession(value: unknown): value is Session {
  return value instanceof Session;
}
