import type { OwnServer, SignRequest, SignResult } from '#client/own-server.ts';
import type { PresignRequest, SignedUrl } from '#client/presign.ts';
import type { Transport } from '#client/transport.ts';
import type { Control } from '#client/worker-control.ts';

import type { LabStore } from './store.ts';

/** The emulator of this browser: behind the service worker, or in the page itself where no worker can run. */
export interface BrowserEmulator {
  readonly control: Control;
  readonly transport: Transport;
  /** Whether a URL of it can be opened in a tab of its own. */
  readonly opensTabs: boolean;
}

/** What the lab is handed from outside. */
export interface LabServices {
  /** Where the emulator of this browser stands, as its URLs have it: `https://example.com/app/s3`. */
  readonly emulatorUrl: string;
  /** Waits for the emulator; a rejection says why there is none. */
  readonly emulator: () => Promise<BrowserEmulator>;
  /** The server that the page came from, if it offers more than files. */
  readonly ownServer: () => Promise<OwnServer | undefined>;
  readonly serverControl: Control;
  readonly signOnThisComputer: (request: SignRequest) => Promise<SignResult>;
  /** The AWS SDK's presigner; it is loaded when first called. */
  readonly presign: (request: PresignRequest) => Promise<SignedUrl>;
  /** Sends to any other connection. */
  readonly transport: Transport;
  /** Lets documents of ours reach these origins, from the next load on. */
  readonly allowOrigins: (origins: readonly string[]) => Promise<void>;
  readonly reload: () => void;
  readonly store: LabStore;
  readonly now: () => Date;
  /** Milliseconds of a clock that only goes forward. */
  readonly stopwatch: () => number;
}
