import type { Connection } from '#client/connection.ts';

/** What the bench remembers on this device. Nothing of it is secret, and no URL is among it. */
export interface LabSettings {
  /** The connection that was chosen last; absent: the emulator in this browser. */
  readonly connection?: Connection | undefined;
  /** Origins that the page was allowed to reach; they hold from the next load on. */
  readonly allowedOrigins: readonly string[];
}

export interface LabStore {
  read(): LabSettings;
  write(settings: LabSettings): void;
}
