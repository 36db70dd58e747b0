import { originsOf, type Connection } from '#client/connection.ts';
import type { OwnServer } from '#client/own-server.ts';

import { browserConnection, readyConnections } from './offers.ts';
import type { LabServices } from './services.ts';

/** The emulator on its usual port may always be reached. */
const alwaysAllowed = 'http://127.0.0.1:9000';

/** Which connections there are, which one is chosen, and whether this page may reach it already. */
export class Connections {
  readonly #services: LabServices;
  #server = $state.raw<OwnServer>();
  #chosen = $state.raw<Connection>() as Connection;
  /** What this page was let out to when it was loaded. */
  readonly #reachable: readonly string[];
  readonly ready = $derived.by(() => readyConnections(this.#services.emulatorUrl, this.#server));

  constructor(services: LabServices) {
    this.#services = services;
    const { connection, allowedOrigins } = services.store.read();
    this.#reachable = [alwaysAllowed, ...allowedOrigins];
    // The page may have moved since; its own emulator moves with it.
    const isKept = connection !== undefined && connection.kind !== 'browser';
    this.#chosen = isKept ? connection : browserConnection(services.emulatorUrl);
  }

  get chosen(): Connection {
    return this.#chosen;
  }

  /** The chosen connection is let in from the next load of the page on. */
  get needsReload(): boolean {
    // The server that started us names its own bucket in the page's policy.
    return !this.#chosen.isConfigured && this.#origins().some((origin) => !this.#reachable.includes(origin));
  }

  /** Asks what the own server offers. A connection to it that was kept from last time falls back where it is gone. */
  async look(): Promise<void> {
    this.#server = await this.#services.ownServer();
    const isOfServer = this.#chosen.kind === 'computer' || this.#chosen.isConfigured;
    const isKept = this.#services.store.read().connection !== undefined;
    if (isOfServer || !isKept) {
      const same = this.ready.find(
        ({ kind, isConfigured, bucket }) =>
          kind === this.#chosen.kind && isConfigured === this.#chosen.isConfigured && bucket === this.#chosen.bucket,
      );
      this.#chosen = (isKept ? same : undefined) ?? this.ready[0] ?? browserConnection(this.#services.emulatorUrl);
    }
    if (this.#server) await this.#allow([]);
  }

  async choose(connection: Connection): Promise<void> {
    this.#chosen = connection;
    await this.#allow([]);
  }

  /** Lets the page out to one more origin, from its next load on. */
  async allow(origin: string): Promise<void> {
    await this.#allow([origin]);
  }

  /** Only what is in use stays allowed: the own server's, and the chosen connection's. */
  async #allow(further: readonly string[]): Promise<void> {
    const { store, allowOrigins } = this.#services;
    const server = this.#server ? [this.#server.emulator, ...this.ready.flatMap((each) => this.#origins(each))] : [];
    const all = [...server, ...this.#origins(), ...further];
    const origins = all.filter((origin, index) => all.indexOf(origin) === index);
    store.write({ connection: this.#chosen, allowedOrigins: origins });
    await allowOrigins(origins);
  }

  #origins(connection: Connection = this.#chosen): readonly string[] {
    return originsOf(connection, connection.bucket ?? '');
  }
}
