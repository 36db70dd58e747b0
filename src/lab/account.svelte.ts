import type { Credentials } from '#client/credentials.ts';
import type { Transport } from '#client/transport.ts';
import type { Control } from '#client/worker-control.ts';
import type { Decision } from '#s3/decision/decision.ts';
import { roleSessionDefaultSeconds } from '#s3/limits.ts';

import { later } from './remaining.ts';
import { emulatedCredentials, emulatedSigners, expected, type EmulatedSigner } from './signer.ts';

export interface AccountOptions {
  readonly control: Control;
  readonly transport: Transport;
  /** Whether its URLs can be opened in a tab of their own. */
  readonly opensTabs: boolean;
  readonly now: () => Date;
}

/** An emulated account as the bench uses it: its signers, their sessions, and its clock. */
export class EmulatedAccount {
  readonly transport: Transport;
  readonly opensTabs: boolean;
  readonly #control: Control;
  readonly #now: () => Date;
  #offsetMilliseconds = $state(0);
  #signers = $state.raw<readonly EmulatedSigner[]>([]);
  /** When the session of a signer ends; the credentials themselves are kept apart. */
  #ends = $state.raw<Readonly<Record<string, Date>>>({});
  #credentials: Readonly<Record<string, Credentials>> = {};

  constructor(options: AccountOptions) {
    this.transport = options.transport;
    this.opensTabs = options.opensTabs;
    this.#control = options.control;
    this.#now = options.now;
  }

  get signers(): readonly EmulatedSigner[] {
    return this.#signers;
  }

  get offsetMilliseconds(): number {
    return this.#offsetMilliseconds;
  }

  /** The emulated instant. */
  now(): Date {
    return later(this.#now(), this.#offsetMilliseconds);
  }

  async open(): Promise<void> {
    await this.#readClock();
    this.#signers = await emulatedSigners(this.#control);
  }

  /** The end of the signer's session, if it is one. */
  sessionEnds(signerId: string): Date | undefined {
    return this.#ends[signerId];
  }

  /** What the signer signs with. A session stays the same until a new one is begun, also when it has ended. */
  async credentials(signer: EmulatedSigner): Promise<Credentials> {
    const kept = signer.kind === 'role' ? this.#credentials[signer.id] : undefined;
    return kept ?? this.beginSession(signer);
  }

  /** Fresh credentials of the signer; those of before keep working until they end. */
  async beginSession(signer: EmulatedSigner): Promise<Credentials> {
    const credentials = await emulatedCredentials(this.#control, signer, roleSessionDefaultSeconds);
    this.#credentials = { ...this.#credentials, [signer.id]: credentials };
    if (credentials.expiration) this.#ends = { ...this.#ends, [signer.id]: credentials.expiration };
    return credentials;
  }

  async moveClock(byMilliseconds: number): Promise<void> {
    expected(await this.#control({ command: 'move-clock', byMilliseconds }), 'done');
    await this.#readClock();
  }

  async resetClock(): Promise<void> {
    await this.#readClock();
    if (this.#offsetMilliseconds !== 0) await this.moveClock(-this.#offsetMilliseconds);
  }

  /** Why a request was answered as it was; `undefined` where the decision is not kept any more. */
  async decision(requestId: string): Promise<Decision | undefined> {
    return expected(await this.#control({ command: 'decision', requestId }), 'decision').decision;
  }

  async #readClock(): Promise<void> {
    this.#offsetMilliseconds = expected(await this.#control({ command: 'status' }), 'status').clockOffsetMilliseconds;
  }
}
