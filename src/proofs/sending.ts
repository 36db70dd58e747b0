import { emulatorTransport } from '#client/emulator-transport.ts';
import type { Emulator } from '#s3/emulator.ts';

import { bounds, metered, type Meter } from './bounds.ts';
import { pageTransport } from './page.ts';
import type { Sender } from './sender.ts';

/** How a request goes out. */
export interface Sending {
  readonly from?: Sender | undefined;
  /** False for a request in the clear. */
  readonly tls?: boolean | undefined;
  /** A page's origin: then the request is its script's. */
  readonly origin?: string | undefined;
}

/** Somewhere that no example's address range includes unless it says so. */
const defaultAddress = '192.0.2.200';
const addressInVpc = '10.0.0.200';

/** A transport that says which headers of its answer a page's script cannot read. */
export type PageTransport = ReturnType<typeof pageTransport>;

/** Carries requests to a world's emulator, and counts them. */
export function sendingTransport(emulator: Emulator, meter: Meter, { from, tls, origin }: Sending): PageTransport {
  const transport = metered(
    emulatorTransport(emulator, {
      sourceAddress: from?.address ?? (from?.via ? addressInVpc : defaultAddress),
      via: from?.via,
      secure: tls ?? true,
      atMostBytes: bounds.bytes,
    }),
    meter,
  );
  if (origin !== undefined) return pageTransport(transport, origin);
  return async (request) => ({ ...(await transport(request)), hiddenHeaders: [] });
}
