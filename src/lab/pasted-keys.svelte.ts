import type { Credentials } from '#client/credentials.ts';
import { pastedCredentials } from '#client/pasted-credentials.ts';

/** What may be shown of pasted credentials. */
export interface PastedSummary {
  readonly accessKeyId: string;
  readonly isLongTerm: boolean;
  readonly ends: Date | undefined;
}

/** The one place where pasted credentials are: in memory, until they are forgotten or the page is left. */
export class PastedKeys {
  /** Not reactive and not enumerable, so that no snapshot, log or record takes it along. */
  #credentials: Credentials | undefined;
  #summary = $state.raw<PastedSummary>();

  get summary(): PastedSummary | undefined {
    return this.#summary;
  }

  /** For the signer only. */
  get credentials(): Credentials | undefined {
    return this.#credentials;
  }

  /** Takes what was pasted; the message says what is wrong with it. */
  paste(text: string): string | undefined {
    const pasted = pastedCredentials(text);
    if (!pasted.ok) return pasted.message;
    const { credentials, isLongTerm } = pasted;
    this.#credentials = credentials;
    this.#summary = { accessKeyId: credentials.accessKeyId, isLongTerm, ends: credentials.expiration };
    return undefined;
  }

  forget(): void {
    this.#credentials = undefined;
    this.#summary = undefined;
  }

  toJSON(): undefined {
    return undefined;
  }
}
