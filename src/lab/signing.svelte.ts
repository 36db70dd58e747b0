import { isEmulator, type Connection } from '#client/connection.ts';
import type { Credentials } from '#client/credentials.ts';
import type { Endpoint } from '#client/endpoint.ts';
import type { SignRequest } from '#client/own-server.ts';
import type { SignedUrl } from '#client/presign.ts';
import type { Transport } from '#client/transport.ts';

import { EmulatedAccount } from './account.svelte.ts';
import { PastedKeys } from './pasted-keys.svelte.ts';
import type { LabServices } from './services.ts';

/** Signed, and what it was signed with. */
export interface Signature {
  readonly signed: SignedUrl;
  readonly connection: Connection;
  readonly signedAt: Date;
  /** When the credentials that signed end. */
  readonly sessionEnds?: Date | undefined;
}

/** Who signs for the connection, and by which clock: an emulated account, this computer, or what was pasted. */
export class Signing {
  readonly keys = new PastedKeys();
  readonly #services: LabServices;
  #connection = $state.raw<Connection>();
  #account = $state.raw<EmulatedAccount>();
  #signerId = $state<string>();
  #computerEnds = $state.raw<Date>();
  readonly signer = $derived(this.#account?.signers.find(({ id }) => id === this.#signerId));

  constructor(services: LabServices) {
    this.#services = services;
  }

  /** Only of an emulator. */
  get account(): EmulatedAccount | undefined {
    return this.#account;
  }

  /** When the credentials that would sign now end; `undefined` for a permanent key. */
  get sessionEnds(): Date | undefined {
    if (this.#account) return this.#signerId === undefined ? undefined : this.#account.sessionEnds(this.#signerId);
    return this.#connection?.isConfigured ? this.#computerEnds : this.keys.summary?.ends;
  }

  get transport(): Transport {
    return this.#account?.transport ?? this.#services.transport;
  }

  /** The instant by the clock of the connection. */
  now(): Date {
    return this.#account?.now() ?? this.#services.now();
  }

  /** Goes over to a connection; an emulator's account is opened. */
  async open(connection: Connection): Promise<void> {
    this.#connection = connection;
    this.#account = undefined;
    this.#signerId = undefined;
    this.#computerEnds = undefined;
    if (!isEmulator(connection)) return;
    const { serverControl: control, transport, now } = this.#services;
    const door =
      connection.kind === 'browser' ? await this.#services.emulator() : { control, transport, opensTabs: false };
    const account = new EmulatedAccount({ ...door, now });
    await account.open();
    // Another connection may have been chosen meanwhile.
    if (this.#connection !== connection) return;
    this.#account = account;
    this.#signerId = account.signers[0]?.id;
  }

  /** Chooses who signs; a role's session begins now, so that its end can be shown. */
  async choose(signerId: string): Promise<void> {
    this.#signerId = signerId;
    if (this.signer) await this.#account?.credentials(this.signer);
  }

  async beginSession(): Promise<void> {
    if (this.signer) await this.#account?.beginSession(this.signer);
  }

  /** Signs now. The Region is the connection's, unless another one is named. */
  async sign(request: SignRequest, place: { readonly bucket: string; readonly region: string }): Promise<Signature> {
    const connection = this.#connection;
    if (!connection) throw new Error('There is no connection yet.');
    const signedAt = this.now();
    if (connection.isConfigured) return this.#signedOnThisComputer(request, connection, signedAt);
    const credentials = await this.#credentials();
    const endpoint: Endpoint = { ...connection.endpoint, ...(place.region !== '' && { region: place.region }) };
    const signed = await this.#services.presign({
      ...request,
      credentials,
      endpoint,
      bucket: place.bucket,
      instant: signedAt,
      unchecked: true,
    });
    return { signed, connection, signedAt, sessionEnds: credentials.expiration };
  }

  async #signedOnThisComputer(request: SignRequest, connection: Connection, signedAt: Date): Promise<Signature> {
    const result = await this.#services.signOnThisComputer(request);
    if (!result.ok) throw new Error(result.message);
    const { signed, sessionEnds } = result;
    this.#computerEnds = sessionEnds;
    return { signed, connection, signedAt, sessionEnds };
  }

  async #credentials(): Promise<Credentials> {
    if (this.#account && this.signer) return this.#account.credentials(this.signer);
    const { credentials } = this.keys;
    if (!credentials) throw new Error('Paste credentials first, or let this computer sign.');
    return credentials;
  }
}
